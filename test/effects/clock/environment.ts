// An environment as these tests need it: a clock, what went wrong in it, and a driver that plays the event loop.

import { AsyncLocalStorage } from 'node:async_hooks'
import { CallSite } from '../../../src/effects/clock/call-site.js'
import { createClock, type EnvironmentClock } from '../../../src/effects/clock/clock.js'
import type { Timeout } from '../../../src/effects/clock/handles.js'
import { Timer } from '../../../src/effects/clock/timer.js'
import { hostTime } from '../../../src/effects/host-time.js'

export const STARTS_AT: number = Date.UTC(2026, 0, 1)

/** Whose code is running, as the sandbox answers it. */
export const inside: AsyncLocalStorage<EnvironmentClock> = new AsyncLocalStorage()

/** A clock with the errors and the moves it has reported. */
export interface TestEnvironment {
  readonly clock: EnvironmentClock
  readonly crashes: unknown[]
  readonly moves: number[]
  run<Result>(code: () => Result): Result
}

export function createEnvironment(kind: 'fake' | 'real' = 'fake', startsAt: number = STARTS_AT): TestEnvironment {
  const crashes: unknown[] = []
  const moves: number[] = []
  const clock = createClock(kind, {
    startsAt,
    onMove: (now) => moves.push(now),
    onCrash: (error) => crashes.push(error),
  })
  return { clock, crashes, moves, run: (code) => inside.run(clock, code) }
}

/** One turn of the real event loop, whatever is faked. */
export function turn(): Promise<void> {
  return new Promise((resolve) => hostTime.setImmediate(resolve))
}

/** Lets virtual time run until nothing is pending, or until `end`. */
export async function drive(clock: EnvironmentClock, end: number = Infinity): Promise<void> {
  for (;;) {
    await turn()
    clock.newTurn()
    if (clock.fireOne() || clock.immediates > 0) continue
    const next = clock.nextAt()
    if (next === undefined || next > end) return
    clock.moveTo(next)
  }
}

/** Sets a timer without any facade. */
export function set(clock: EnvironmentClock, delayMs: number, callback: () => unknown = nothing): Timeout {
  return clock.schedule({ kind: 'timer', callback, args: [], delayMs, site: new CallSite(set) })
}

/** Sets an interval without any facade. */
export function setEvery(clock: EnvironmentClock, delayMs: number, callback: () => unknown): Timeout {
  return clock.schedule({ kind: 'interval', callback, args: [], delayMs, site: new CallSite(setEvery) })
}

/** Sets an immediate without any facade. */
export function setSoon(clock: EnvironmentClock, callback: () => unknown): Disposable & { unref(): unknown } {
  return clock.scheduleImmediate({ callback, args: [], site: new CallSite(setSoon) })
}

/** Moves to `time` step by step, firing everything on the way, as a driver does. */
export function advanceTo(clock: EnvironmentClock, time: number): void {
  for (;;) {
    while (clock.fireOne());
    const next = clock.nextAt()
    if (next === undefined || next > time) break
    clock.moveTo(next)
  }
  clock.moveTo(time)
}

/** A timer that belongs to no clock. */
export function createTimer(id: number, dueAt: number = 0): Timer {
  const plan = { kind: 'timer', callback: nothing, args: [], delayMs: 1, site: new CallSite(createTimer) } as const
  const timer = new Timer(plan, id, undefined, { cancel: nothing, refresh: nothing })
  timer.dueAt = dueAt
  return timer
}

function nothing(): void {}
