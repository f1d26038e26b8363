// The clock of one environment, whatever its time is made of: what is pending, and what freezing does to that.

import type { AskWhose } from '../whose.js'
import { TimerKeeper } from './timer-keeper.js'
import type { PendingTimer } from './timer.js'

/** So many reads for a stamp does one count for that goes by the time left. */
const DEADLINE_WEIGHT = 5

export interface ClockOptions {
  /** When the environment begins, ms since the epoch. */
  readonly startsAt: number
  /** Hears of every millisecond by which reading the clock moves it. What it throws, the code that reads gets. */
  readonly onMove?: (now: number) => void
  /** Gets what a timer's callback throws, in the async context of that timer. */
  readonly onCrash: (error: unknown) => void
  /** Who sets the timer that is being set. */
  readonly whose?: AskWhose
}

/** The sandbox drives it; code of the environment reaches it through the facades of `clockEffect`. */
export abstract class EnvironmentClock extends TimerKeeper {
  /** When the environment began, ms since the epoch. */
  readonly startsAt: number
  protected frozen = false
  #frozenAt = 0

  constructor(options: ClockOptions) {
    super(options.onCrash, options.whose)
    this.startsAt = options.startsAt
  }

  /**
   * `now` as user code reads it, with fractions. Reading too often within one turn may move the clock; `weight`: as
   * often as that at once.
   */
  abstract readExact(weight?: number): number
  /** The driver begins a turn of the event loop. */
  abstract newTurn(): void
  /** Moves to `time` without firing anything; never back. */
  abstract moveTo(time: number): void
  /** Fires the one timer that is due first, if any is due at `now`. False: there was none, or the clock is frozen. */
  abstract fireOne(): boolean
  /** After a thaw, once the time of the freeze has passed. */
  protected abstract wake(): void

  /** `now` as `Date.now()` shows it to user code, in whole ms. Reading too often within one turn may move the clock. */
  read(): number {
    return Math.floor(this.readExact())
  }

  /** As `read`, by whoever asks how much time is left: a loop goes by that, and no record is stamped with it. */
  readForDeadline(): number {
    return Math.floor(this.readExact(DEADLINE_WEIGHT))
  }

  /** When the next timer is due; overdue ones included, immediates not. */
  nextAt(): number | undefined {
    return this.book.first()?.dueAt
  }

  /** As `nextAt`, of the timers that keep the event loop alive. */
  nextRefdAt(): number | undefined {
    return this.book.first((timer) => timer.refd)?.dueAt
  }

  /** Number of timers that are due at `now`. */
  dueCount(): number {
    return this.book.dueCount(this.now)
  }

  /** Does a timer, an interval or an immediate keep the event loop alive? */
  hasRefd(): boolean {
    return this.book.hasRefd() || this.waiting.hasRefd()
  }

  /** Number of immediates that have not run: they come up in the real event loop, by themselves. */
  get immediates(): number {
    return this.waiting.size
  }

  /** The facts of everything that has not fired yet. */
  pending(): PendingTimer[] {
    return [...this.timers()].map((timer) => timer.facts())
  }

  /** No timer fires from now on until the thaw, although immediates still run. On the fake clock nobody fires any. */
  stand(): void {}

  /** From now on nothing fires, and immediates whose turn comes are held (FRZ-1). */
  freeze(): void {
    if (this.frozen) return
    this.frozen = true
    this.#frozenAt = this.now
    this.waiting.freeze()
  }

  /** Lets the time of the freeze pass (FRZ-4). What is overdue fires by `fireOne`; held immediates run in the next turn. */
  thaw(frozenForMs: number): void {
    if (!this.frozen) return
    this.frozen = false
    this.moveTo(this.#frozenAt + frozenForMs)
    this.wake()
    this.waiting.thaw()
  }
}
