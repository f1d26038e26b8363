// What setTimeout, setInterval and setImmediate return inside an environment; shaped like Node's own objects.

import type { Timer } from './timer.js'

/** What both kinds of handle can do. The timer is private, so that printing a handle does not print the environment. */
class Handle {
  readonly #timer: Timer

  constructor(timer: Timer) {
    this.#timer = timer
  }

  /** The timer behind `value`, when it is one of ours. */
  static timerOf(value: unknown): Timer | undefined {
    return typeof value === 'object' && value !== null && #timer in value ? value.#timer : undefined
  }

  ref(): this {
    this.#timer.refd = true
    return this
  }

  unref(): this {
    this.#timer.refd = false
    return this
  }

  hasRef(): boolean {
    return this.#timer.refd
  }

  [Symbol.dispose](): void {
    this.#timer.owner.cancel(this.#timer)
  }
}

/** https://nodejs.org/api/timers.html#class-immediate */
export class Immediate extends Handle {}

/** https://nodejs.org/api/timers.html#class-timeout */
export class Timeout extends Handle {
  refresh(): this {
    const timer = timerOf(this)
    timer?.owner.refresh(timer)
    return this
  }

  close(): this {
    this[Symbol.dispose]()
    return this
  }

  [Symbol.toPrimitive](): number {
    return timerOf(this)?.id ?? Number.NaN
  }
}

/** The timer behind a handle that one of our clocks gave out; undefined for anything else. */
export const timerOf: (value: unknown) => Timer | undefined = (value) => Handle.timerOf(value)
