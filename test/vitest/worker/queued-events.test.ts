import { expect, test } from 'vitest'
import { type QueuedEvent, queuedEventsErrors } from '../../../src/vitest/worker/queued-events.js'

const LINE = '    at /app/test/orders.test.ts:7:3'
const left = (...requestIds: string[]): readonly QueuedEvent[] =>
  requestIds.map((requestId) => ({
    requestId,
    from: () => (requestId === 'unknown' ? [] : [LINE, `${LINE}0`]),
    pusher: undefined,
  }))

const scope = { name: "the test 'orders'", over: true }

/** Of events that have one sender. */
function queuedEventsError(...given: Parameters<typeof queuedEventsErrors>): Error {
  const errors = queuedEventsErrors(...given)
  expect(errors).toHaveLength(1)
  return errors[0] as Error
}

test('one event that is still queued is told with its id, and how it is run', () => {
  expect(String(queuedEventsError('orders', left('id-1'), scope))).toBe(
    "QueuedEventsError: an event of 'orders' was still queued when the test 'orders' ended (id-1).\n\n" +
      "Nothing runs a queued event by itself: await settled() of the lambda 'orders', which runs it to the end and tells what became of it.",
  )
})

test('many are counted, and some of them named', () => {
  expect(String(queuedEventsError('orders', left('a', 'b', 'c', 'd'), scope))).toBe(
    "QueuedEventsError: 4 events of 'orders' were still queued when the test 'orders' ended (a, b, c, …).\n\n" +
      "Nothing runs a queued event by itself: await settled() of the lambda 'orders', which runs them to the end and tells what became of each.",
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

test('what a source pushed is told with the source and its verb, apart from what was sent otherwise', () => {
  const pusher = { where: 'sources.sns()', verb: 'topic.settled()' }
  const pushed = left('b', 'c').map((event) => ({ ...event, pusher }))
  expect(queuedEventsErrors('orders', [...left('a'), ...pushed], scope).map(String)).toEqual([
    "QueuedEventsError: an event of 'orders' was still queued when the test 'orders' ended (a).\n\n" +
      "Nothing runs a queued event by itself: await settled() of the lambda 'orders', which runs it to the end and tells what became of it.",
    "QueuedEventsError: 2 events of sources.sns() for 'orders' were still queued when the test 'orders' ended (b, c).\n\n" +
      'Nothing runs a queued event by itself: await topic.settled(), which runs them to the end and tells what became of each.',
  ])
})
