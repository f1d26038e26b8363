import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { hostTime } from '../../src/effects/host-time.js'
import { Pace } from '../../src/sandbox/pace.js'

afterEach(() => vi.restoreAllMocks())

/** What each look says, on a machine whose clock shows these times. */
function looks(times: readonly number[]): number[] {
  const pace = new Pace()
  const clock = vi.spyOn(hostTime, 'monotonic')
  return times.map((time) => {
    clock.mockReturnValueOnce(time)
    return pace.look()
  })
}

describe('the pace of the machine', () => {
  test('begins at the first look', () => {
    expect(looks([1000])).toEqual([0])
  })

  test('is told in whole milliseconds, and keeps the fractions', () => {
    expect(looks([0, 1.25, 2.5, 3.75, 5, 5.5])).toEqual([0, 1, 1, 1, 2, 0])
  })

  test('counts no more than 25 ms at once: the machine was busy with something else', () => {
    expect(looks([0, 300, 301])).toEqual([0, 25, 1])
  })

  test('begins anew after a reset, with the fraction it had', () => {
    const pace = new Pace()
    const clock = vi.spyOn(hostTime, 'monotonic')
    clock.mockReturnValueOnce(0).mockReturnValueOnce(1.5)
    expect([pace.look(), pace.look()]).toEqual([0, 1])
    pace.reset()
    clock.mockReturnValueOnce(100).mockReturnValueOnce(100.5)
    expect([pace.look(), pace.look()]).toEqual([0, 1])
  })

  test('loses less than a millisecond over any number of looks', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 25, noNaN: true }), { minLength: 1 }), (steps) => {
        let at = 0
        const times = [0, ...steps.map((step) => (at += step))]
        const counted = looks(times).reduce((sum, ms) => sum + ms, 0)
        expect(at - counted).toBeGreaterThan(-0.001)
        expect(at - counted).toBeLessThan(1.001)
      }),
    )
  })
})
