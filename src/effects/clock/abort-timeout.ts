// AbortSignal.timeout as code sees it: the environment's time inside one, the function of before outside.

import type { Current } from '../effect.js'
import { CallSite } from './call-site.js'
import { coerceDelay } from './delay.js'
import type { EnvironmentClock } from './environment-clock.js'

const { AbortController, AbortSignal, DOMException } = globalThis

type TimeoutSignal = (delay: number) => AbortSignal

export function createAbortTimeout(current: Current<EnvironmentClock>, before: TimeoutSignal): TimeoutSignal {
  return function timeout(delay) {
    const clock = current()
    // Node itself refuses what is no unsigned 32-bit integer, in its own words.
    if (clock === undefined || delay !== delay >>> 0) return Reflect.apply(before, AbortSignal, [delay])
    const controller = new AbortController()
    const callback = (): void =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    const plan = {
      kind: 'timer',
      callback,
      args: [],
      delayMs: coerceDelay(delay),
      site: new CallSite(timeout),
    } as const
    clock.schedule(plan).unref()
    return controller.signal
  }
}
