import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { withLambda } from 'vitest-lambda'
import { beforeEach, expect, test } from 'vitest'

const documents = mockClient(DynamoDBDocumentClient)
const booked = new Set<string>()

const payments = withLambda(() => import('../src/payments.js'), {
  functionName: 'payments',
  destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failed-payments' } },
})

beforeEach(() => {
  documents.reset()
  booked.clear()
  documents.on(PutCommand).callsFake(({ Item }: { Item: { id: string } }) => {
    if (booked.has(Item.id)) throw new ConditionalCheckFailedException({ message: 'there is one', $metadata: {} })
    booked.add(Item.id)
  })
})

// #region retry
test('a payment is booked three minutes later when the table is busy until then', async () => {
  documents.on(PutCommand).rejectsOnce('busy').rejectsOnce('busy').resolves({})

  await payments.invoke({ order: 7, amount: 20 }, { invocationType: 'Event' })
  const [report] = await payments.settled() // runs the queue to its end, in virtual time

  expect(report).toHaveBeenAttempted(3) // at once, after one minute, after two more
  expect(report?.attempts[0]).toFailWith(/busy/)
  expect(report?.attempts[2]).toReturn('booked')
})

test('a payment that cannot be booked goes to the queue for failures', async () => {
  documents.on(PutCommand).rejects('busy')

  await payments.invoke({ order: 7, amount: 20 }, { invocationType: 'Event' })
  const [report] = await payments.settled()

  expect(report).toReachDestination('onFailure', expect.objectContaining({ requestPayload: { order: 7, amount: 20 } }))
})
// #endregion retry

test('a payment whose event is delivered twice is booked once', async () => {
  await payments.invoke({ order: 7, amount: 20 }, { invocationType: 'Event', deliverTwice: true })
  const [report] = await payments.settled()

  expect(report?.attempts.map(({ payload }) => payload)).toEqual(['booked', 'booked before'])
  expect(booked.size).toBe(1)
})
