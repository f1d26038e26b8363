// Tests of the options of `sources.sqs`: defaults, ranges, and what AWS refuses.

import { describe, expect, test } from 'vitest'
import { readSqsOptions, type SqsOptions } from '../../src/sources/sqs-options.js'
import { FakeTarget } from './fake-target.js'

function read(options: unknown, timeoutMs = 3000): ReturnType<typeof readSqsOptions> {
  return readSqsOptions(options as SqsOptions, new FakeTarget(undefined, { timeoutMs }))
}

const exception = 'InvalidParameterValueException'

describe('readSqsOptions', () => {
  test('has the defaults of AWS [SQS-2]', () => {
    const { passes, ...mapping } = read(undefined)
    expect(mapping).toEqual({
      batchSize: 10,
      windowMs: 0,
      reportsItems: false,
      maximumConcurrency: undefined,
      queue: {
        name: 'my-queue',
        fifo: false,
        visibilityMs: 30_000,
        maxReceiveCount: undefined,
        delayMs: 0,
        retentionMs: 345_600_000,
        contentBasedDeduplication: false,
      },
    })
    expect(passes({})).toBe(true)
  })

  test('takes every option', () => {
    const queue = {
      queueName: 'orders.fifo',
      visibilityTimeout: 60,
      redrivePolicy: { maxReceiveCount: 3 },
      fifo: true,
      delaySeconds: 5,
      messageRetentionPeriod: 600,
      contentBasedDeduplication: true,
    }
    const { passes, ...mapping } = read({
      batchSize: 5,
      maximumBatchingWindowInSeconds: 0,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filters: [{ pattern: { body: ['a'] } }] },
      scalingConfig: { maximumConcurrency: 2 },
      queue,
    })
    expect(mapping).toEqual({
      batchSize: 5,
      windowMs: 0,
      reportsItems: true,
      maximumConcurrency: 2,
      queue: {
        name: 'orders.fifo',
        fifo: true,
        visibilityMs: 60_000,
        maxReceiveCount: 3,
        delayMs: 5000,
        retentionMs: 600_000,
        contentBasedDeduplication: true,
      },
    })
    expect([passes({ body: 'a' }), passes({ body: 'b' })]).toEqual([true, false])
  })

  test('reads from a name or from fifo that a queue is FIFO', () => {
    expect(read({ queue: { queueName: 'a.fifo' } }).queue.fifo).toBe(true)
    expect(read({ queue: { fifo: true } }).queue.name).toBe('my-queue.fifo')
  })

  test.each<[object, string]>([
    [
      { batchSize: 0 },
      'sources.sqs(): batchSize is 0: it takes a whole number of messages from 1 to 10000 (SQS-2, https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).',
    ],
    [
      { batchSize: 10_001, maximumBatchingWindowInSeconds: 1 },
      'sources.sqs(): batchSize is 10001: it takes a whole number of messages from 1 to 10000 (SQS-2, https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).',
    ],
    [
      { batchSize: 11, queue: { fifo: true } },
      'sources.sqs(): batchSize is 11: it takes a whole number of messages of a FIFO queue from 1 to 10 (SQS-2, https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).',
    ],
    [
      { batchSize: 11 },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10 (SQS-2). Set maximumBatchingWindowInSeconds to at least 1.',
    ],
    [
      { maximumBatchingWindowInSeconds: 1, queue: { fifo: true } },
      'Batching window is not supported for FIFO queues (SQS-2). Leave maximumBatchingWindowInSeconds out.',
    ],
    [
      { maximumBatchingWindowInSeconds: 301 },
      'sources.sqs(): maximumBatchingWindowInSeconds is 301: it takes a whole number of seconds from 0 to 300 (SQS-2, https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).',
    ],
    [
      { scalingConfig: { maximumConcurrency: 1 } },
      'sources.sqs(): scalingConfig.maximumConcurrency is 1: it takes a whole number of batches from 2 to 1000 (SQS-9, https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).',
    ],
  ])('refuses %j as AWS does [SQS-2, SQS-9]', (options, message) => {
    expect(() => read(options)).toThrow(expect.objectContaining({ name: exception, message }))
  })

  test('refuses a function that may run longer than its messages are hidden, in the words of AWS [SQS-4]', () => {
    expect(() => read({}, 60_000)).toThrow(
      expect.objectContaining({
        name: exception,
        statusCode: 400,
        message:
          "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds (SQS-4). Set queue.visibilityTimeout to at least 60; AWS recommends six times the function's timeout, 360.",
      }),
    )
    expect(read({}, 30_000).queue.visibilityMs).toBe(30_000)
    expect(read({ queue: { visibilityTimeout: 60 } }, 60_000).queue.visibilityMs).toBe(60_000)
  })

  test.each<[unknown, string]>([
    [1, 'sources.sqs(): the options are 1 (a number)'],
    [
      { batchsize: 1 },
      'sources.sqs(): batchsize is not a key here: keys begin with a lower-case letter, write batchSize.',
    ],
    [{ batchSize: '10' }, "sources.sqs(): batchSize is '10' (a string): it takes a number."],
    [
      { functionResponseTypes: ['ReportBatchItemFailure'] },
      "sources.sqs(): functionResponseTypes[0] is 'ReportBatchItemFailure': it takes 'ReportBatchItemFailures'.",
    ],
    [
      { queue: { visibility: 1 } },
      'sources.sqs(): queue.visibility is not a key here: did you mean visibilityTimeout?',
    ],
    [
      { queue: { visibilityTimeout: 43_201 } },
      'sources.sqs(): queue.visibilityTimeout is 43201: it takes a whole number of seconds from 0 to 43200 (SQS-3, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).',
    ],
    [
      { queue: { redrivePolicy: { maxReceiveCount: 0 } } },
      'sources.sqs(): queue.redrivePolicy.maxReceiveCount is 0: it takes a whole number of receives from 1 to 1000 (SQS-5, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).',
    ],
    [
      { queue: { redrivePolicy: {} } },
      'sources.sqs(): queue.redrivePolicy is {} (an object): maxReceiveCount is missing.',
    ],
    [{ queue: { fifo: 'yes' } }, "sources.sqs(): queue.fifo is 'yes' (a string): it takes true or false."],
    [
      { queue: { queueName: 'a b' } },
      "sources.sqs(): queue.queueName is 'a b': it takes up to 80 letters, digits, - and _, with .fifo at the end for a FIFO queue.",
    ],
    [
      { queue: { queueName: 'orders', fifo: true } },
      "sources.sqs(): queue.queueName is 'orders' and queue.fifo is true: the name of a FIFO queue ends in .fifo, and no other does (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).",
    ],
    [
      { queue: { contentBasedDeduplication: true } },
      'sources.sqs(): queue.contentBasedDeduplication is for FIFO queues: add fifo: true (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).',
    ],
  ])('refuses what is no option at all: %j', (options, message) => {
    expect(() => read(options)).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(message) }),
    )
  })

  test('refuses a bad filter [STM-8]', () => {
    expect(() => read({ filterCriteria: { filters: [{ pattern: '{' }] } })).toThrow(
      'Invalid filter pattern definition. sources.sqs(): filterCriteria.filters[0].pattern: it is not JSON (STM-8).',
    )
  })
})
