import { expect, test } from 'vitest'
import { queuedEventsError } from '../../../src/vitest/worker/queued-events.js'

const LINE = '    at /app/test/orders.test.ts:7:3'
const left = (...requestIds: string[]): Parameters<typeof queuedEventsError>[1] =>
  requestIds.map((requestId) => ({ requestId, from: () => (requestId === 'unknown' ? [] : [LINE, `${LINE}0`]) }))

const scope = { name: "the test 'orders'", over: true }

test('one event that is still queued is told with its id, and how it is run', () => {
  expect(String(queuedEventsError('orders', left('id-1'), scope))).toBe(
    "QueuedEventsError: an event of 'orders' was still queued when the test 'orders' ended (id-1).\n\n" +
      'Nothing runs a queued event by itself: await orders.settled(), which runs it to the end and tells what became of it.',
  )
})

test('many are counted, and some of them named', () => {
  expect(String(queuedEventsError('orders', left('a', 'b', 'c', 'd'), scope))).toBe(
    "QueuedEventsError: 4 events of 'orders' were still queued when the test 'orders' ended (a, b, c, …).\n\n" +
      'Nothing runs a queued event by itself: await orders.settled(), which runs them to the end and tells what became of each.',
  )
})

test('a function that was disposed by hand is told as that', () => {
  const [text] = queuedEventsError('orders', left('a', 'b', 'c'), { ...scope, over: false }).message.split('\n')
  expect(text).toBe(
    "3 events of 'orders' were still queued when it was disposed by hand in the test 'orders' (a, b, c).",
  )
})

test('it is shown with the lines that sent the first event whose lines are known, and none of this package', () => {
  const frames = (...ids: string[]): unknown =>
    queuedEventsError('orders', left(...ids), scope).stack?.match(/^\s+at .*/gm)
  expect(frames('unknown', 'a')).toEqual([LINE, `${LINE}0`])
  expect(frames('unknown')).toBe(null)
})
