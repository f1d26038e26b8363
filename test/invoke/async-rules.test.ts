import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttemptEnd, type EventState, hasExpired, nextStep } from '../../src/invoke/async-rules.js'

const settings = { maximumRetryAttempts: 2, maximumEventAgeMs: 21_600_000 }

function state(given: Partial<EventState>): EventState {
  return { acceptedAt: 0, attempts: 0, throttled: 0, ...given }
}

describe('an asynchronous event', () => {
  test('that failed is tried again after one minute, then after two, and then no more [ASY-2]', () => {
    const steps = [1, 2, 3].map((attempts) => nextStep('failed', state({ attempts }), settings, 0))
    expect(steps).toEqual([{ retryAfterMs: 60_000 }, { retryAfterMs: 120_000 }, { outcome: 'retriesExhausted' }])
  })

  test.each([
    [0, ['retriesExhausted']],
    [1, [60_000, 'retriesExhausted']],
  ])('is tried again %i times where that is what the function says [ASY-2]', (maximumRetryAttempts, expected) => {
    const steps = expected.map((_, index) =>
      nextStep('failed', state({ attempts: index + 1 }), { ...settings, maximumRetryAttempts }, 0),
    )
    expect(steps.map((step) => ('outcome' in step ? step.outcome : step.retryAfterMs))).toEqual(expected)
  })

  test('that was throttled backs off from one second to five minutes, and uses up no retries [ASY-3]', () => {
    const waits = Array.from({ length: 11 }, (_, index) =>
      nextStep('throttled', state({ throttled: index + 1 }), settings, 0),
    )
    const seconds = waits.map((step) => ('retryAfterMs' in step ? step.retryAfterMs / 1000 : step.outcome))
    expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
  })

  test('that would be too old by then is not tried again [ASY-4]', () => {
    const short = { ...settings, maximumEventAgeMs: 60_000 }
    expect(nextStep('failed', state({ attempts: 1 }), short, 0)).toEqual({ retryAfterMs: 60_000 })
    expect(nextStep('failed', state({ attempts: 1 }), short, 1)).toEqual({ outcome: 'eventAgeExceeded' })
    expect(nextStep('throttled', state({ throttled: 1 }), short, 59_001)).toEqual({ outcome: 'eventAgeExceeded' })
    expect([60_000, 60_001].map((now) => hasExpired(state({}), short, now))).toEqual([false, true])
  })

  test('ends, whatever happens to it, after at most three attempts and within its age', () => {
    const ends = fc.infiniteStream(fc.constantFrom<AttemptEnd>('failed', 'throttled', 'succeeded'))
    const ages = fc.integer({ min: 60_000, max: 21_600_000 })
    fc.assert(
      fc.property(ends, fc.integer({ min: 0, max: 2 }), ages, (stream, maximumRetryAttempts, maximumEventAgeMs) => {
        const given = { maximumRetryAttempts, maximumEventAgeMs }
        let [now, attempts, throttled] = [0, 0, 0]
        for (const end of stream) {
          if (end === 'throttled') throttled++
          else [attempts, throttled] = [attempts + 1, 0]
          const step = nextStep(end, { acceptedAt: 0, attempts, throttled }, given, now)
          if ('outcome' in step) {
            expect(attempts).toBeLessThanOrEqual(1 + maximumRetryAttempts)
            expect(step.outcome === 'succeeded').toBe(end === 'succeeded')
            return
          }
          now += step.retryAfterMs
          expect(now).toBeLessThanOrEqual(maximumEventAgeMs)
        }
      }),
    )
  })
})
