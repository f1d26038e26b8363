import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { watch, watchReport } from '../../src/record/observation.js'
import { deadLetter, report, toQueue, toTopic } from './reports.js'
import { answered, failed, failure } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const succeeded = report({ attempts: [answered(1)], outcome: 'succeeded' })

describe('toReachDestination', () => {
  test('holds where something was sent there, whatever it was [ASY-6, ASY-8]', () => {
    expect(report({ destination: toQueue })).toReachDestination('onFailure')
    expect(report({ destination: toQueue })).not.toReachDestination('onSuccess')
    expect(report({ destination: toQueue })).not.toReachDestination('deadLetter')
    expect(report({ deadLetter })).toReachDestination('deadLetter')
    expect(report({ destination: toQueue, deadLetter })).toReachDestination('onFailure')
    expect({ ...succeeded, destination: toTopic }).toReachDestination('onSuccess')
    expect(report()).not.toReachDestination('onFailure')
  })

  test('compares what was sent as toEqual does', () => {
    expect(report({ deadLetter })).toReachDestination('deadLetter', { order: 7 })
    expect(report({ deadLetter })).toReachDestination('deadLetter', { order: 7, note: undefined })
    expect(report({ deadLetter })).toReachDestination('deadLetter', { order: expect.any(Number) })
    expect(report({ deadLetter })).not.toReachDestination('deadLetter', { order: 8 })
    expect(report({ deadLetter })).not.toReachDestination('deadLetter', null)
    expect([report({ deadLetter })]).toEqual([expect.toReachDestination('deadLetter', { order: 7 })])
  })

  test.each([
    [
      report(),
      'onFailure',
      "none is configured: withLambda(…, { destinationConfig: { onFailure: { destination: 'arn:…' } } })",
    ],
    [report(), 'deadLetter', "none is configured: withLambda(…, { deadLetterConfig: { targetArn: 'arn:…' } })"],
    [report(), 'onSuccess', 'the event failed'],
    [
      succeeded,
      'onSuccess',
      "none is configured: withLambda(…, { destinationConfig: { onSuccess: { destination: 'arn:…' } } })",
    ],
    [succeeded, 'onFailure', 'the event succeeded'],
    [succeeded, 'deadLetter', 'the event succeeded'],
  ] as const)('says why nothing was sent: %#', (received, kind, why) => {
    const [first, , text] = failure(() => expect(received).toReachDestination(kind)).message.split('\n')
    expect(first).toBe(`expected the event to reach ${kind}, but nothing was sent there: ${why}`)
    expect(text).toBe(`The event ${received.requestId}: ${received.outcome}`)
  })

  test('shows what was sent instead', () => {
    const { message, actual, expected } = failure(() =>
      expect(report({ deadLetter })).toReachDestination('deadLetter', { order: 8 }),
    )
    expect(message).toBe(
      'expected the event to reach deadLetter with that record, but it did with another\n\n' +
        'The event 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b: retriesExhausted\n' +
        '  attempt 1 at 2026-01-01T12:00:00.000Z: TypeError: boom\n' +
        '  attempt 2 at 2026-01-01T12:00:00.000Z: TypeError: boom\n' +
        '  deadLetter: arn:aws:sqs:us-east-1:123456789012:dead',
    )
    expect({ actual, expected }).toEqual({ actual: { order: 7 }, expected: { order: 8 } })
  })

  test('shows what was sent all the same, with .not', () => {
    const [plain, exact] = [
      failure(() => expect(report({ deadLetter })).not.toReachDestination('deadLetter')),
      failure(() => expect(report({ deadLetter })).not.toReachDestination('deadLetter', { order: 7 })),
    ]
    expect(plain.message).toMatch(/^expected the event not to reach deadLetter, but it did\n\nThe event /)
    expect(exact.message).toMatch(
      /^expected the event not to reach deadLetter with that record, but it did\n\nThe event /,
    )
    expect([plain.actual, exact.actual]).toEqual([undefined, undefined])
  })

  test.each([['onfailure'], [undefined]])('takes the kinds there are, and says so: %o', (kind) => {
    const shown = kind === undefined ? 'undefined' : `"${kind}"`
    const text = `toReachDestination() takes 'onSuccess', 'onFailure', 'deadLetter', but received ${shown}`
    expect(failure(() => expect(report()).toReachDestination(kind as never)).message).toBe(text)
    expect(failure(() => expect(report()).not.toReachDestination(kind as never)).message).toBe(text)
  })

  test('counts as having looked at what failed, where there is something to see', () => {
    const seen = vi.fn()
    const attempts = [watch(failed(), { failure: seen })]
    const watched = watchReport(report({ attempts, deadLetter }), ['attempts', 'outcome', 'deadLetter'], attempts)
    expect(watched).toReachDestination('deadLetter')
    expect(seen).toHaveBeenCalledOnce()
  })
})
