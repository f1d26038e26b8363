import * as fc from 'fast-check'
import { createRequire } from 'node:module'
import { describe, expect, test, vi } from 'vitest'
import { TimerEngine } from '../../../src/effects/clock/engine.js'
import type { Timer } from '../../../src/effects/clock/timer.js'
import { createTimer } from './environment.js'

const NOW = 1_000_000
const require = createRequire(import.meta.url)

function createEngine(...delays: number[]): { engine: TimerEngine; timers: Timer[] } {
  const timers = delays.map((delay, id) => createTimer(id, NOW + delay))
  return { engine: new TimerEngine(NOW, timers), timers }
}

function takeAll(engine: TimerEngine, now: number): number[] {
  const ids: number[] = []
  for (let timer = engine.take(now); timer; timer = engine.take(now)) ids.push(timer.id)
  return ids
}

describe('TimerEngine', () => {
  test('hands out what is due, by due time and then by creation', () => {
    const { engine } = createEngine(30, 10, 10, 20, 40)
    expect(engine.take(NOW + 9)).toBeUndefined()
    expect(takeAll(engine, NOW + 30)).toEqual([1, 2, 3, 0])
    expect(takeAll(engine, NOW + 40)).toEqual([4])
  })

  test('knows when the next one is due, also after it has looked ahead', () => {
    const { engine } = createEngine(900_000, 500)
    expect(engine.nextAt()).toBe(NOW + 500)
    engine.add(createTimer(7, NOW + 100), NOW)
    expect(engine.nextAt()).toBe(NOW + 100)
    expect(takeAll(engine, NOW + 900_000)).toEqual([7, 1, 0])
    expect(engine.nextAt()).toBeUndefined()
  })

  test('keeps the order of creation among timers of one time when it has looked ahead to the first of them', () => {
    const { engine } = createEngine(50, 50)
    expect(engine.nextAt()).toBe(NOW + 50)
    engine.add(createTimer(2, NOW + 50), NOW + 10)
    expect(takeAll(engine, NOW + 50)).toEqual([0, 1, 2])
  })

  test('takes in timers that are overdue already', () => {
    const { engine } = createEngine(-100, 20, -300)
    expect(engine.dueCount(NOW)).toBe(2)
    expect(takeAll(engine, NOW)).toEqual([2, 0])
  })

  test('gives out nothing that was removed, whether it had come up or not', () => {
    const { engine, timers } = createEngine(10, 20, 900)
    expect(engine.dueCount(NOW + 20)).toBe(2)
    engine.remove(timers[0] as Timer)
    engine.remove(timers[2] as Timer)
    expect(takeAll(engine, NOW + 900)).toEqual([1])
  })

  test('gives a timer out once, and knows it no longer', () => {
    const { engine, timers } = createEngine(10)
    expect(engine.take(NOW + 10)).toBe(timers[0])
    expect(timers[0]?.armed).toBeUndefined()
    engine.remove(timers[0] as Timer)
    expect([engine.take(NOW + 10), engine.nextAt()]).toEqual([undefined, undefined])
  })

  test('waits the longest delay also when it was last asked long before', () => {
    const month = 31 * 24 * 3600 * 1000
    const { engine } = createEngine()
    engine.add(createTimer(1, NOW + month + 2 ** 31 - 1), NOW + month)
    expect(engine.dueCount(NOW + month + 1000)).toBe(0)
    expect(engine.nextAt()).toBe(NOW + month + 2 ** 31 - 1)
  })

  test('agrees with a sorted list, whatever is added, removed and asked', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), value: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ do: fc.constant('remove' as const), value: fc.nat(20) }),
      fc.record({ do: fc.constant('move' as const), value: fc.nat(6) }),
      fc.record({ do: fc.constant('take' as const), value: fc.constant(0) }),
      fc.record({ do: fc.constant('ask' as const), value: fc.constant(0) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const engine = new TimerEngine(NOW, [])
        let now = NOW
        let list: Timer[] = []
        for (const [id, { do: verb, value }] of steps.entries()) {
          if (verb === 'move') now += value
          if (verb === 'add') {
            const timer = createTimer(id, now + value)
            engine.add(timer, now)
            list = [...list, timer].sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
          }
          if (verb === 'remove') {
            const timer = list[value]
            if (timer) engine.remove(timer)
            list = list.filter((other) => other !== timer)
          }
          if (verb === 'ask') {
            expect(engine.nextAt()).toBe(list[0]?.dueAt)
            expect(engine.dueCount(now)).toBe(list.filter((timer) => timer.dueAt <= now).length)
          }
          if (verb === 'take') {
            const due = list[0] && list[0].dueAt <= now ? list.shift() : undefined
            expect(engine.take(now)).toBe(due)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('does not try out a setTimeout that the test spies on when it loads sinon', () => {
    for (const file of Object.keys(require.cache)) if (file.includes('fake-timers')) delete require.cache[file]
    using spy = vi.spyOn(globalThis, 'setTimeout')
    const spied = globalThis.setTimeout
    expect(new TimerEngine(NOW, []).nextAt()).toBeUndefined()
    expect(Object.keys(require.cache).some((file) => file.includes('fake-timers'))).toBe(true)
    expect(spy).not.toHaveBeenCalled()
    expect(globalThis.setTimeout).toBe(spied)
  })
})
