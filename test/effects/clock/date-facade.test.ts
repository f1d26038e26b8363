import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDateFacade } from '../../../src/effects/clock/date-facade.js'
import { hostTime } from '../../../src/effects/host-time.js'
import { createEnvironment, inside, STARTS_AT } from './environment.js'

const RealDate = hostTime.Date
const FacadeDate = createDateFacade(() => inside.getStore(), RealDate)

/** All own properties of a constructor, functions by name and length. */
function shape(date: DateConstructor): unknown {
  return Reflect.ownKeys(date).map((key) => {
    const { value, ...flags } = Object.getOwnPropertyDescriptor(date, key) ?? {}
    return [key, typeof value === 'function' ? [value.name, value.length] : value, flags]
  })
}

describe('Date inside an environment', () => {
  test('shows the time of the environment in all its forms', () => {
    const { clock, run } = createEnvironment()
    clock.moveTo(STARTS_AT + 1234.5)
    const forms = run(() => [FacadeDate.now(), new FacadeDate().getTime(), FacadeDate()])
    expect(forms).toEqual([STARTS_AT + 1234, STARTS_AT + 1234, new RealDate(STARTS_AT + 1234).toString()])
  })

  test('is made of arguments as any Date', () => {
    const { run } = createEnvironment()
    run(() => {
      expect(new FacadeDate(5).getTime()).toBe(5)
      expect(new FacadeDate(undefined as never).getTime()).toBeNaN()
      expect(new FacadeDate('2020-01-02T03:04:05Z').getTime()).toBe(RealDate.UTC(2020, 0, 2, 3, 4, 5))
      expect(new FacadeDate(2020, 1, 2, 3, 4, 5, 6)).toEqual(new RealDate(2020, 1, 2, 3, 4, 5, 6))
      expect(new FacadeDate(new RealDate(7)).getTime()).toBe(7)
    })
  })

  test('keeps the time of a subclass', () => {
    const { run } = createEnvironment()
    class Stamp extends FacadeDate {
      readonly label = 'stamp'
    }
    const stamp = run(() => new Stamp())
    expect(stamp).toBeInstanceOf(Stamp)
    expect(stamp).toBeInstanceOf(RealDate)
    expect([stamp.getTime(), stamp.label]).toEqual([STARTS_AT, 'stamp'])
    expect(new Stamp(2020, 0, 1).getFullYear()).toBe(2020)
  })

  test('counts as reading the clock, so a busy wait ends', () => {
    const { clock, run } = createEnvironment()
    run(() => {
      const begin = FacadeDate.now()
      while (new FacadeDate().getTime() - begin < 10);
    })
    expect(clock.now - STARTS_AT).toBe(10)
  })
})

describe('Date outside an environment', () => {
  test('is the real time', () => {
    const before = RealDate.now()
    const times = [FacadeDate.now(), new FacadeDate().getTime(), RealDate.parse(FacadeDate()) + 999]
    for (const time of times) expect(time).toBeGreaterThanOrEqual(before)
  })
})

describe('Date over one that the test has faked already', () => {
  class Faked extends RealDate {
    static readonly isFake = true
    static override now(): number {
      return 1000
    }
    constructor(...args: [] | [number]) {
      super(args[0] ?? 1000)
    }
  }
  const OverFake = createDateFacade(() => inside.getStore(), Faked as unknown as DateConstructor)

  test('is the fake outside, with all that it has', () => {
    expect([OverFake.now(), new OverFake().getTime(), new OverFake(5).getTime()]).toEqual([1000, 1000, 5])
    expect(OverFake).toHaveProperty('isFake', true)
  })

  test('is the time of the environment inside', () => {
    const { run } = createEnvironment()
    expect(run(() => [OverFake.now(), new OverFake().getTime(), new OverFake(5).getTime()])).toEqual([
      STARTS_AT,
      STARTS_AT,
      5,
    ])
  })
})

describe('a date of either', () => {
  test('is an instance of both', () => {
    expect(new FacadeDate()).toBeInstanceOf(RealDate)
    expect(new RealDate()).toBeInstanceOf(FacadeDate)
    expect(Object.getPrototypeOf(new FacadeDate())).toBe(RealDate.prototype)
  })

  test('is cloned, formatted and compared as any Date', () => {
    const { run } = createEnvironment()
    const date = run(() => new FacadeDate())
    expect(structuredClone(date)).toEqual(new RealDate(STARTS_AT))
    expect(new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(date)).toBe('1/1/2026')
    expect(JSON.stringify({ date })).toBe('{"date":"2026-01-01T00:00:00.000Z"}')
    expect(Object.prototype.toString.call(date)).toBe('[object Date]')
  })
})

describe('the Date constructor', () => {
  test('looks like the real one', () => {
    expect(shape(FacadeDate)).toEqual(shape(RealDate))
  })

  test('parses and computes what the real one does', () => {
    expect(FacadeDate.parse).toBe(RealDate.parse)
    expect(FacadeDate.UTC).toBe(RealDate.UTC)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 1, maxLength: 7 }), (args) => {
        const [ours, real] = [FacadeDate, RealDate].map((each) => Reflect.construct(each, args) as Date)
        expect(ours?.getTime()).toBe(real?.getTime())
      }),
    )
  })
})
