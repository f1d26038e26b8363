import { describe, expect, test } from 'vitest'
import { CallSite } from '../../../src/effects/clock/call-site.js'
import { createClock } from '../../../src/effects/clock/clock.js'
import type { Whose } from '../../../src/effects/whose.js'
import { createEnvironment, set, setEvery, setSoon, STARTS_AT, turn } from './environment.js'

// What both clocks promise. Delays are long enough that real time plays no part.
const MINUTE = 60_000

describe.each(['fake', 'real'] as const)('the %s clock of an environment', (kind) => {
  test('begins at startsAt and shows whole milliseconds', () => {
    const { clock } = createEnvironment(kind)
    expect(clock.read()).toBeGreaterThanOrEqual(clock.startsAt)
    expect(clock.read()).toBeLessThan(clock.startsAt + MINUTE / 2)
    expect(Number.isInteger(clock.read())).toBe(true)
  })

  test('never goes back', () => {
    const { clock } = createEnvironment(kind)
    clock.moveTo(clock.startsAt + MINUTE)
    clock.moveTo(clock.startsAt)
    expect(clock.now).toBeGreaterThanOrEqual(clock.startsAt + MINUTE)
  })

  test('moves without firing, and then fires exactly one timer at a time, in order', () => {
    const { clock } = createEnvironment(kind)
    const fired: string[] = []
    set(clock, 2 * MINUTE, () => fired.push('late'))
    set(clock, MINUTE, () => fired.push('early'))
    set(clock, MINUTE, () => fired.push('early too'))
    expect([clock.fireOne(), clock.dueCount()]).toEqual([false, 0])
    clock.moveTo(clock.startsAt + 3 * MINUTE)
    expect([fired, clock.dueCount()]).toEqual([[], 3])
    expect([clock.fireOne(), fired]).toEqual([true, ['early']])
    expect([clock.fireOne(), clock.fireOne(), clock.fireOne()]).toEqual([true, true, false])
    expect(fired).toEqual(['early', 'early too', 'late'])
  })

  test('says when the next timer is due, and the next that keeps the event loop alive', () => {
    const { clock } = createEnvironment(kind)
    expect([clock.nextAt(), clock.nextRefdAt(), clock.hasRefd()]).toEqual([undefined, undefined, false])
    set(clock, MINUTE).unref()
    expect([clock.nextRefdAt(), clock.hasRefd()]).toEqual([undefined, false])
    set(clock, 2 * MINUTE)
    expect(clock.nextRefdAt()).toBeGreaterThan(clock.nextAt() ?? Infinity)
    expect(clock.hasRefd()).toBe(true)
    clock.stop()
  })

  test('lists what is pending as plain facts', () => {
    const invocation = 4
    const whose = (): Whose => ({ invocation, cause: undefined })
    const clock = createClock(kind, { startsAt: STARTS_AT, onCrash: () => undefined, whose })
    const dueAt = expect.any(Number) as number
    set(clock, MINUTE)
    setEvery(clock, MINUTE, () => undefined).unref()
    setSoon(clock, () => undefined)
    const site = expect.any(CallSite) as CallSite
    expect(clock.pending()).toEqual([
      { kind: 'timer', delayMs: MINUTE, dueAt, refd: true, invocation, site },
      { kind: 'interval', delayMs: MINUTE, dueAt, refd: false, invocation, site },
      { kind: 'immediate', delayMs: 0, dueAt, refd: true, invocation, site },
    ])
    expect(clock.pending()[0]?.dueAt).toBe(clock.nextAt())
    clock.stop()
  })

  test('fires nothing while frozen [FRZ-1]', async () => {
    const { clock } = createEnvironment(kind)
    const fired: string[] = []
    set(clock, 1, () => fired.push('timer'))
    setSoon(clock, () => fired.push('immediate'))
    clock.freeze()
    clock.moveTo(clock.startsAt + MINUTE)
    await turn()
    await turn()
    expect([clock.fireOne(), fired]).toEqual([false, []])
    clock.stop()
  })

  test('counts the time of a freeze, so that what fell due in it is overdue at the thaw [FRZ-4] [FRZ-5]', () => {
    const { clock } = createEnvironment(kind)
    const fired: string[] = []
    set(clock, 2 * MINUTE, () => fired.push('second'))
    set(clock, MINUTE, () => fired.push('first'))
    clock.freeze()
    clock.thaw(5 * MINUTE)
    expect(clock.now).toBeGreaterThanOrEqual(clock.startsAt + 5 * MINUTE)
    expect([fired, clock.dueCount()]).toEqual([[], 2])
    while (clock.fireOne());
    expect(fired).toEqual(['first', 'second'])
  })

  test('lets a timer that is not due yet go on with its countdown [FRZ-6]', () => {
    const { clock } = createEnvironment(kind)
    const fired: string[] = []
    set(clock, 9 * MINUTE, () => fired.push('timer'))
    const due = clock.nextAt()
    clock.freeze()
    clock.thaw(5 * MINUTE)
    expect([clock.fireOne(), clock.nextAt()]).toEqual([false, due])
    clock.moveTo(due ?? 0)
    expect([clock.fireOne(), fired]).toEqual([true, ['timer']])
  })

  test('fires a frozen interval once, however many periods have passed, and goes on from the thaw [FRZ-5]', () => {
    const { clock } = createEnvironment(kind)
    let fired = 0
    setEvery(clock, MINUTE, () => fired++)
    clock.freeze()
    clock.thaw(90 * MINUTE + 5)
    while (clock.fireOne());
    expect(fired).toBe(1)
    const wait = (clock.nextAt() ?? 0) - clock.startsAt - 91 * MINUTE - 5
    expect(wait).toBeGreaterThanOrEqual(0)
    expect(wait).toBeLessThan(MINUTE / 2)
    clock.stop()
  })

  test('runs the immediates that it held in the turn after the thaw, in order', async () => {
    const { clock } = createEnvironment(kind)
    const ran: number[] = []
    setSoon(clock, () => ran.push(1))
    setSoon(clock, () => ran.push(2))
    clock.freeze()
    await turn()
    expect([ran, clock.immediates]).toEqual([[], 2])
    clock.thaw(MINUTE)
    expect(ran).toEqual([])
    await turn()
    expect(ran).toEqual([1, 2])
  })

  test('accepts timers while it is frozen: code that was cut short by real I/O sets them', () => {
    const { clock } = createEnvironment(kind)
    let fired = 0
    clock.freeze()
    set(clock, MINUTE, () => fired++)
    clock.thaw(2 * MINUTE)
    expect([clock.fireOne(), fired]).toEqual([true, 1])
  })

  test('takes a second freeze for the first, and a thaw without a freeze for nothing', () => {
    const { clock } = createEnvironment(kind)
    clock.thaw(MINUTE)
    expect(clock.now).toBeLessThan(clock.startsAt + MINUTE)
    clock.freeze()
    clock.moveTo(clock.startsAt + MINUTE)
    clock.freeze()
    clock.thaw(2 * MINUTE)
    expect(clock.now).toBeLessThan(clock.startsAt + 2.5 * MINUTE)
  })
})
