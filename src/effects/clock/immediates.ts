// The immediates of one environment: real ones, held while it is frozen.

import { hostTime } from '../host-time.js'
import type { Timer } from './timer.js'

/** Runs each immediate in a turn of the real event loop; one whose turn comes during a freeze waits for the thaw. */
export class Immediates {
  readonly #run: (timer: Timer) => void
  readonly #pending = new Set<Timer>()
  #held: Timer[] = []
  #frozen = false

  constructor(run: (timer: Timer) => void) {
    this.#run = run
  }

  get size(): number {
    return this.#pending.size
  }

  [Symbol.iterator](): Iterator<Timer> {
    return this.#pending.values()
  }

  hasRefd(): boolean {
    for (const timer of this.#pending) if (timer.refd) return true
    return false
  }

  add(timer: Timer): void {
    this.#pending.add(timer)
    timer.armed = hostTime.setImmediate(this.#arrive, timer)
  }

  remove(timer: Timer): void {
    if (this.#pending.delete(timer)) hostTime.clearImmediate(timer.armed as NodeJS.Immediate)
  }

  freeze(): void {
    this.#frozen = true
  }

  /** Those that were held run in the next turn, in their order. */
  thaw(): void {
    this.#frozen = false
    const held = this.#held
    this.#held = []
    for (const timer of held) if (this.#pending.has(timer)) this.add(timer)
  }

  clear(): void {
    for (const timer of this.#pending) this.remove(timer)
    this.#held = []
  }

  readonly #arrive = (timer: Timer): void => {
    if (this.#frozen) {
      this.#held.push(timer)
      return
    }
    this.#pending.delete(timer)
    this.#run(timer)
  }
}
