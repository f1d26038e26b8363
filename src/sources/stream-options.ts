// The options of an event source mapping that reads a stream, named as AWS names them, and checked (STM-1..6).

import { QUOTAS, type Quota } from '../function/quotas.js'
import { accept, refuse, type Reading, type Rule } from '../function/reading.js'
import { cite, fields, list, oneOf, received, required, text } from '../function/value-rules.js'
import { LambdaServiceException } from '../invoke/exceptions.js'
import { compileFilters, type FilterCriteria } from './filter-pattern.js'
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
  readonly kind: StreamKind
  readonly shardIds: readonly string[]
  readonly streamArn: string
  readonly parallelizationFactor: number
  readonly reportsItems: boolean
  readonly windowed: boolean
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

const MAPPING = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html'

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

/** For settings where -1 says that there is no limit. */
const UNLIMITED = -1
const LONGEST_BACK_OFF_MS = 300_000
/** About so many deliveries of a record that always fails, however long the stream keeps it. */
const DELIVERIES_IN_A_LIFETIME = 288

const aNumber: Rule<number> = (value, key) =>
  typeof value === 'number' ? accept(value) : refuse(`${received(key, value)}: it takes a number`)
const aBoolean: Rule<boolean> = (value, key) =>
  typeof value === 'boolean' ? accept(value) : refuse(`${received(key, value)}: it takes true or false`)

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

/** Numbers of any size: which AWS takes is asked afterwards. `filterCriteria` is read by those who compile it. */
const mappingRules: { readonly [Key in keyof StreamMappingOptions]-?: Rule<NonNullable<StreamMappingOptions[Key]>> } = {
  batchSize: aNumber,
  maximumBatchingWindowInSeconds: aNumber,
  startingPosition: position,
  bisectBatchOnFunctionError: aBoolean,
  maximumRetryAttempts: aNumber,
  maximumRecordAgeInSeconds: aNumber,
  parallelizationFactor: aNumber,
  tumblingWindowInSeconds: aNumber,
  functionResponseTypes: list(oneOf('ReportBatchItemFailures'), 'response types'),
  filterCriteria: (value) => accept(value as FilterCriteria),
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
  const { [place]: placed = {}, ...mapping } = orThrow(
    where,
    shape(options ?? {}, ''),
    (problem) => new TypeError(problem),
  )
  return { mapping: mapping as StreamMappingOptions, place: placed as Partial<Place> }
}

/** Applies the defaults. Throws `InvalidParameterValueException` for what the service refuses when a mapping is created. */
export function mappingOf(where: string, options: StreamMappingOptions, place: StreamPlace): StreamMapping {
  for (const [key, quota] of Object.entries(RANGES)) checkRange(where, key, options[key as NumberKey], quota)
  const { parallelizationFactor = 1, tumblingWindowInSeconds = 0, maximumRetryAttempts = UNLIMITED } = options
  if (parallelizationFactor > 1 && tumblingWindowInSeconds > 0) {
    throw refused(
      `${where}: parallelizationFactor is ${parallelizationFactor} and tumblingWindowInSeconds ${tumblingWindowInSeconds}: ` +
        'a shard with tumbling windows is processed one batch at a time (STM-6). Leave one of them out.',
    )
  }
  const { maximumRecordAgeInSeconds: age = UNLIMITED } = options
  const lifetimeMs = Math.min(place.retentionMs, age === UNLIMITED ? Infinity : age * 1000)
  return {
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
    windowed: tumblingWindowInSeconds > 0,
    reportsItems: options.functionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    passes: compileFilters(options.filterCriteria, `${where}: filterCriteria`),
    destination: options.destinationConfig?.onFailure?.destination,
  }
}

function checkRange(where: string, key: string, value: number | undefined, quota: Quota): void {
  if (value === undefined) return
  const isUnlimited = value === UNLIMITED && key === 'maximumRecordAgeInSeconds'
  if (isUnlimited || (Number.isInteger(value) && value >= quota.minimum && value <= quota.maximum)) return
  const { minimum, maximum, unit } = quota
  const range = `a whole number of ${unit} from ${minimum} to ${maximum}`
  const unlimited = {
    maximumRetryAttempts: ', where -1 is no limit',
    maximumRecordAgeInSeconds: ', or -1 for no limit',
  }[key]
  throw refused(`${where}: ${key} is ${value}: it takes ${range}${unlimited ?? ''} ${cite(quota)}.`)
}

function refused(problem: string): LambdaServiceException {
  return new LambdaServiceException('InvalidParameterValueException', problem)
}

/** What was read, or an error that begins with `where`. */
function orThrow<T>(where: string, reading: Reading<T>, toError: (problem: string) => Error): T {
  if (reading.ok) return reading.value
  const problem = `${where}: ${reading.problems.join('; ')}`
  throw toError(problem.endsWith('?') ? problem : `${problem}.`)
}
