// One timer or immediate of an environment: what it runs, for which invocation, and when.

import { AsyncResource } from 'node:async_hooks'
import type { Whose } from '../whose.js'
import type { CallSite } from './call-site.js'

type TimerKind = 'timer' | 'interval' | 'immediate'

/** A timer that has not fired yet, as plain facts. */
export interface PendingTimer {
  readonly kind: TimerKind
  /** ms; 0 for an immediate. */
  readonly delayMs: number
  /** Environment time at which it fires next, ms since the epoch. */
  readonly dueAt: number
  /** False after `unref()`: it does not keep the event loop alive. */
  readonly refd: boolean
  /** Where it was set. */
  readonly site: CallSite
  /** The invocation that was running when it was set; undefined during Init. */
  readonly invocation: number | undefined
}

/** What a timer's handle asks of the clock that the timer belongs to. */
interface TimerOwner {
  cancel(timer: Timer): void
  refresh(timer: Timer): void
}

/** What is known when a timer is set. */
export interface TimerPlan {
  readonly kind: TimerKind
  readonly callback: (...args: never[]) => unknown
  readonly args: readonly unknown[]
  /** Whole ms as `coerceDelay` gives them; 0 for an immediate. */
  readonly delayMs: number
  /** Where it is set. */
  readonly site: CallSite
}

/** A timer with everything its clock needs to fire it. User code only ever holds its handle. */
export class Timer {
  readonly kind: TimerKind
  readonly delayMs: number
  dueAt = 0
  refd = true
  /** Cleared by the user: unlike a timer that has fired, `refresh()` does not bring it back. */
  cancelled = false
  /** What user code holds; `this` of the callback. */
  handle: object | undefined = undefined
  /** What fires the timer in time knows it by this; undefined while nothing does. */
  armed: unknown = undefined
  /** How often its callback was called. */
  runs = 0
  /** Where it was set. */
  readonly site: CallSite
  readonly #callback: (...args: never[]) => unknown
  readonly #args: readonly unknown[]
  /** Runs the callback in the async context it was set in, at a thirtieth of the cost of `AsyncLocalStorage.snapshot()`. */
  readonly #scope: AsyncResource

  constructor(
    plan: TimerPlan,
    readonly id: number,
    /** Who set it; undefined: Init. */
    readonly whose: Whose | undefined,
    readonly owner: TimerOwner,
  ) {
    this.kind = plan.kind
    this.delayMs = plan.delayMs
    this.site = plan.site
    this.#callback = plan.callback
    this.#args = plan.args
    this.#scope = new AsyncResource(plan.kind === 'immediate' ? 'Immediate' : 'Timeout')
  }

  /** What is true of it now. */
  facts(): PendingTimer {
    const { kind, delayMs, dueAt, refd, site } = this
    return { kind, delayMs, dueAt, refd, invocation: this.whose?.invocation, site }
  }

  /** Runs the callback; what it throws goes to `onCrash`, in the same async context. */
  run(onCrash: (error: unknown) => void): void {
    this.#scope.runInAsyncScope(Timer.#call, undefined, this, onCrash)
  }

  static #call(timer: Timer, onCrash: (error: unknown) => void): void {
    timer.runs++
    try {
      Reflect.apply(timer.#callback, timer.handle, timer.#args)
    } catch (error) {
      onCrash(error)
    }
  }
}
