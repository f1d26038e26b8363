// Streams that deliver to real environments, in virtual time.

import type { DynamoDBStreamEvent, KinesisStreamEvent } from 'aws-lambda'
import { handler, sources, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const texts = ({ Records }: KinesisStreamEvent): string[] =>
  Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString())

const picky = withLambda(
  handler(async (event: KinesisStreamEvent) => {
    if (texts(event).includes('slow')) await new Promise((resolve) => setTimeout(resolve, 10_000))
    if (texts(event).includes('bad')) throw new Error('cannot process it')
    return texts(event).length
  }),
  { functionName: 'picky', timeout: 3, console: 'silent' },
)

test('a shard is delivered batch after batch to one warm environment [STM-1]', async () => {
  const stream = sources.kinesis(picky, { batchSize: 2 })
  stream.put('a', 'b', 'c')
  const rounds = await stream.settled()
  expect(rounds.map(({ result }) => result?.payload)).toEqual([2, 1])
  expect(rounds.map(({ result }) => result?.record.invocationIndex)).toEqual([1, 2])
  expect(rounds[1]?.result).toBeWarmStart()
})

test('shards are delivered side by side, each to an environment of its own [STM-1]', async () => {
  const stream = sources.kinesis(picky, { stream: { shardCount: 2 } })
  stream.put({ data: 'a', partitionKey: 'a' }, { data: 'b', partitionKey: 'b' })
  const rounds = await stream.poll()
  expect(new Set(rounds.map(({ result }) => result?.record.environmentId)).size).toBe(2)
})

test('shards that are refused in one poll are all told of', async () => {
  const stream = sources.kinesis(picky.qualified('gone'), { stream: { shardCount: 2 } })
  stream.put({ data: 'a', partitionKey: 'a' }, { data: 'b', partitionKey: 'b' })
  await expect(stream.poll()).rejects.toThrow(/^Function not found: .*:gone .*The same happened 2 times/s)
  expect(stream.records).toHaveLength(2)
})

test('a timeout is a failure like any other [STM-2] [STM-3]', async () => {
  const stream = sources.kinesis(picky, { bisectBatchOnFunctionError: true, maximumRetryAttempts: 0 })
  stream.put('a', 'slow')
  const [first] = await stream.poll()
  expect(first?.result).toTimeOut()
  const rounds = await stream.settled()
  expect(rounds.flatMap(({ records }) => records.map(({ outcome }) => outcome))).toEqual(['processed', 'failed'])
})

test('a record that always fails ends when the stream loses it, a day later [STM-2]', async () => {
  const stream = sources.kinesis(picky)
  stream.put('bad')
  const rounds = await stream.settled()
  expect(rounds.at(-1)?.records).toMatchObject([{ outcome: 'expired' }])
  const { startedAt = 0 } = rounds.at(-2)?.result?.record.phases.at(-1) ?? {}
  const { startedAt: first = 0 } = rounds[0]?.result?.record.phases.at(-1) ?? {}
  expect(startedAt - first).toBeGreaterThan(23 * 3_600_000)
  expect(stream.records).toEqual([])
})

test('a function that may not run is throttled until the records are too old [STM-2] [STM-5]', async () => {
  const throttled = withLambda(
    handler(() => null),
    { reservedConcurrentExecutions: 0 },
  )
  const stream = sources.kinesis(throttled, {
    maximumRecordAgeInSeconds: 60,
    destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failures' } },
  })
  stream.put('a')
  const rounds = await stream.settled()
  expect(rounds.map(({ result }) => result)).toEqual(Array.from({ length: rounds.length }, () => undefined))
  expect(stream.failures).toMatchObject([
    { requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 } },
  ])
})

test('a stream without functionResponseTypes hears of no failure, and no test takes one for reported [STM-4]', async () => {
  const reporting = withLambda(
    handler(async ({ Records }: KinesisStreamEvent) => ({
      batchItemFailures: Records.map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })),
    })),
  )
  const stream = sources.kinesis(reporting)
  const [bad] = stream.put('bad')
  const [round] = await stream.poll()
  expect(round?.records).toMatchObject([{ id: bad, outcome: 'processed' }])
  expect(() => expect(round?.result).toReportBatchItemFailures([bad])).toThrow(round?.explanation)
})

test('a window adds up what its invocations hand on [STM-6]', async () => {
  const sum = withLambda(
    handler(
      async ({
        Records,
        state,
        isFinalInvokeForWindow,
      }: DynamoDBStreamEvent & { state: { sum?: number }; isFinalInvokeForWindow: boolean }) => {
        if (isFinalInvokeForWindow) console.log(JSON.stringify(state))
        const added = Records.map(({ dynamodb }) => Number(dynamodb?.NewImage?.['amount']?.N))
        return { state: { sum: added.reduce((all, one) => all + one, state.sum ?? 0) } }
      },
    ),
    { console: 'silent' },
  )
  const stream = sources.dynamodbStream(sum, { tumblingWindowInSeconds: 60, batchSize: 2 })
  stream.insert({ id: 'a', amount: 1 }, { id: 'b', amount: 2 }, { id: 'c', amount: 3 })
  const rounds = await stream.settled()
  expect(rounds.map(({ records }) => records.length)).toEqual([2, 1, 0])
  expect(rounds[2]?.result).toHaveLogged('{"sum":6}')
})

const shared = sources.kinesis(picky)

test.each(['one', 'another'])('%s test finds in a stream only what it has put itself', (name) => {
  const [id] = shared.put(name)
  expect(shared.records.map((record) => record.id)).toEqual([id])
})
