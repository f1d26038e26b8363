import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { watch, watchReport } from '../../src/record/observation.js'
import { report } from './reports.js'
import { answered, failed, failure } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

describe('toHaveBeenAttempted', () => {
  test.each([0, 1, 2, 3])('holds for exactly so many attempts: %d [ASY-2]', (count) => {
    const attempts = Array.from({ length: count }, () => answered(1))
    for (const times of [0, 1, 2, 3]) {
      if (times === count) expect(report({ attempts })).toHaveBeenAttempted(times)
      else expect(report({ attempts })).not.toHaveBeenAttempted(times)
    }
  })

  test('works with resolves and in the asymmetric form', async () => {
    await expect(Promise.resolve(report())).resolves.toHaveBeenAttempted(2)
    expect([report()]).toEqual([expect.toHaveBeenAttempted(2)])
    expect([report()]).not.toEqual([expect.toHaveBeenAttempted(3)])
  })

  test('shows how often it was, and what became of each attempt', () => {
    const { message, actual, expected } = failure(() => expect(report()).toHaveBeenAttempted(3))
    expect(message).toBe(
      'expected the event to have been attempted 3 times, but it was attempted 2 times\n\n' +
        'The event 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b: retriesExhausted\n' +
        '  attempt 1 at 2026-01-01T12:00:00.000Z: TypeError: boom\n' +
        '  attempt 2 at 2026-01-01T12:00:00.000Z: TypeError: boom',
    )
    expect({ actual, expected }).toEqual({ actual: 2, expected: 3 })
  })

  test('shows no difference with .not, since there is none', () => {
    const once = report({ attempts: [answered(1)], outcome: 'succeeded' })
    const { message, actual } = failure(() => expect(once).not.toHaveBeenAttempted(1))
    expect(message).toBe(
      'expected the event not to have been attempted once\n\n' +
        'The event 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b: succeeded\n' +
        '  attempt 1 at 2026-01-01T12:00:00.000Z: answered',
    )
    expect(actual).toBeUndefined()
  })

  test.each([
    [-1, '-1'],
    [1.5, '1.5'],
    ['3', '"3"'],
    [undefined, 'undefined'],
  ])('takes a number of attempts, and says so: %o', (times, shown) => {
    const text = `toHaveBeenAttempted() takes a whole number of attempts, but received ${shown}`
    expect(failure(() => expect(report()).toHaveBeenAttempted(times as never)).message).toBe(text)
    expect(failure(() => expect(report()).not.toHaveBeenAttempted(times as never)).message).toBe(text)
  })

  test('counts as having looked at what failed', () => {
    const seen = vi.fn()
    const attempts = [watch(failed(), { failure: seen })]
    expect(watchReport(report({ attempts }), ['attempts'], attempts)).toHaveBeenAttempted(1)
    expect(seen).toHaveBeenCalledOnce()
  })
})
