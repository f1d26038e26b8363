// Virtual time: it stands still unless the driver moves it, or code reads it so often that it must be waiting for it.

import { hostTime } from '../host-time.js'
import { TimerEngine } from './engine.js'
import { type ClockOptions, EnvironmentClock } from './environment-clock.js'
import type { Timer } from './timer.js'

/** Reads per turn that cost nothing. */
const FREE_READS = 64
/** What a read beyond the free ones costs, ms. */
const STAMP_MS = 0.002
/** The same once the reads of a turn are taken for a wait. */
const WAIT_MS = 1
/** Reads per turn that may be those of a file of records, each with its time. */
const STAMPS = 100_000
/** Whoever reads more often may still work on records: for this long, ms of CPU time. It is looked at once in so many reads. */
const WORK_MS = 100
const LOOK_EVERY = 1000

/** The clock of `clock: 'fake'`. */
export class FakeClock extends EnvironmentClock {
  #now: number
  #thawedAt = -Infinity
  #engine: TimerEngine | undefined
  readonly #onMove: ((now: number) => void) | undefined
  #reads = 0
  /** Of a turn that reads more often than any stamps. */
  #wait: { readonly since: number; lookAt: number; isSure: boolean } | undefined
  /** Fraction of a millisecond by which reads have moved the clock. */
  #crept = 0

  constructor(options: ClockOptions) {
    super(options)
    this.#now = options.startsAt
    this.#onMove = options.onMove
  }

  get now(): number {
    return this.#now
  }

  readExact(weight = 1): number {
    this.#reads += weight
    if (this.#reads > FREE_READS) this.#creep()
    return this.#now
  }

  newTurn(): void {
    this.#reads = 0
    this.#wait = undefined
  }

  moveTo(time: number): void {
    if (time > this.#now) this.#now = time
  }

  override nextAt(): number | undefined {
    return this.#engine ? this.#engine.nextAt() : super.nextAt()
  }

  override dueCount(): number {
    return this.#engine ? this.#engine.dueCount(this.loopTime) : super.dueCount()
  }

  fireOne(): boolean {
    if (this.frozen) return false
    const timer = this.#takeDue()
    if (timer) this.fire(timer)
    return timer !== undefined
  }

  /** The engine is loaded when a first timer is really due: many are set only to be cleared. */
  #takeDue(): Timer | undefined {
    if (!this.#engine && this.dueCount() > 0) this.#engine = new TimerEngine(this.loopTime, this.book)
    return this.#engine?.take(this.loopTime)
  }

  protected override wake(): void {
    this.#thawedAt = this.#now
  }

  protected override arm(timer: Timer): void {
    this.#engine?.add(timer, this.loopTime)
  }

  protected override disarm(timer: Timer): void {
    this.#engine?.remove(timer)
  }

  /** While the environment runs, no period is missed; of those that passed in a freeze, one fires (FRZ-5). */
  protected override periodBegins(interval: Timer): number {
    return interval.dueAt < this.#thawedAt ? this.loopTime : interval.dueAt
  }

  /**
   * CPU work costs no virtual time, so a loop that waits for the clock would never end. From outside, one that stamps
   * records looks the same: it stays cheap, and a wait for minutes still ends soon.
   */
  #creep(): void {
    this.#crept += this.#reads > STAMPS && this.#waits() ? WAIT_MS : STAMP_MS
    if (this.#crept < 1) return
    this.#crept -= 1
    this.#now += 1
    if (!this.frozen) this.#onMove?.(this.#now)
  }

  #waits(): boolean {
    this.#wait ??= { since: hostTime.cpu(), lookAt: this.#reads + LOOK_EVERY, isSure: false }
    const wait = this.#wait
    if (!wait.isSure && this.#reads >= wait.lookAt) {
      wait.lookAt = this.#reads + LOOK_EVERY
      wait.isSure = hostTime.cpu() - wait.since > WORK_MS
    }
    return wait.isSure
  }
}
