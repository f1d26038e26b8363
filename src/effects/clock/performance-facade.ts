// performance as code sees it: counted from the environment's beginning inside one, what was there before outside.

import {
  type MarkOptions,
  type MeasureOptions,
  type Performance,
  performance as real,
  type PerformanceMark,
  type PerformanceMeasure,
} from 'node:perf_hooks'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import type { EnvironmentClock } from './environment-clock.js'

const prototype = Object.getPrototypeOf(real) as Performance

type MeasureBounds = MeasureOptions | string | undefined

/**
 * Routes `now`, `timeOrigin`, `mark` and `measure` on the prototype, so that it does not matter where code has the object
 * from. `view` is what the global is inside: it stays right while the test has faked `performance.now` on the real object.
 */
export function routePerformance(current: Current<EnvironmentClock>): {
  readonly view: Performance
  readonly undo: Undo
} {
  const { now: nowBefore, mark: markBefore, measure: measureBefore } = prototype
  const timeOriginBefore = Object.getOwnPropertyDescriptor(prototype, 'timeOrigin')
  function now(this: unknown): number {
    const clock = current()
    return clock === undefined ? (Reflect.apply(nowBefore, this, []) as number) : sinceStart(clock)
  }
  function mark(this: unknown, name: string, options?: MarkOptions): PerformanceMark {
    const clock = current()
    const timed = clock && options?.startTime === undefined ? { ...options, startTime: sinceStart(clock) } : options
    return Reflect.apply(markBefore, this, [name, timed])
  }
  function measure(this: unknown, name: string, bounds?: MeasureBounds, endMark?: string): PerformanceMeasure {
    const clock = current()
    const timed = clock && endMark === undefined ? endingNow(clock, bounds) : bounds
    return Reflect.apply(measureBefore, this, [name, timed, endMark])
  }
  function timeOrigin(this: unknown): number {
    return current()?.startsAt ?? (timeOriginBefore?.get?.call(this) as number)
  }
  const undo = unwind([
    patch(prototype, 'now', { value: now }),
    patch(prototype, 'mark', { value: mark }),
    patch(prototype, 'measure', { value: measure }),
    patch(prototype, 'timeOrigin', { get: timeOrigin }),
  ])
  // A proxy, because Node's methods want an object that has the brand itself.
  const view = new Proxy(real, { get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)) })
  return { view, undo }
}

function sinceStart(clock: EnvironmentClock): number {
  return clock.readExact() - clock.startsAt
}

/** A measure without an end ends now, which Node would read from its own clock. */
function endingNow(clock: EnvironmentClock, bounds: MeasureBounds): MeasureOptions {
  if (typeof bounds !== 'object' || bounds === null) return { start: bounds ?? 0, end: sinceStart(clock) }
  const ends = bounds.end !== undefined || (bounds.start !== undefined && bounds.duration !== undefined)
  return ends ? bounds : { ...bounds, end: sinceStart(clock) }
}
