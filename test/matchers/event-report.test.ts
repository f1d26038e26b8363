import { expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { reportText } from '../../src/matchers/event-report.js'
import { deadLetter, report, toQueue } from './reports.js'
import { answered, failed, failure } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

test('the report of an event is told with one line for each attempt, and where something was sent', () => {
  const attempts = [failed({}, { phases: [] }), answered(1)]
  expect(reportText(report({ attempts, destination: toQueue, deadLetter }))).toBe(
    [
      'The event 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b: retriesExhausted',
      '  attempt 1: TypeError: boom',
      '  attempt 2 at 2026-01-01T12:00:00.000Z: answered',
      '  onFailure: arn:aws:sqs:us-east-1:123456789012:failed-orders',
      '  deadLetter: arn:aws:sqs:us-east-1:123456789012:dead',
    ].join('\n'),
  )
  expect(reportText(report({ attempts: [], outcome: 'eventAgeExceeded' }))).toBe(
    'The event 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b: eventAgeExceeded',
  )
})

const NONE_ENDED =
  'no event has ended since settled() was called last. Of a source, what its filter held back is in filtered.'
const accepted = { statusCode: 202, payload: undefined, requestId: 'id' }

test.each<[string, unknown, string]>([
  ['nothing', undefined, `undefined: ${NONE_ENDED}`],
  ['an empty list', [], `an empty list: ${NONE_ENDED}`],
  ['all reports', [report(), report()], 'a list of 2: take one of them.'],
  ['an invocation', answered(1), 'the result of one invocation.'],
  ['a promise', Promise.resolve([report()]), 'a promise: await it.'],
  ['the answer to the event', accepted, 'the answer to an event that was queued, which has no end yet.'],
  ['a round', { result: answered(1), records: [] }, 'one round of a source: look at its records.'],
  ['the lambda', { settled: () => {} }, 'the lambda itself.'],
  ['something else', { a: 1 }, '{"a": 1}.'],
  ['a text', 'succeeded', '"succeeded".'],
])('what is no report is a mistake that is named, also with .not: %s', (_what, received, named) => {
  const text =
    `toHaveBeenAttempted() takes one report of what settled() resolves with, but received ${named}\n` +
    'Write const [report] = await lambda.settled(), or settled() of the source that pushed the event, then ' +
    'expect(report).toHaveBeenAttempted(…).'
  expect(failure(() => expect(received as never).toHaveBeenAttempted(1)).message).toBe(text)
  expect(failure(() => expect(received as never).not.toHaveBeenAttempted(1)).message).toBe(text)
  expect(failure(() => expect(received as never).toReachDestination('onFailure')).message).toBe(
    text.replaceAll('toHaveBeenAttempted', 'toReachDestination'),
  )
})
