// The options of an event source mapping that reads a stream, named as AWS names them, and checked (STM-1..6).

import { QUOTAS, type Quota } from '../function/quotas.js'
import { refuse, type Rule } from '../function/reading.js'
import { fields, oneOf, required, text, trueOrFalse } from '../function/value-rules.js'
import { compileFilters, type FilterCriteria } from './filter-pattern.js'
import { aNumber, checkRange, COMMON_RULES, MAPPING, refusedMapping } from './mapping-options.js'
import { readOptions } from './read-options.js'
import type { StreamKind } from './stream-failure.js'
import type { LaneSettings } from './stream-lane.js'

/**
 * The event source mapping of a stream. Source of names, units, defaults and ranges:
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export interface StreamMappingOptions {
  /** At most that many records in an event: 1 to 10,000. Default 100. An event has at most 6 MB in any case. */
  readonly batchSize?: number
  /** How long to gather records for a batch that is not full: 0 to 300 seconds. Default 0. */
  readonly maximumBatchingWindowInSeconds?: number
  /**
   * Makes no difference here, since a stream is empty before its mapping is there: `TRIM_HORIZON` and `LATEST` both
   * deliver everything that the test puts.
   */
  readonly startingPosition?: 'TRIM_HORIZON' | 'LATEST'
  /** Split a batch in two when the function fails, which uses up no retry (STM-3). Default false. */
  readonly bisectBatchOnFunctionError?: boolean
  /** 0 to 10,000, then the records are given up; -1 for no limit, the default (STM-2). */
  readonly maximumRetryAttempts?: number
  /** Records that are older are given up: 60 to 604,800 seconds; -1 for as long as the stream keeps them, the default (STM-2). */
  readonly maximumRecordAgeInSeconds?: number
  /** So many batches of a shard at once, each with keys of its own: 1 to 10. Default 1 (STM-1). */
  readonly parallelizationFactor?: number
  /** Hand a state from invocation to invocation, in windows of 1 to 900 seconds (STM-6). Default 0: no windows. */
  readonly tumblingWindowInSeconds?: number
  /** With `'ReportBatchItemFailures'` the function's answer says which records failed (STM-4). Default: none. */
  readonly functionResponseTypes?: readonly 'ReportBatchItemFailures'[]
  /** Records that match none of the filters reach no function (STM-8). */
  readonly filterCriteria?: FilterCriteria
  /**
   * Where Lambda tells of records that were given up (STM-5): the ARN of a standard queue, a standard topic or a bucket.
   * Nothing is sent there: what would be is in `failures`. Default: none, the records are lost without notice.
   */
  readonly destinationConfig?: { readonly onFailure?: { readonly destination: string } }
}

/** The options with their defaults. */
export interface StreamMapping extends LaneSettings {
  /** The source, as in `sources.kinesis()`. */
  readonly where: string
  readonly kind: StreamKind
  readonly shardIds: readonly string[]
  readonly streamArn: string
  readonly parallelizationFactor: number
  readonly reportsItems: boolean
  readonly passes: (record: unknown) => boolean
  readonly destination: string | undefined
}

/** The stream that is read. */
export interface StreamPlace {
  readonly kind: StreamKind
  readonly shardIds: readonly string[]
  readonly streamArn: string
  /** How long it keeps a record. */
  readonly retentionMs: number
}

const RANGES: Readonly<Record<NumberKey, Quota>> = {
  batchSize: { minimum: 1, maximum: 10_000, unit: 'records', id: 'STM-1', source: MAPPING },
  maximumBatchingWindowInSeconds: { minimum: 0, maximum: 300, unit: 'seconds', id: 'STM-1', source: MAPPING },
  maximumRetryAttempts: { minimum: -1, maximum: 10_000, unit: 'retries', id: 'STM-2', source: MAPPING },
  maximumRecordAgeInSeconds: { minimum: 60, maximum: 604_800, unit: 'seconds', id: 'STM-2', source: MAPPING },
  parallelizationFactor: { minimum: 1, maximum: 10, unit: 'batches', id: 'STM-1', source: MAPPING },
  tumblingWindowInSeconds: { minimum: 0, maximum: 900, unit: 'seconds', id: 'STM-6', source: MAPPING },
}

type NumberKey =
  | 'batchSize'
  | 'maximumBatchingWindowInSeconds'
  | 'maximumRetryAttempts'
  | 'maximumRecordAgeInSeconds'
  | 'parallelizationFactor'
  | 'tumblingWindowInSeconds'

/** Says that there is no limit, in the settings of `NO_LIMIT`. */
const UNLIMITED = -1
const NO_LIMIT: { readonly [Key in NumberKey]?: string } = {
  maximumRetryAttempts: ', where -1 is no limit',
  maximumRecordAgeInSeconds: ', or -1 for no limit',
}
const LONGEST_BACK_OFF_MS = 300_000
/** About so many deliveries of a record that always fails, however long the stream keeps it. */
const DELIVERIES_IN_A_LIFETIME = 288

const position: Rule<'TRIM_HORIZON' | 'LATEST'> = (value, key) => {
  if (value !== 'AT_TIMESTAMP') return oneOf('TRIM_HORIZON', 'LATEST')(value, key)
  return refuse(
    `${key} is 'AT_TIMESTAMP', which has no meaning here: a test puts all records after the mapping is there`,
  )
}

const destination: Rule<{ destination: string }> = required(
  fields<{ destination: string }>({
    destination: text(QUOTAS.destinationArn, {
      pattern: /^arn:[\w-]+:(sqs|sns|s3):.*(?<!\.fifo)$/,
      form: 'the ARN of a standard queue of SQS, a standard topic of SNS or a bucket of S3 (STM-5)',
    }),
  }),
  'destination',
)

const mappingRules: { readonly [Key in keyof StreamMappingOptions]-?: Rule<NonNullable<StreamMappingOptions[Key]>> } = {
  ...COMMON_RULES,
  startingPosition: position,
  bisectBatchOnFunctionError: trueOrFalse,
  maximumRetryAttempts: aNumber,
  maximumRecordAgeInSeconds: aNumber,
  parallelizationFactor: aNumber,
  tumblingWindowInSeconds: aNumber,
  destinationConfig: fields<{ onFailure: { destination: string } }>({ onFailure: destination }),
}

/**
 * Splits options into those of the mapping and those of what it reads, under `place`. Throws a `TypeError` for what is no
 * option, or nothing that an option takes.
 */
export function readShape<Place extends object, Key extends string>(
  where: string,
  options: unknown,
  place: Key,
  rule: Rule<Partial<Place>>,
): { readonly mapping: StreamMappingOptions; readonly place: Partial<Place> } {
  const shape = fields<Record<string, unknown>>({ ...mappingRules, [place]: rule } as Record<string, Rule<unknown>>)
  const { [place]: placed = {}, ...mapping } = readOptions(where, shape, options)
  return { mapping: mapping as StreamMappingOptions, place: placed as Partial<Place> }
}

/** Applies the defaults. Throws `InvalidParameterValueException` for what the service refuses when a mapping is created. */
export function mappingOf(where: string, options: StreamMappingOptions, place: StreamPlace): StreamMapping {
  checkRanges(where, options)
  const { parallelizationFactor = 1, tumblingWindowInSeconds = 0, maximumRetryAttempts = UNLIMITED } = options
  if (parallelizationFactor > 1 && tumblingWindowInSeconds > 0) {
    throw refusedMapping(
      `${where}: parallelizationFactor is ${parallelizationFactor} and tumblingWindowInSeconds ${tumblingWindowInSeconds}: ` +
        'a shard with tumbling windows is processed one batch at a time (STM-6). Leave one of them out.',
    )
  }
  const { maximumRecordAgeInSeconds: age = UNLIMITED } = options
  const lifetimeMs = Math.min(place.retentionMs, age === UNLIMITED ? Infinity : age * 1000)
  return {
    where,
    kind: place.kind,
    shardIds: place.shardIds,
    streamArn: place.streamArn,
    parallelizationFactor,
    batchSize: options.batchSize ?? 100,
    gatherMs: (options.maximumBatchingWindowInSeconds ?? 0) * 1000,
    bisect: options.bisectBatchOnFunctionError ?? false,
    maximumRetries: maximumRetryAttempts === UNLIMITED ? Infinity : maximumRetryAttempts,
    lifetimeMs,
    longestBackOffMs: Math.max(LONGEST_BACK_OFF_MS, lifetimeMs / DELIVERIES_IN_A_LIFETIME),
    windowMs: tumblingWindowInSeconds * 1000,
    reportsItems: options.functionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    passes: compileFilters(options.filterCriteria, `${where}: filterCriteria`),
    destination: options.destinationConfig?.onFailure?.destination,
  }
}

function checkRanges(where: string, options: StreamMappingOptions): void {
  for (const key of Object.keys(RANGES) as NumberKey[]) {
    const value = options[key]
    if (value === UNLIMITED && NO_LIMIT[key] !== undefined) continue
    checkRange(where, key, value, RANGES[key], NO_LIMIT[key])
  }
}
