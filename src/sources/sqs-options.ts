// The options of `sources.sqs`: an event source mapping and its queue, named as AWS names them, and checked.

import type { Quota } from '../function/quotas.js'
import type { Rule } from '../function/reading.js'
import { fields, required, text, trueOrFalse, wholeNumber } from '../function/value-rules.js'
import { compileFilters, type FilterCriteria } from './filter-pattern.js'
import { aNumber, checkRange, COMMON_RULES, MAPPING, refusedMapping } from './mapping-options.js'
import { readOptions } from './read-options.js'
import type { SourceFunction } from './target.js'

/**
 * The queue. Source of names, units and ranges:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export interface QueueOptions {
  /** Default `my-queue`, or `my-queue.fifo`. The name of a FIFO queue ends in `.fifo`, and no other does. */
  readonly queueName?: string
  /** How long a message that was received is hidden: 0 to 43,200 seconds, and at least the function's timeout. Default 30. */
  readonly visibilityTimeout?: number
  /** A message that was received `maxReceiveCount` times (1 to 1,000) in vain goes to the dead-letter queue. Default: none. */
  readonly redrivePolicy?: { readonly maxReceiveCount: number }
  /** Whether messages of a group are delivered in order. Default: whether the name ends in `.fifo`. */
  readonly fifo?: boolean
  /** How long a message is hidden at first: 0 to 900 seconds. Default 0. */
  readonly delaySeconds?: number
  /** How long a message is kept: 60 to 1,209,600 seconds. Default 345,600, four days. */
  readonly messageRetentionPeriod?: number
  /** FIFO queues only: messages with the same body within five minutes are one. Default false. */
  readonly contentBasedDeduplication?: boolean
}

/**
 * The event source mapping. Source of names, units and ranges (SQS-2, SQS-9):
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export interface SqsOptions {
  /** At most that many messages in an event: 1 to 10,000, 1 to 10 of a FIFO queue. Default 10. */
  readonly batchSize?: number
  /** How long to gather messages: 0 to 300 seconds; at least 1 for batches of more than 10, 0 for FIFO queues. Default 0. */
  readonly maximumBatchingWindowInSeconds?: number
  /** With `'ReportBatchItemFailures'` the function's answer says which messages failed (SQS-6). Default: none. */
  readonly functionResponseTypes?: readonly 'ReportBatchItemFailures'[]
  /** Messages that match none of the filters are deleted, and reach no function (STM-8). */
  readonly filterCriteria?: FilterCriteria
  /** At most that many batches at once: 2 to 1,000. */
  readonly scalingConfig?: { readonly maximumConcurrency?: number }
  readonly queue?: QueueOptions
}

/** The options with their defaults, times in milliseconds. */
export interface SqsMapping {
  readonly batchSize: number
  readonly windowMs: number
  readonly reportsItems: boolean
  readonly passes: (record: unknown) => boolean
  readonly maximumConcurrency: number | undefined
  readonly queue: QueueSettings
}

export interface QueueSettings {
  readonly name: string
  readonly fifo: boolean
  readonly visibilityMs: number
  readonly maxReceiveCount: number | undefined
  readonly delayMs: number
  readonly retentionMs: number
  readonly contentBasedDeduplication: boolean
}

const QUEUE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html'

const batchSize: Quota = { minimum: 1, maximum: 10_000, unit: 'messages', id: 'SQS-2', source: MAPPING }
const fifoBatchSize: Quota = { ...batchSize, maximum: 10, unit: 'messages of a FIFO queue' }
const window: Quota = { minimum: 0, maximum: 300, unit: 'seconds', id: 'SQS-2', source: MAPPING }
const concurrency: Quota = { minimum: 2, maximum: 1000, unit: 'batches', id: 'SQS-9', source: MAPPING }
const seconds = (minimum: number, maximum: number, id: string): Rule<number> =>
  wholeNumber({ minimum, maximum, unit: 'seconds', id, source: QUEUE })

const receives: Quota = { minimum: 1, maximum: 1000, unit: 'receives', id: 'SQS-5', source: QUEUE }

const queueRule: Rule<Partial<Required<QueueOptions>>> = fields<Required<QueueOptions>>({
  queueName: text(undefined, {
    pattern: /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
    form: 'up to 80 letters, digits, - and _, with .fifo at the end for a FIFO queue',
  }),
  visibilityTimeout: seconds(0, 43_200, 'SQS-3'),
  redrivePolicy: required(
    fields<{ maxReceiveCount: number }>({ maxReceiveCount: wholeNumber(receives) }),
    'maxReceiveCount',
  ),
  fifo: trueOrFalse,
  delaySeconds: seconds(0, 900, 'SQS-1'),
  messageRetentionPeriod: seconds(60, 1_209_600, 'SQS-3'),
  contentBasedDeduplication: trueOrFalse,
})

const shape: Rule<Partial<Required<SqsOptions>>> = fields<Required<SqsOptions>>({
  ...COMMON_RULES,
  scalingConfig: fields<{ maximumConcurrency: number }>({ maximumConcurrency: aNumber }),
  queue: queueRule,
})

const WHERE = 'sources.sqs()'

/**
 * Checks `options` for a function. Throws a `TypeError` for what is no option, and `InvalidParameterValueException` for
 * what the service refuses when the mapping is created.
 */
export function readSqsOptions(options: SqsOptions | undefined, target: SourceFunction): SqsMapping {
  const { queue: queueOptions, ...mapping } = readOptions(WHERE, shape, options)
  const queue = settingsOf(queueOptions ?? {})
  const maximumConcurrency = mapping.scalingConfig?.maximumConcurrency
  const { batchSize: size = 10, maximumBatchingWindowInSeconds: windowSeconds = 0 } = mapping
  checkRange(WHERE, 'batchSize', size, queue.fifo ? fifoBatchSize : batchSize)
  checkRange(WHERE, 'maximumBatchingWindowInSeconds', windowSeconds, window)
  checkRange(WHERE, 'scalingConfig.maximumConcurrency', maximumConcurrency, concurrency)
  checkTogether(queue, size, windowSeconds, target.timeoutMs)
  return {
    batchSize: size,
    windowMs: windowSeconds * 1000,
    reportsItems: mapping.functionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    passes: compileFilters(mapping.filterCriteria, `${WHERE}: filterCriteria`),
    maximumConcurrency,
    queue,
  }
}

function settingsOf(options: QueueOptions): QueueSettings {
  const { queueName, fifo = queueName?.endsWith('.fifo') ?? false, contentBasedDeduplication = false } = options
  const name = queueName ?? (fifo ? 'my-queue.fifo' : 'my-queue')
  if (name.endsWith('.fifo') !== fifo) {
    throw new TypeError(
      `${WHERE}: queue.queueName is '${name}' and queue.fifo is ${fifo}: the name of a FIFO queue ends in .fifo, and no other does (${QUEUE}).`,
    )
  }
  if (contentBasedDeduplication && !fifo) {
    throw new TypeError(`${WHERE}: queue.contentBasedDeduplication is for FIFO queues: add fifo: true (${QUEUE}).`)
  }
  return {
    name,
    fifo,
    visibilityMs: (options.visibilityTimeout ?? 30) * 1000,
    maxReceiveCount: options.redrivePolicy?.maxReceiveCount,
    delayMs: (options.delaySeconds ?? 0) * 1000,
    retentionMs: (options.messageRetentionPeriod ?? 345_600) * 1000,
    contentBasedDeduplication,
  }
}

/** What AWS checks of several settings at once, in AWS's words, and what to do about it. */
function checkTogether(
  { fifo, visibilityMs }: QueueSettings,
  size: number,
  windowSeconds: number,
  timeoutMs: number,
): void {
  if (fifo && windowSeconds > 0) {
    throw refusedMapping(
      'Batching window is not supported for FIFO queues (SQS-2). Leave maximumBatchingWindowInSeconds out.',
    )
  }
  if (size > 10 && windowSeconds === 0) {
    throw refusedMapping(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10 (SQS-2). ' +
        'Set maximumBatchingWindowInSeconds to at least 1.',
    )
  }
  if (visibilityMs >= timeoutMs) return
  const [visibility, timeout] = [visibilityMs / 1000, timeoutMs / 1000]
  throw refusedMapping(
    `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds (SQS-4). ` +
      `Set queue.visibilityTimeout to at least ${timeout}; AWS recommends six times the function's timeout, ${6 * timeout}.`,
  )
}
