// The timers of one environment that have not fired, in the order in which they were set.

import type { Timer } from './timer.js'

/** Knows all pending timers and intervals. It fires nothing and has no clock. */
export class TimerBook {
  readonly #timers = new Map<number, Timer>()

  get size(): number {
    return this.#timers.size
  }

  has(timer: Timer): boolean {
    return this.#timers.has(timer.id)
  }

  get(id: number): Timer | undefined {
    return this.#timers.get(id)
  }

  [Symbol.iterator](): Iterator<Timer> {
    return this.#timers.values()
  }

  /** Enters a timer, or sets it anew: it then comes after the others. */
  put(timer: Timer, dueAt: number): void {
    this.#timers.delete(timer.id)
    timer.dueAt = dueAt
    this.#timers.set(timer.id, timer)
  }

  remove(timer: Timer): void {
    this.#timers.delete(timer.id)
  }

  clear(): void {
    this.#timers.clear()
  }

  /** The timer that is due first, and was set first among those. */
  first(counts: (timer: Timer) => boolean = () => true): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers.values()) {
      if ((!first || timer.dueAt < first.dueAt) && counts(timer)) first = timer
    }
    return first
  }

  hasRefd(): boolean {
    for (const timer of this.#timers.values()) if (timer.refd) return true
    return false
  }

  /** Number of timers that are due at `time`. */
  dueCount(time: number): number {
    let count = 0
    for (const timer of this.#timers.values()) if (timer.dueAt <= time) count++
    return count
  }
}
