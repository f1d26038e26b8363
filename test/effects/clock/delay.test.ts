import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { coerceDelay } from '../../../src/effects/clock/delay.js'

describe('coerceDelay', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test.each([
    [undefined, 1],
    [null, 1],
    [0, 1],
    [0.9, 1],
    [1, 1],
    [1.9, 1],
    [250, 250],
    ['7', 7],
    [true, 1],
    [[20], 20],
    [2 ** 31 - 1, 2 ** 31 - 1],
  ])('reads %j as %i ms without a warning', (delay, ms) => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
    expect(coerceDelay(delay)).toBe(ms)
    expect(warn).not.toHaveBeenCalled()
  })

  test.each([Number.NaN, 'abc', {}, -1, -Infinity])('takes %j, which Node cannot use, for 1 ms', (delay) => {
    vi.spyOn(process, 'emitWarning').mockReturnValue()
    expect(coerceDelay(delay)).toBe(1)
  })

  test.each([2 ** 31, 1e12, Infinity])(
    'takes %d, which is too long, for 1 ms, with the warning that Node has for it',
    (delay) => {
      const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
      expect(coerceDelay(delay)).toBe(1)
      expect(warn).toHaveBeenCalledExactlyOnceWith(
        `${delay} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
        'TimeoutOverflowWarning',
      )
    },
  )

  test.each([1n, Symbol('delay')])('throws for %s what setTimeout throws for it', (delay) => {
    const nodes = vi.fn(() => setTimeout(() => undefined, delay as never))
    expect(nodes).toThrow(TypeError)
    expect(() => coerceDelay(delay)).toThrow(nodes.mock.results[0]?.value as Error)
  })

  test('always gives whole milliseconds that a timer can wait', () => {
    vi.spyOn(process, 'emitWarning').mockReturnValue()
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.string()), (delay) => {
        const ms = coerceDelay(delay)
        expect(Number.isInteger(ms) && ms >= 1 && ms < 2 ** 31).toBe(true)
      }),
    )
  })
})
