// node:timers/promises as code sees it: the environment's time inside one, the functions of before outside.

import timersPromises from 'node:timers/promises'
import type { Current } from '../effect.js'
import { CallSite, TIMER_FRAMES } from './call-site.js'
import { coerceDelay } from './delay.js'
import type { EnvironmentClock } from './environment-clock.js'

type AnyFunction = (...args: never[]) => unknown

/** Every facade by the name it has in Node. */
export interface PromiseFacades {
  readonly exports: Record<'setTimeout' | 'setImmediate' | 'setInterval', AnyFunction>
  readonly scheduler: Record<'wait' | 'yield', AnyFunction>
}

interface Options {
  readonly signal?: AbortSignal
  readonly ref?: boolean
}

/** A timer or immediate that a promise waits for. */
interface Wait extends Disposable {
  unref(): unknown
}

/** What `scheduler` is made of inside. */
interface InsideForms {
  setTimeout(delay?: number, value?: unknown, options?: Options): Promise<unknown>
  setImmediate(): Promise<unknown>
}

type Scheduler = typeof timersPromises.scheduler

/** What `scheduler` has its methods from. */
export const schedulerPrototype: Scheduler = Object.getPrototypeOf(timersPromises.scheduler) as Scheduler

/** Outside an environment, and for arguments that Node refuses in its own words, the functions of before do the work. */
export function createPromiseFacades(current: Current<EnvironmentClock>): PromiseFacades {
  const before = { ...timersPromises }

  function setTimeout(delay?: number, value?: unknown, options: Options = {}): Promise<unknown> {
    const clock = current()
    if (clock === undefined || refused(delay, options)) return before.setTimeout(delay, value, options)
    const site = new CallSite(setTimeout, TIMER_FRAMES)
    return settle(value, options, (callback) =>
      clock.schedule({ kind: 'timer', callback, args: [], delayMs: coerceDelay(delay), site }),
    )
  }
  function setImmediate(value?: unknown, options: Options = {}): Promise<unknown> {
    const clock = current()
    if (clock === undefined || refused(undefined, options)) return before.setImmediate(value, options)
    const site = new CallSite(setImmediate, TIMER_FRAMES)
    return settle(value, options, (callback) => clock.scheduleImmediate({ callback, args: [], site }))
  }
  function setInterval(delay?: number, value?: unknown, options: Options = {}): AsyncIterator<unknown> {
    const clock = current()
    if (clock === undefined || refused(delay, options)) return before.setInterval(delay, value, options)
    return ticks(clock, coerceDelay(delay), new CallSite(setInterval, TIMER_FRAMES), value, options)
  }
  return {
    exports: { setTimeout, setImmediate, setInterval },
    scheduler: createScheduler(current, { setTimeout, setImmediate }),
  }
}

function createScheduler(current: Current<EnvironmentClock>, inside: InsideForms): PromiseFacades['scheduler'] {
  const before = { wait: schedulerPrototype.wait, yield: schedulerPrototype.yield }
  return {
    wait(this: Scheduler, delay: number, options?: Options): Promise<unknown> {
      return current()
        ? inside.setTimeout(delay, undefined, options)
        : Reflect.apply(before.wait, this, [delay, options])
    },
    yield(this: Scheduler): Promise<unknown> {
      return current() ? inside.setImmediate() : Reflect.apply(before.yield, this, [])
    },
  }
}

function settle(value: unknown, { signal, ref }: Options, begin: (done: () => void) => Wait): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal))
    const wait = begin(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve(value)
    })
    if (ref === false) wait.unref()
    function onAbort(): void {
      wait[Symbol.dispose]()
      reject(abortError(signal))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

async function* ticks(
  clock: EnvironmentClock,
  delayMs: number,
  site: CallSite,
  value: unknown,
  { signal, ref }: Options,
): AsyncGenerator<unknown> {
  if (signal?.aborted) throw abortError(signal)
  let elapsed = 0
  let wake = Promise.withResolvers<void>()
  const tick = (): void => {
    elapsed++
    wake.resolve()
  }
  const onAbort = (): void => wake.resolve()
  const interval = clock.schedule({ kind: 'interval', callback: tick, args: [], delayMs, site })
  if (ref === false) interval.unref()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    for (;;) {
      for (; elapsed > 0; elapsed--) yield value
      if (signal?.aborted) throw abortError(signal)
      await wake.promise
      wake = Promise.withResolvers()
    }
  } finally {
    interval.close()
    signal?.removeEventListener('abort', onAbort)
  }
}

/** Would Node refuse these arguments? https://nodejs.org/api/timers.html#timerspromisessettimeoutdelay-value-options */
function refused(delay: unknown, options: unknown): boolean {
  if (delay !== undefined && typeof delay !== 'number') return true
  if (typeof options !== 'object' || options === null) return true
  const { signal, ref } = options as { signal?: unknown; ref?: unknown }
  if (ref !== undefined && typeof ref !== 'boolean') return true
  return signal !== undefined && (typeof signal !== 'object' || signal === null || !('aborted' in signal))
}

/** As Node's, whose class is not exported. */
function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error('The operation was aborted', { cause: signal?.reason })
  error.name = 'AbortError'
  return Object.assign(error, { code: 'ABORT_ERR' })
}
