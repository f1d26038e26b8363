import { expect, test } from 'vitest'
import { LambdaServiceException } from 'vitest-lambda'
import type { WaitingEvent } from '../../../src/sources/target.js'
import { LambdaDisposedError } from '../../../src/vitest/worker/disposed.js'
import { type Unsettled, unsettledErrors } from '../../../src/vitest/worker/unsettled-events.js'

const scope = { name: "the test 'orders'", over: true }
const NOTHING: Unsettled = { left: [], untold: [], owed: [] }
const TOPIC = { where: 'sources.sns()', verb: 'topic.settled()', waiting: [], untold: [] }
const GONE = new LambdaServiceException('ResourceNotFoundException', 'Function not found: arn:orders:live')

const LINE = '    at /app/test/orders.test.ts:7:3'
const waitingSince = (day: number): WaitingEvent => ({ at: Date.UTC(2026, 0, day), from: () => [LINE] })

const errors = (given: Partial<Unsettled>): readonly string[] =>
  unsettledErrors('orders', { ...NOTHING, ...given }, scope).map(String)

test('a function whose events are settled has no errors', () => {
  expect(errors({ owed: [TOPIC] })).toEqual([])
})

test('an event that a source has not handed over is told with its moment, and what runs it', () => {
  const waiting = [waitingSince(1)]
  expect(errors({ owed: [{ ...TOPIC, waiting }] })).toEqual([
    "UnsettledEventsError: an event of sources.sns() was still to be handed over to 'orders' when the test 'orders' ended " +
      '(since 2026-01-01T00:00:00.000Z).\n\n' +
      'Nothing hands it over by itself: await topic.settled(), which runs it to the end and tells what became of it.',
  ])
})

test('it is shown with the line that pushed the event', () => {
  const [error] = unsettledErrors('orders', { ...NOTHING, owed: [{ ...TOPIC, waiting: [waitingSince(1)] }] }, scope)
  expect(error?.stack?.match(/^\s+at .*/gm)).toEqual([LINE])
})

test('many are counted, with the moment of the first', () => {
  const waiting = [waitingSince(1), waitingSince(2)]
  expect(errors({ owed: [{ ...TOPIC, waiting }] })).toEqual([
    "UnsettledEventsError: 2 events of sources.sns() were still to be handed over to 'orders' when the test 'orders' ended " +
      '(since 2026-01-01T00:00:00.000Z).\n\n' +
      'Nothing hands them over by itself: await topic.settled(), which runs them to the end and tells what became of each.',
  ])
})

test('what went wrong and was not told is told with what would have rejected', () => {
  const untold = [new Error('sources.sns(): an event is lost.')]
  expect(errors({ untold: [GONE], owed: [{ ...TOPIC, untold }] })).toEqual([
    'UnsettledEventsError: ResourceNotFoundException: Function not found: arn:orders:live\n\n' +
      "No call had told of that when the test 'orders' ended: await settled() of the lambda 'orders', which rejects with it.",
    'UnsettledEventsError: sources.sns(): an event is lost.\n\n' +
      "No call had told of that when the test 'orders' ended: await topic.settled(), which rejects with it.",
  ])
})

test('it is the cause, and no line of this package is shown', () => {
  const [error] = unsettledErrors('orders', { ...NOTHING, untold: [GONE] }, scope)
  expect(error?.cause).toBe(GONE)
  expect(error?.stack).not.toMatch(/^\s+at /m)
})

test('what was stopped with the function is the error of nobody', () => {
  const disposed = new LambdaDisposedError({ functionName: 'orders', timeoutMs: 3_000 }, scope as never)
  expect(errors({ untold: [disposed] })).toEqual([])
})

test('what is in the queue of the function comes first', () => {
  const [first, second] = errors({
    left: [{ requestId: 'id-1', from: () => [], pusher: undefined }],
    owed: [{ ...TOPIC, waiting: [waitingSince(1)] }],
  })
  expect(first).toMatch(/^QueuedEventsError: /)
  expect(second).toMatch(/^UnsettledEventsError: /)
})
