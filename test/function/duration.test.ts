import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { parseDuration, readDuration } from '../../src/function/duration.js'
import type { Duration } from '../../src/function/duration.js'

describe('parseDuration', () => {
  test.each([
    [0, 0],
    [1500, 1500],
    [0.5, 0.5],
    ['250ms', 250],
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['0ms', 0],
  ])('%j is %d milliseconds', (value, milliseconds) => {
    expect(parseDuration(value, 'idle()')).toBe(milliseconds)
  })

  test.each([
    [
      Number.NaN,
      "idle(): the duration NaN is not a number: write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'",
    ],
    [-1, 'idle(): the duration -1 is negative: time does not go back'],
    ['-5s', "idle(): the duration '-5s' is negative: time does not go back"],
    [Infinity, 'idle(): the duration Infinity is too long: it ends beyond any date'],
    ['9999999999999h', "idle(): the duration '9999999999999h' is too long: it ends beyond any date"],
    ['90', "idle(): the duration '90' has no unit: write 90 for milliseconds, or '90s'"],
    ['5 m', "idle(): the duration '5 m' is not written as a duration: write '5m'"],
    ['5M', "idle(): the duration '5M' is not written as a duration: write '5m'"],
    ['15min', "idle(): the duration '15min' is not written as a duration: write '15m'"],
    ['2 hours', "idle(): the duration '2 hours' is not written as a duration: write '2h'"],
    ['30 sec', "idle(): the duration '30 sec' is not written as a duration: write '30s'"],
    ['10 millis', "idle(): the duration '10 millis' is not written as a duration: write '10ms'"],
    ['2d', "idle(): the duration '2d' is not written as a duration: write '48h'"],
    [
      '3w',
      "idle(): the duration '3w' is not written as a duration: 'w' is no unit; write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'",
    ],
    [
      '',
      "idle(): the duration '' cannot be read: write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'",
    ],
    [
      '1h30m',
      "idle(): the duration '1h30m' cannot be read: write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'",
    ],
    [
      'soon',
      "idle(): the duration 'soon' cannot be read: write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'",
    ],
  ])('refuses %j and says what to write', (value, message) => {
    expect(() => parseDuration(value, 'idle()')).toThrow(new TypeError(message))
  })

  test.each([[undefined], [null], [true], [{}], [[5]], [5n]])(
    'refuses %s, which is neither number nor text',
    (value) => {
      const reading = readDuration(value, 'maximumIdle')
      expect(reading).toEqual({
        ok: false,
        problems: [
          "maximumIdle is neither a number nor text: write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'",
        ],
      })
    },
  )

  test('reads every amount in every unit as that many milliseconds', () => {
    const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
    const unit = fc.constantFrom('ms', 's', 'm', 'h' as const)
    fc.assert(
      fc.property(fc.nat(1_000_000), unit, (amount, name) => {
        expect(parseDuration(`${amount}${name}`, 'idle()')).toBe(amount * units[name])
      }),
    )
  })

  test('either reads a text as a finite, non-negative time or throws a TypeError that shows the place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+.\d ]{0,6}[a-zA-Z]{0,4}$/)), (value) => {
        try {
          const milliseconds = parseDuration(value, 'advance()')
          expect(Number.isFinite(milliseconds) && milliseconds >= 0).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
          expect(String(error)).toContain('advance(): the duration ')
        }
      }),
    )
  })

  test('has a type that accepts what is written and refuses what is not', () => {
    expectTypeOf<'15m'>().toExtend<Duration>()
    expectTypeOf<1500>().toExtend<Duration>()
    expectTypeOf<'15min'>().not.toExtend<Duration>()
    expectTypeOf<'soon'>().not.toExtend<Duration>()
  })
})
