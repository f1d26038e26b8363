// setTimeout, setInterval and setImmediate as code sees them: the environment's inside one, those of before outside.

import { promisify } from 'node:util'
import type { Current } from '../effect.js'
import { hostTime } from '../host-time.js'
import { calledByNode, CallSite, TIMER_FRAMES } from './call-site.js'
import { coerceDelay } from './delay.js'
import type { EnvironmentClock } from './environment-clock.js'
import { timerOf } from './handles.js'

type Callback = (...args: never[]) => unknown
type SetTimer = (callback: Callback, delay?: unknown, ...args: never[]) => unknown
type ClearTimer = (timer?: unknown) => void

/** Every facade by the name under which Node exports it. */
export interface TimerFacades {
  readonly setTimeout: SetTimer
  readonly setInterval: SetTimer
  readonly setImmediate: (callback: Callback, ...args: never[]) => unknown
  readonly clearTimeout: ClearTimer
  readonly clearInterval: ClearTimer
  readonly clearImmediate: ClearTimer
}

/** What `util.promisify` of setTimeout and setImmediate gives. */
interface PromiseForms {
  readonly setTimeout: (...args: never[]) => unknown
  readonly setImmediate: (...args: never[]) => unknown
}

const real = hostTime as unknown as TimerFacades

/** `before` are the functions that the facades stand for; they do the work outside. */
export function createTimerFacades(
  current: Current<EnvironmentClock>,
  before: TimerFacades,
  promised: PromiseForms,
): TimerFacades {
  const facades = {
    setTimeout: setterFacade(current, 'timer', before.setTimeout, real.setTimeout),
    setInterval: setterFacade(current, 'interval', before.setInterval, real.setInterval),
    setImmediate: immediateFacade(current, before.setImmediate),
    clearTimeout: clearFacade(current, before.clearTimeout, real.clearTimeout),
    clearInterval: clearFacade(current, before.clearInterval, real.clearInterval),
    clearImmediate: clearFacade(current, before.clearImmediate, real.clearImmediate),
  }
  for (const [name, facade] of Object.entries(facades)) wear(facade, before[name as keyof TimerFacades])
  Object.defineProperty(facades.setTimeout, promisify.custom, { get: () => promised.setTimeout })
  Object.defineProperty(facades.setImmediate, promisify.custom, { get: () => promised.setImmediate })
  return facades
}

function setterFacade(
  current: Current<EnvironmentClock>,
  kind: 'timer' | 'interval',
  before: SetTimer,
  realSetter: SetTimer,
): SetTimer {
  return function facade(callback, delay, ...args) {
    const clock = current()
    if (clock === undefined) return args.length === 0 ? before(callback, delay) : before(callback, delay, ...args)
    // Node itself refuses what is no function, in its own words.
    if (typeof callback !== 'function' || calledByNode(facade)) return realSetter(callback, delay, ...args)
    const delayMs = coerceDelay(delay)
    return clock.schedule({ kind, callback, args, delayMs, site: new CallSite(facade, TIMER_FRAMES) })
  }
}

function immediateFacade(
  current: Current<EnvironmentClock>,
  before: TimerFacades['setImmediate'],
): TimerFacades['setImmediate'] {
  return function facade(callback, ...args) {
    const clock = current()
    if (clock === undefined) return before(callback, ...args)
    if (typeof callback !== 'function' || calledByNode(facade)) return real.setImmediate(callback, ...args)
    return clock.scheduleImmediate({ callback, args, site: new CallSite(facade, TIMER_FRAMES) })
  }
}

/** A timer knows its clock, so it can be cleared from anywhere; numbers and strings mean the environment's own timers. */
function clearFacade(current: Current<EnvironmentClock>, before: ClearTimer, realClear: ClearTimer): ClearTimer {
  return (timer) => {
    const ours = timerOf(timer)
    if (ours) return ours.owner.cancel(ours)
    const clock = current()
    if (clock === undefined) before(timer)
    else if (typeof timer === 'number' || typeof timer === 'string') clock.cancelById(timer)
    else realClear(timer)
  }
}

/** Gives a facade everything that the function has which it stands for: its name, and `clock` when it is sinon's. */
function wear(facade: object, before: object): void {
  const { prototype: _, ...own } = Object.getOwnPropertyDescriptors(before) as Record<PropertyKey, PropertyDescriptor>
  for (const key of Reflect.ownKeys(own)) Object.defineProperty(facade, key, { ...own[key], configurable: true })
}
