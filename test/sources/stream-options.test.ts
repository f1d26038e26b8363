import { describe, expect, test } from 'vitest'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import { dynamodbStreamSource, type DynamoDBStreamOptions } from '../../src/sources/dynamodb-stream.js'
import { kinesisSource, type KinesisOptions } from '../../src/sources/kinesis.js'
import { FakeTarget } from './fake-target.js'

const ARN = 'arn:aws:sqs:us-east-1:123456789012:failures'
const page = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html'
const refusal = (options: object): Error => {
  try {
    kinesisSource(new FakeTarget(), options as KinesisOptions)
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was refused')
}

describe('what the service refuses', () => {
  test.each([
    ['batchSize', 0, 'records from 1 to 10000 (STM-1'],
    ['batchSize', 10_001, 'records from 1 to 10000 (STM-1'],
    ['maximumBatchingWindowInSeconds', 301, 'seconds from 0 to 300 (STM-1'],
    ['maximumRetryAttempts', -2, 'retries from -1 to 10000, where -1 is no limit (STM-2'],
    ['maximumRecordAgeInSeconds', 59, 'seconds from 60 to 604800, or -1 for no limit (STM-2'],
    ['parallelizationFactor', 11, 'batches from 1 to 10 (STM-1'],
    ['parallelizationFactor', 1.5, 'batches from 1 to 10 (STM-1'],
    ['tumblingWindowInSeconds', 901, 'seconds from 0 to 900 (STM-6'],
  ])('is %s: %d, with the legal range [STM-1] [STM-2] [STM-6]', (key, value, range) => {
    const error = refusal({ [key]: value })
    expect(error).toBeInstanceOf(LambdaServiceException)
    expect(error.name).toBe('InvalidParameterValueException')
    expect(error.message).toBe(`sources.kinesis(): ${key} is ${value}: it takes a whole number of ${range}, ${page}).`)
  })

  test('is a tumbling window of a shard with parallel batches [STM-6]', () => {
    expect(refusal({ parallelizationFactor: 2, tumblingWindowInSeconds: 60 }).message).toBe(
      'sources.kinesis(): parallelizationFactor is 2 and tumblingWindowInSeconds 60: a shard with tumbling windows is ' +
        'processed one batch at a time (STM-6). Leave one of them out.',
    )
  })
})

describe('what is no option', () => {
  test.each([
    [{ batchsize: 5 }, 'batchsize is not a key here: keys begin with a lower-case letter, write batchSize.'],
    [{ bisectBatchOnError: true }, 'bisectBatchOnError is not a key here: did you mean bisectBatchOnFunctionError?'],
    [{ batchSize: '5' }, "batchSize is '5' (a string): it takes a number."],
    [{ bisectBatchOnFunctionError: 1 }, 'bisectBatchOnFunctionError is 1 (a number): it takes true or false.'],
    [
      { functionResponseTypes: ['Report'] },
      "functionResponseTypes[0] is 'Report': it takes 'ReportBatchItemFailures'.",
    ],
    [
      { startingPosition: 'AT_TIMESTAMP' },
      "startingPosition is 'AT_TIMESTAMP', which has no meaning here: a test puts all records after the mapping is there.",
    ],
    [
      { destinationConfig: { onFailure: { destination: `${ARN}.fifo` } } },
      `destinationConfig.onFailure.destination is '${ARN}.fifo': it takes the ARN of a standard queue of SQS, a standard topic of SNS or a bucket of S3 (STM-5).`,
    ],
    [
      { stream: { shards: 2 } },
      'stream.shards is not a key here: the keys are name, shardCount, retentionPeriodHours.',
    ],
  ])('is refused with what to write instead: %j', (options, problem) => {
    const error = refusal(options)
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toBe(`sources.kinesis(): ${problem}`)
  })

  test('names the other source in its errors', () => {
    const options = { table: { streamViewType: 'NEW' } } as unknown as DynamoDBStreamOptions
    expect(() => dynamodbStreamSource(new FakeTarget(), options)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: sources.dynamodbStream(): table.streamViewType is 'NEW': it takes 'KEYS_ONLY' or 'NEW_IMAGE' or 'OLD_IMAGE' or 'NEW_AND_OLD_IMAGES'; did you mean 'NEW_IMAGE'?]`,
    )
  })
})

test('every legal end of a range is taken', () => {
  const least = {
    batchSize: 1,
    maximumBatchingWindowInSeconds: 0,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
    parallelizationFactor: 1,
    tumblingWindowInSeconds: 0,
    startingPosition: 'LATEST',
    stream: { retentionPeriodHours: 24 },
  } as const
  const most = {
    batchSize: 10_000,
    maximumBatchingWindowInSeconds: 300,
    maximumRetryAttempts: 10_000,
    maximumRecordAgeInSeconds: 604_800,
    tumblingWindowInSeconds: 900,
    startingPosition: 'TRIM_HORIZON',
    destinationConfig: { onFailure: { destination: ARN } },
    stream: { retentionPeriodHours: 8760 },
  } as const
  expect(() => [least, most].map((options) => kinesisSource(new FakeTarget(), options))).not.toThrow()
})
