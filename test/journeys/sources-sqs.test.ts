// Journeys of a queue: a real function behind `sources.sqs`, in the virtual time of the test.

import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { sources, withLambda } from 'vitest-lambda'

const QUEUE = { redrivePolicy: { maxReceiveCount: 2 } }

/** Fails the messages that say so, and remembers in module scope what it has seen. */
const worker = withLambda(
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    const failed = event.Records.filter(({ body }) => body.startsWith('bad'))
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  },
  { functionName: 'worker' },
)

const crashing = withLambda(
  (event: SQSEvent): never => {
    throw new Error(`cannot read ${event.Records[0]?.body}`)
  },
  { functionName: 'crashing' },
)

describe('a queue', () => {
  test('drives a function until each message is processed or in the dead-letter queue [SQS-5, SQS-6]', async () => {
    const queue = sources.sqs(worker, { functionResponseTypes: ['ReportBatchItemFailures'], queue: QUEUE })
    const [good, bad] = queue.send('good', 'bad')
    const startedAt = Date.now()
    const rounds = await queue.settled()
    expect(rounds.map(({ records }) => records)).toEqual([
      [
        { id: good, outcome: 'deleted', receiveCount: 1 },
        { id: bad, outcome: 'returned', receiveCount: 1 },
      ],
      [{ id: bad, outcome: 'deadLetter', receiveCount: 2 }],
    ])
    for (const { result } of rounds) expect(result).toReportBatchItemFailures([bad])
    expect(rounds[1]?.result?.record.phases).toContainEqual(
      expect.objectContaining({ phase: 'freeze', durationMs: 29_500 }),
    )
    expect(queue.deadLetterQueue).toEqual([{ id: bad, body: 'bad', receiveCount: 2 }])
    expect(Date.now() - startedAt).toBeLessThan(20_000)
  })

  test('without functionResponseTypes loses what the function reports, and no test takes that for reported [SQS-6]', async () => {
    const queue = sources.sqs(worker)
    const [bad] = queue.send('bad')
    const [round] = await queue.poll()
    expect(round?.records).toMatchObject([{ id: bad, outcome: 'deleted' }])
    expect(() => expect(round?.result).toReportBatchItemFailures([bad])).toThrow(round?.explanation)
    expect(() => expect(round?.result).not.toReportBatchItemFailures([])).toThrow(round?.explanation)
    expect(round?.result).toReturn({ batchItemFailures: [{ itemIdentifier: bad }] })
  })

  test('whose function crashes loses nothing, and reading where the messages are is looking at it [SQS-3]', async () => {
    const queue = sources.sqs(crashing, { queue: QUEUE })
    queue.send('a', 'b')
    await queue.settled()
    expect(queue.deadLetterQueue.map(({ body }) => body)).toEqual(['a', 'b'])
  })

  test('cannot be made for an alias when one of its versions has a longer timeout [SQS-4]', async () => {
    const orders = withLambda(() => null, { timeout: 60 })
    await orders.publishVersion()
    await orders.update({ timeout: 5 })
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '2', additionalVersionWeights: { '1': 0.01 } })
    expect(() => sources.sqs(orders.qualified('live'))).toThrow('is less than Function timeout: 60 seconds')
    expect(() => sources.sqs(orders.qualified('1'))).toThrow('is less than Function timeout: 60 seconds')
    await orders.updateAlias('live', { additionalVersionWeights: {} })
    expect(sources.sqs(orders.qualified('live')).messages).toEqual([])
  })

  test('of a function with a longer timeout than its visibility timeout cannot be made [SQS-4]', () => {
    const slow = withLambda(() => null, { timeout: 60 })
    expect(() => sources.sqs(slow)).toThrow(
      /^Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds/,
    )
  })
})
