// Event sources as a test drives them: connected to a lambda, step by step, in the test's virtual time.

import { handler, sources, withLambda } from 'vitest-lambda'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'

const orders = withLambda(
  handler(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const poisoned = Records.filter(({ body }) => body === 'poison')
    return { batchItemFailures: poisoned.map(({ messageId: itemIdentifier }) => ({ itemIdentifier })) }
  }),
  { functionName: 'orders' },
)

const queue = sources.sqs(orders, {
  functionResponseTypes: ['ReportBatchItemFailures'],
  queue: { visibilityTimeout: 30, redrivePolicy: { maxReceiveCount: 2 } },
})

describe('a source', () => {
  test('invokes the lambda it is connected to, and tells what became of the records', async () => {
    queue.send('fine', 'poison')
    const [round] = await queue.poll()
    expect(round?.records.map(({ outcome }) => outcome)).toEqual(['deleted', 'returned'])
    await queue.settled()
    expect(queue.deadLetterQueue.map(({ body }) => body)).toEqual(['poison'])
  })

  test('holds what belongs to the test, and nothing of another', () => {
    expect(queue.messages).toEqual([])
    expect(queue.deadLetterQueue).toEqual([])
  })

  test('shares the time of the test with everything else in it', async () => {
    const before = await orders.invoke({ Records: [] } as never)
    queue.send('poison')
    await queue.settled()
    const after = await orders.invoke({ Records: [] } as never)
    const [began, ended] = [before, after].map(({ record }) => record.phases.at(-1)?.startedAt ?? 0)
    expect((ended ?? 0) - (began ?? 0)).toBeGreaterThanOrEqual(30_000)
    expect(after).toBeWarmStart()
  })

  test('is for lambdas, and says so', () => {
    expect(() => sources.sqs((async () => 'done') as never)).toThrow(
      'a source is connected to what withLambda() returns, or qualified() of it: ' +
        'const orders = withLambda(…); sources.sqs(orders)',
    )
  })
})
