// The clock effect: time and timers of an environment, through every door by which code reaches them.

import { process } from '../host-process.js'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import type { Current, Effect, Undo } from '../effect.js'
import { hostTime } from '../host-time.js'
import { patch, unwind } from '../patch.js'
import { createAbortTimeout } from './abort-timeout.js'
import { createDateFacade } from './date-facade.js'
import { type ClockOptions, EnvironmentClock } from './environment-clock.js'
import { FakeClock } from './fake-clock.js'
import { routeIntlNow } from './intl-now.js'
import { followExports } from './named-imports.js'
import { routePerformance } from './performance-facade.js'
import { createProcessTime } from './process-time.js'
import { RealClock } from './real-clock.js'
import { route } from './route.js'
import { routeTemporalNow, type TemporalNamespace } from './temporal-now.js'
import { createTimerFacades, type TimerFacades } from './timer-facades.js'
import { createPromiseFacades, schedulerPrototype } from './timer-promises.js'

export type { PendingTimer } from './timer.js'
export type { EnvironmentClock } from './environment-clock.js'

/** The clock of one environment: virtual time that its driver moves (`fake`), or the machine's (`real`). */
export function createClock(kind: 'fake' | 'real', options: ClockOptions): EnvironmentClock {
  return kind === 'fake' ? new FakeClock(options) : new RealClock(options)
}

/**
 * Gives code of an environment its clock, wherever it has the functions from: globals, `node:timers`,
 * `node:timers/promises`, `performance`, `process`, `AbortSignal`. The test keeps its own, faked or not.
 */
export const clockEffect: Effect<EnvironmentClock> = { name: 'clock', install }

function install(current: Current<EnvironmentClock>, follow?: () => void): Undo {
  const place: Place = (target, facades) =>
    Object.entries(facades).map(([key, facade]) => route(current, target, key, { inside: facade, outside: facade }))
  const performance = routePerformance(current)
  const views = { inside: performance.view, outside: globalThis.performance }
  const undo = unwind([
    ...routeTimers(current, place),
    ...routeDate(current, place),
    ...place(process, createProcessTime(current, process)),
    performance.undo,
    route(current, globalThis, 'performance', views),
  ])
  const undoImports = followExports(follow)
  return () => {
    undo()
    undoImports()
  }
}

/** Puts facades into the place of what they stand for; both sides see the same one. */
type Place = (target: object, facades: object) => Undo[]

function routeTimers(current: Current<EnvironmentClock>, place: Place): Undo[] {
  const promised = createPromiseFacades(current)
  const facadesOf = (target: object): TimerFacades =>
    createTimerFacades(current, target as TimerFacades, promised.exports)
  const facades = facadesOf(globalThis)
  // Node exports its globals: they stay the same functions, unless the test has faked one side.
  const exported = timers.setTimeout === globalThis.setTimeout ? facades : facadesOf(timers)
  return [
    ...place(globalThis, facades),
    ...place(timers, exported),
    ...place(timersPromises, promised.exports),
    ...place(schedulerPrototype, promised.scheduler),
    patch(AbortSignal, 'timeout', { value: createAbortTimeout(current, AbortSignal.timeout) }),
  ]
}

function routeDate(current: Current<EnvironmentClock>, place: Place): Undo[] {
  const facade = createDateFacade(current, globalThis.Date)
  const { Intl, Temporal } = globalThis as { Intl: object; Temporal?: TemporalNamespace }
  return [
    ...place(globalThis, { Date: facade, Intl }),
    patch(hostTime.Date.prototype, 'constructor', { value: facade }),
    ...routeIntlNow(current),
    ...(Temporal ? [...place(globalThis, { Temporal }), ...routeTemporalNow(current, Temporal)] : []),
  ]
}
