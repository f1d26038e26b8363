// The timers of one environment: sets, clears and fires them. What time it is, and what wakes them, is the clock's matter.

import type { AskWhose } from '../whose.js'
import { Immediate, Timeout } from './handles.js'
import { Immediates } from './immediates.js'
import { TimerBook } from './timer-book.js'
import { Timer, type TimerPlan } from './timer.js'

/** Far beyond the ids that Node gives its own timers, so that the number of one never clears another. */
const FIRST_ID = 2 ** 40

export abstract class TimerKeeper {
  protected readonly book: TimerBook = new TimerBook()
  protected readonly waiting: Immediates
  readonly #onCrash: (error: unknown) => void
  readonly #whose: AskWhose | undefined
  #stopped = false
  #nextId = FIRST_ID

  constructor(onCrash: (error: unknown) => void, whose?: AskWhose) {
    this.#onCrash = onCrash
    this.#whose = whose
    this.waiting = new Immediates((timer) => timer.run(onCrash))
  }

  /** ms since the epoch; never goes back. */
  abstract readonly now: number
  /** Sees to it that a timer fires when it is due. */
  protected abstract arm(timer: Timer): void
  protected abstract disarm(timer: Timer): void
  /** The time from which an interval that fires counts its next period. */
  protected abstract periodBegins(interval: Timer): number

  /** Timers count in whole milliseconds, as Node's event loop does. */
  protected get loopTime(): number {
    return Math.floor(this.now)
  }

  /** Everything that has not fired yet: timers, then immediates, each in the order in which they were set. */
  *timers(): Generator<Timer> {
    yield* this.book
    yield* this.waiting
  }

  /** Whether nothing at all is pending. */
  get idle(): boolean {
    return this.book.size === 0 && this.waiting.size === 0
  }

  /** Sets a timer or an interval. */
  schedule(plan: TimerPlan): Timeout {
    const timer = new Timer(plan, this.#nextId++, this.#whose?.(), this)
    const handle = new Timeout(timer)
    timer.handle = handle
    this.#begin(timer)
    return handle
  }

  /** Sets an immediate. */
  scheduleImmediate(plan: Omit<TimerPlan, 'kind' | 'delayMs'>): Immediate {
    const timer = new Timer({ ...plan, kind: 'immediate', delayMs: 0 }, this.#nextId++, this.#whose?.(), this)
    const handle = new Immediate(timer)
    timer.handle = handle
    timer.dueAt = this.loopTime
    if (!this.#stopped) this.waiting.add(timer)
    return handle
  }

  /** Clears the timer whose handle was turned into a number or a string. */
  cancelById(id: number | string): void {
    const timer = this.book.get(Number(id))
    if (timer) this.cancel(timer)
  }

  cancel(timer: Timer): void {
    timer.cancelled = true
    this.waiting.remove(timer)
    if (!this.book.has(timer)) return
    this.disarm(timer)
    this.book.remove(timer)
  }

  /** Starts the delay again, also of a timer that has fired. */
  refresh(timer: Timer): void {
    if (timer.cancelled) return
    if (this.book.has(timer)) this.disarm(timer)
    this.#begin(timer)
  }

  /** Drops everything; timers that are set from now on never fire (RST-2). */
  stop(): void {
    this.#stopped = true
    for (const timer of this.book) this.disarm(timer)
    this.book.clear()
    this.waiting.clear()
  }

  /** Fires a timer that is no longer armed. An interval gets its next date after its callback, as in Node. */
  protected fire(timer: Timer): void {
    const startedAt = this.loopTime
    const begins = this.periodBegins(timer)
    if (timer.kind === 'interval') this.book.put(timer, startedAt + timer.delayMs)
    else this.book.remove(timer)
    timer.run(this.#onCrash)
    // The callback may have cleared or refreshed it.
    if (timer.kind !== 'interval' || !this.book.has(timer) || timer.armed !== undefined) return
    const spent = this.loopTime - startedAt
    this.book.put(timer, begins + timer.delayMs + spent)
    this.arm(timer)
  }

  #begin(timer: Timer): void {
    if (this.#stopped) return
    this.book.put(timer, this.loopTime + timer.delayMs)
    this.arm(timer)
  }
}
