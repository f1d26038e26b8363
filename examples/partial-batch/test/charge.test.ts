import { events, invoke, sources, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const charge = withLambda(() => import('../src/charge.js'))

// #region queue
test('only the payment that fails comes back, and ends in the dead-letter queue', async () => {
  const queue = sources.sqs(charge, {
    functionResponseTypes: ['ReportBatchItemFailures'],
    queue: { redrivePolicy: { maxReceiveCount: 3 } },
  })
  const [good, bad] = queue.send({ order: '1', amount: 10 }, { order: '2', amount: -1 })

  const [first] = await queue.poll()
  expect(first?.result).toReportBatchItemFailures([bad])
  expect(first?.records).toEqual([
    { id: good, outcome: 'deleted', receiveCount: 1 },
    { id: bad, outcome: 'returned', receiveCount: 1 },
  ])

  await queue.settled()
  expect(queue.messages).toEqual([])
  expect(queue.deadLetterQueue).toEqual([{ id: bad, body: '{"order":"2","amount":-1}', receiveCount: 3 }])
})
// #endregion queue

test('without ReportBatchItemFailures the failed payment is lost, and the round says why', async () => {
  const queue = sources.sqs(charge)
  queue.send({ order: '1', amount: 10 }, { order: '2', amount: -1 })

  const [round] = await queue.poll()
  expect(round?.records.map(({ outcome }) => outcome)).toEqual(['deleted', 'deleted'])
  expect(round?.explanation).toMatch(/^The batchItemFailures of the answer are ignored/)
})

test('a batch of one invocation names its failures by messageId', async () => {
  const event = events.sqs([{ body: { order: '1', amount: 10 } }, { body: { order: '2', amount: -1 } }])

  expect(await invoke(charge, event)).toReportBatchItemFailures(
    event.Records.slice(1).map((record) => record.messageId),
  )
})
