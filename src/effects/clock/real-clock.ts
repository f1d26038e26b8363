// Real time, and real timers that a freeze takes away: it runs with the machine, and jumps ahead for time spent idle.

import { hostTime } from '../host-time.js'
import { type ClockOptions, EnvironmentClock } from './environment-clock.js'
import type { Timer } from './timer.js'

/** The clock of `clock: 'real'`. Its timers fire by themselves; `fireOne` is for those that a freeze made late. */
export class RealClock extends EnvironmentClock {
  /** Environment time at which the machine's monotonic clock was 0. */
  #offset: number
  /** A freeze lasts as long as the test says, not as long as the test takes: meanwhile the clock stands at this time. */
  #standsAt: number | undefined

  constructor(options: ClockOptions) {
    super(options)
    this.#offset = options.startsAt - hostTime.monotonic()
  }

  get now(): number {
    return this.#standsAt ?? this.#offset + hostTime.monotonic()
  }

  readExact(): number {
    return this.now
  }

  newTurn(): void {}

  moveTo(time: number): void {
    const ahead = time - this.now
    if (ahead <= 0) return
    this.#offset += ahead
    this.#armAll()
  }

  fireOne(): boolean {
    const timer = this.frozen ? undefined : this.book.first()
    if (!timer || timer.dueAt > this.now) return false
    this.disarm(timer)
    this.fire(timer)
    return true
  }

  /** A busy machine may take long over the turn that is left until the freeze. */
  override stand(): void {
    this.#standsAt ??= this.now
    for (const timer of this.book) this.disarm(timer)
  }

  override freeze(): void {
    super.freeze()
    this.stand()
  }

  override thaw(frozenForMs: number): void {
    if (this.#standsAt !== undefined) this.#offset = this.#standsAt - hostTime.monotonic()
    this.#standsAt = undefined
    super.thaw(frozenForMs)
  }

  protected override wake(): void {
    this.#armAll()
  }

  protected override arm(timer: Timer): void {
    if (this.#standsAt !== undefined) return
    timer.armed = hostTime.setTimeout(this.#elapsed, Math.max(1, Math.ceil(timer.dueAt - this.now)), timer)
  }

  protected override disarm(timer: Timer): void {
    hostTime.clearTimeout(timer.armed as NodeJS.Timeout | undefined)
    timer.armed = undefined
  }

  /** As in Node: from when it really fires. */
  protected override periodBegins(): number {
    return Math.floor(this.now)
  }

  /** The machine may be late enough for several to be due: they fire by due time, one for each that wakes. */
  readonly #elapsed = (timer: Timer): void => {
    timer.armed = undefined
    const first = this.book.first() ?? timer
    if (first !== timer) {
      this.disarm(first)
      this.arm(timer)
    }
    this.fire(first)
  }

  #armAll(): void {
    for (const timer of this.book) {
      this.disarm(timer)
      this.arm(timer)
    }
  }
}
