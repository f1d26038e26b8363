import type { DynamoDBStreamEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import {
  dynamodbStreamSource,
  type DynamoDBStreamOptions,
  type DynamoDBStreamSource,
} from '../../src/sources/dynamodb-stream.js'
import { kinesisSource } from '../../src/sources/kinesis.js'
import { REQUEST_ID } from '../matchers/result.js'
import { FakeTarget, type Respond } from './fake-target.js'

const destination = 'arn:aws:sqs:us-east-1:123456789012:failures'
const destinationConfig = { onFailure: { destination } }
const fails: Respond = () => {
  throw new Error('down')
}
const records = (target: FakeTarget): DynamoDBStreamEvent['Records'] =>
  target.events.flatMap(({ event }) => (event as DynamoDBStreamEvent).Records)

describe('changes', () => {
  test('become records with growing sequence numbers, ids of their own and their images [STM-7]', async () => {
    const target = new FakeTarget()
    const source = dynamodbStreamSource(target, { table: { tableName: 'orders', keys: ['id'] } })
    const ids = [
      ...source.insert({ total: 1, id: 'a' }),
      source.modify({ id: 'a', total: 1 }, { id: 'a', total: 2 }),
      ...source.remove({ id: 'a', total: 2 }),
    ]
    await source.settled()
    expect(records(target).map(({ eventName, dynamodb }) => [eventName, dynamodb?.SequenceNumber])).toEqual([
      ['INSERT', ids[0]],
      ['MODIFY', ids[1]],
      ['REMOVE', ids[2]],
    ])
    expect(records(target)[1]).toMatchObject({
      dynamodb: { Keys: { id: { S: 'a' } }, OldImage: { total: { N: '1' } }, NewImage: { total: { N: '2' } } },
      eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000',
      awsRegion: 'us-east-1',
    })
    expect(new Set(records(target).map(({ eventID }) => eventID)).size).toBe(3)
    expect(ids.map(BigInt).every((id, index, all) => index === 0 || id > (all[index - 1] ?? 0n))).toBe(true)
  })

  test('carry the images that the stream has [STM-7]', async () => {
    const target = new FakeTarget()
    const source = dynamodbStreamSource(target, { table: { streamViewType: 'KEYS_ONLY' } })
    source.insert({ id: 'a', total: 1 })
    await source.poll()
    expect(records(target)[0]?.dynamodb).not.toHaveProperty('NewImage')
  })

  test('of an item stay in order, side by side with those of others [STM-1]', async () => {
    const target = new FakeTarget(() => null, { takesMs: 100 })
    const source = dynamodbStreamSource(target, { parallelizationFactor: 10, batchSize: 1 })
    source.insert({ id: 'a' }, { id: 'b' })
    source.remove({ id: 'a' })
    await source.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 0, 100])
  })

  test('of items with the same partition key are in the same shard [STM-1]', () => {
    const source = dynamodbStreamSource(new FakeTarget(), { table: { keys: ['id', 'line'], shardCount: 8 } })
    for (let line = 0; line < 20; line++) source.insert({ id: 'a', line })
    expect(new Set(source.records.map(({ shardId }) => shardId)).size).toBe(1)
    for (let id = 0; id < 100; id++) source.insert({ id, line: 1 })
    expect(new Set(source.records.map(({ shardId }) => shardId)).size).toBe(8)
  })

  test('are filtered by their images [STM-8]', async () => {
    const filters = [{ pattern: { dynamodb: { NewImage: { status: { S: ['paid'] } } } } }]
    const target = new FakeTarget()
    const source = dynamodbStreamSource(target, { filterCriteria: { filters } })
    source.insert({ id: 'a', status: 'open' }, { id: 'b', status: 'paid' })
    const [round] = await source.settled()
    expect(round?.records.map(({ outcome }) => outcome)).toEqual(['filtered', 'processed'])
  })
})

describe('failures', () => {
  async function failuresOf(options: DynamoDBStreamOptions, respond: Respond = fails): Promise<readonly unknown[]> {
    const source = dynamodbStreamSource(new FakeTarget(respond), options)
    source.insert({ id: 'a' }, { id: 'b' })
    await source.settled()
    return source.failures
  }

  test('tell where the records are whose retries are used up [STM-5]', async () => {
    expect(await failuresOf({ maximumRetryAttempts: 2, destinationConfig })).toMatchInlineSnapshot(`
      [
        {
          "DDBStreamBatchInfo": {
            "approximateArrivalOfFirstRecord": "2026-01-01T00:00:00Z",
            "approximateArrivalOfLastRecord": "2026-01-01T00:00:00Z",
            "batchSize": 2,
            "endSequenceNumber": "100000000000000000002",
            "shardId": "shardId-00000001767225600000-00000000",
            "startSequenceNumber": "100000000000000000001",
            "streamArn": "arn:aws:dynamodb:us-east-1:123456789012:table/my-table/stream/2026-01-01T00:00:00.000",
          },
          "requestContext": {
            "approximateInvokeCount": 3,
            "condition": "RetryAttemptsExhausted",
            "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
            "requestId": "8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b",
          },
          "responseContext": {
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
            "statusCode": 200,
          },
          "timestamp": "2026-01-01T00:00:03.000Z",
          "version": "1.0",
        },
      ]
    `)
  })

  test('tell of records that became too old [STM-5]', async () => {
    const [failure] = await failuresOf({ maximumRecordAgeInSeconds: 60, destinationConfig })
    expect(failure).toMatchObject({
      requestContext: { requestId: REQUEST_ID, condition: 'RecordAgeExceeded', approximateInvokeCount: 6 },
      DDBStreamBatchInfo: { batchSize: 2 },
      timestamp: '2026-01-01T00:01:00.000Z',
    })
  })

  test('have no functionError where the function answered that records failed [STM-5]', async () => {
    const [failure] = await failuresOf(
      { maximumRetryAttempts: 0, destinationConfig, functionResponseTypes: ['ReportBatchItemFailures'] },
      (event: DynamoDBStreamEvent) => ({
        batchItemFailures: [{ itemIdentifier: event.Records[1]?.dynamodb?.SequenceNumber }],
      }),
    )
    expect(failure).toMatchObject({
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '100000000000000000002' },
    })
    expect((failure as { responseContext: object }).responseContext).toEqual({
      statusCode: 200,
      executedVersion: '$LATEST',
    })
  })

  test('hold the event for a bucket, and nothing of it otherwise [STM-5]', async () => {
    const [failure] = await failuresOf({
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination: 'arn:aws:s3:::failures' } },
    })
    const { payload = '' } = failure as { payload?: string }
    expect((JSON.parse(payload) as DynamoDBStreamEvent).Records).toHaveLength(2)
  })

  test('are one for each part of a batch that was split [STM-3] [STM-5]', async () => {
    const failures = await failuresOf({ maximumRetryAttempts: 0, destinationConfig, bisectBatchOnFunctionError: true })
    expect(failures).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1 } }, { DDBStreamBatchInfo: { batchSize: 1 } }])
  })

  test('of Kinesis name its stream, with milliseconds [STM-5]', async () => {
    const source = kinesisSource(new FakeTarget(fails), { maximumRetryAttempts: 0, destinationConfig })
    const [id] = source.put('a')
    await source.settled()
    expect(source.failures).toMatchObject([
      {
        KinesisBatchInfo: {
          shardId: 'shardId-000000000000',
          startSequenceNumber: id,
          endSequenceNumber: id,
          approximateArrivalOfFirstRecord: '2026-01-01T00:00:00.000Z',
          batchSize: 1,
          streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/my-stream',
        },
      },
    ])
  })
})

test.each<[string, (source: DynamoDBStreamSource) => unknown, string]>([
  ['an insert of nothing', (source) => source.insert(undefined as never), 'stream.insert(): an item is undefined'],
  [
    'a change to nothing',
    (source) => source.modify({ id: 1 }, undefined as never),
    'stream.modify(): an item is undefined',
  ],
  ['an item without attributes', (source) => source.insert({}), 'stream.insert(): an item has no attributes'],
  ['a removal by id', (source) => source.remove('1' as never), "stream.remove(): an item is '1' (a string)"],
  [
    'an insert of a promise, with what is beside it',
    (source) => source.insert({ id: 1 }, Promise.resolve({ id: 2 })),
    'stream.insert(): an item is Promise { { id: 2 } } (a promise)',
  ],
])('%s is refused', (_what, change, problem) => {
  const source = dynamodbStreamSource(new FakeTarget())
  expect(() => change(source)).toThrow(`${problem}: it takes a plain object, its attributes by name.`)
  expect(source.records).toEqual([])
})

test.each<[string, (source: DynamoDBStreamSource) => unknown, string]>([
  [
    'a value that DynamoDB cannot store',
    (source) => source.insert({ id: 1 }, { id: 2, at: new Date() }),
    'stream.insert(): newImage.at is an object (Date), which DynamoDB cannot store.',
  ],
  [
    'a change of the key',
    (source) => source.modify({ id: 1 }, { id: 2 }),
    'stream.modify(): the images have different keys, {"id":{"N":"1"}} and then {"id":{"N":"2"}}.',
  ],
  [
    'an item without its key',
    (source) => source.remove({ total: 1 }),
    'stream.remove(): keys names "id", which the image does not have.',
  ],
])('%s is refused in the name of what was called', (_what, change, problem) => {
  const source = dynamodbStreamSource(new FakeTarget(), { table: { keys: ['id'] } })
  expect(() => change(source)).toThrow(problem)
  expect(source.records).toEqual([])
})

test('a change that changes nothing is refused, since DynamoDB writes no record of it', () => {
  const source = dynamodbStreamSource(new FakeTarget())
  expect(() => source.modify({ id: 1, tags: ['a'] }, { tags: ['a'], id: 1 })).toThrow(
    new TypeError(
      'stream.modify(): both images are the same, and DynamoDB writes no record when nothing changes. ' +
        'Give the item as it was and as it is; to test that nothing happens, put nothing in.',
    ),
  )
  expect(source.records).toEqual([])
})

test('changes of several items in one call are refused, of which all but the first would be dropped', () => {
  const source = dynamodbStreamSource(new FakeTarget())
  const images = [{ id: 1 }, { id: 1, total: 1 }, { id: 2 }, { id: 2, total: 2 }] as unknown as [object, object]
  expect(() => source.modify(...images)).toThrow(
    new TypeError(
      'stream.modify() takes one item as it was and as it is, but was given 2 arguments more, which would be dropped: ' +
        'call it once for each item.',
    ),
  )
  expect(source.records).toEqual([])
})
