import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elapsed } from '../../src/record/elapsed.js'

describe('elapsed', () => {
  test.for([
    [0, '0 ms'],
    [0.126, '0.13 ms'],
    [12.5, '12.5 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [1250, '1.25 s'],
    [59_999, '60 s'],
    [60_000, '1 min'],
    [900_000, '15 min'],
    [3_600_000, '1 h'],
    [5_400_000, '1.5 h'],
  ] as const)('writes %d as %s', ([ms, words]) => {
    expect(elapsed(ms)).toBe(words)
  })

  test('keeps any duration within half a percent', () => {
    const sizes: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 360_000_000 }), (ms) => {
        const [amount = '', unit = ''] = elapsed(ms).split(' ')
        const read = Number(amount) * (sizes[unit] ?? Number.NaN)
        expect(Math.abs(read - ms) / ms).toBeLessThanOrEqual(0.005)
      }),
    )
  })
})
