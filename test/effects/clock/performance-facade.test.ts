import { performance as imported } from 'node:perf_hooks'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { routePerformance } from '../../../src/effects/clock/performance-facade.js'
import { hostTime } from '../../../src/effects/host-time.js'
import { createEnvironment, inside, STARTS_AT } from './environment.js'

const prototype = Object.getPrototypeOf(performance) as object
let view: object & typeof imported

beforeEach(() => {
  const routed = routePerformance(() => inside.getStore())
  view = routed.view
  onTestFinished(routed.undo)
})

describe('performance inside an environment', () => {
  test('counts from the beginning of the environment, wherever the object is from', () => {
    const { clock, run } = createEnvironment()
    clock.moveTo(STARTS_AT + 12.5)
    expect(run(() => [performance.now(), imported.now(), view.now()])).toEqual([12.5, 12.5, 12.5])
    expect(run(() => [performance.timeOrigin, view.timeOrigin])).toEqual([STARTS_AT, STARTS_AT])
  })

  test('marks and measures in the environment’s time', () => {
    const { clock, run } = createEnvironment()
    run(() => performance.mark('begin'))
    clock.moveTo(STARTS_AT + 40)
    const measures = run(() => [
      performance.measure('since the mark', 'begin'),
      performance.measure('since the beginning'),
      performance.measure('with options', { start: 10, detail: 'kept' }),
      performance.measure('with duration', { start: 10, duration: 5 }),
      performance.measure('between marks', 'begin', performance.mark('end').name),
    ])
    expect(measures.map(({ startTime, duration }) => [startTime, duration])).toEqual([
      [0, 40],
      [0, 40],
      [10, 30],
      [10, 5],
      [0, 40],
    ])
    expect(measures[2]?.detail).toBe('kept')
    performance.clearMarks()
    performance.clearMeasures()
  })

  test('marks at the time that it is told', () => {
    const { run } = createEnvironment()
    const mark = run(() => performance.mark('told', { startTime: 3, detail: { kept: true } }))
    expect([mark.startTime, mark.detail]).toEqual([3, { kept: true }])
    performance.clearMarks()
  })

  test('can do through its view all that the real object can', () => {
    const { run } = createEnvironment()
    run(() => {
      expect(view).toBeInstanceOf(performance.constructor)
      expect(view.mark('through the view').startTime).toBe(0)
      expect(view.getEntriesByName('through the view')).toHaveLength(1)
      view.clearMarks('through the view')
      expect(view.timerify((a: number) => a + 1)(1)).toBe(2)
      expect(view.eventLoopUtilization()).toHaveProperty('utilization')
      expect(view.nodeTiming.name).toBe('node')
      expect(view.toJSON()).toHaveProperty('nodeTiming')
    })
  })

  test('keeps its time in the view while the test has faked performance.now on the real object', () => {
    const { run } = createEnvironment()
    Object.defineProperty(performance, 'now', { configurable: true, value: () => -1 })
    onTestFinished(() => void Reflect.deleteProperty(performance, 'now'))
    expect(run(() => view.now())).toBe(0)
    expect(performance.now()).toBe(-1)
  })
})

describe('performance outside an environment', () => {
  test('is real', () => {
    const before = hostTime.monotonic()
    expect(performance.now()).toBeGreaterThanOrEqual(before)
    expect(performance.mark('real').startTime).toBeGreaterThanOrEqual(before)
    expect(performance.measure('real', 'real').duration).toBeLessThan(60_000)
    expect(Math.abs(performance.timeOrigin - hostTime.epoch())).toBeLessThan(24 * 3600 * 1000)
    performance.clearMarks()
    performance.clearMeasures()
  })

  test('is exactly what it was after the undo', () => {
    const routed = Object.getOwnPropertyDescriptors(prototype)
    const { undo } = routePerformance(() => inside.getStore())
    expect(Object.getOwnPropertyDescriptors(prototype)).not.toEqual(routed)
    undo()
    expect(Object.getOwnPropertyDescriptors(prototype)).toEqual(routed)
  })
})
