import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { sources, withLambda } from 'vitest-lambda'
import { beforeEach, expect, test } from 'vitest'

const documents = mockClient(DynamoDBDocumentClient)
const totals = withLambda(() => import('../src/totals.js'), { functionName: 'totals' })

const mapping = {
  maximumRetryAttempts: 2,
  destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:totals-failures' } },
  table: { tableName: 'orders', keys: ['id'] },
}
const stream = sources.dynamodbStream(totals, mapping)

const ada = { id: 'o1', customer: 'ada', amount: 10 }
const bob = { id: 'o2', customer: 'bob', amount: 20 }
const poison = { id: 'o3', customer: 'bob', amount: 'twenty' }
const more = { id: 'o4', customer: 'ada', amount: 5 }

/** What was added to the total of each customer. */
function added(): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { args } of documents.commandCalls(UpdateCommand)) {
    const { Key, ExpressionAttributeValues } = args[0].input
    const customer: string = Key?.['customer']
    sums[customer] = (sums[customer] ?? 0) + ExpressionAttributeValues?.[':amount']
  }
  return sums
}

beforeEach(() => {
  documents.reset()
})

test('orders that come together are one batch, and one update for each customer', async () => {
  stream.insert(ada, bob, more)

  const rounds = await stream.settled()

  expect(rounds).toHaveLength(1)
  expect(added()).toEqual({ ada: 15, bob: 20 })
})

// #region bisect
test('an order that cannot be read is isolated: all others are counted, once', async () => {
  const bisecting = sources.dynamodbStream(totals, { ...mapping, bisectBatchOnFunctionError: true })
  const [, , poisoned] = bisecting.insert(ada, bob, poison, more)

  await bisecting.settled()

  expect(added()).toEqual({ ada: 15, bob: 20 })
  expect(bisecting.failures).toMatchObject([
    {
      requestContext: { condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: poisoned, endSequenceNumber: poisoned },
    },
  ])
})
// #endregion bisect

test('without bisectBatchOnFunctionError the whole batch is lost with it', async () => {
  stream.insert(ada, bob, poison, more)

  const rounds = await stream.settled()

  expect(rounds.at(-1)?.records.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'failed'])
  expect(added()).toEqual({})
  expect(stream.failures).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 4 } }])
})

test('the shard is blocked meanwhile, until the retries are used up', async () => {
  stream.insert(poison)
  const [first] = await stream.poll()
  expect(first?.result).toFailWith({ errorMessage: 'order o3 has no amount' })

  stream.insert(ada)
  expect(stream.records).toHaveLength(2)
  await stream.settled()

  expect(stream.failures).toHaveLength(1)
  expect(added()).toEqual({ ada: 10 })
})
