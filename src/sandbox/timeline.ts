// The timeline: one virtual time for everything a test runs, and the driver that decides when it moves.

import { AsyncLocalStorage } from 'node:async_hooks'
import { hostTime } from '../effects/host-time.js'
import { Pace } from './pace.js'
import type { Traveller } from './traveller.js'
import { Travellers } from './travellers.js'

export type { Traveller, TravellingClock } from './traveller.js'

/** Real time that nothing may happen before a wait counts as a wait for the deadline: late native callbacks get it. */
const GRACE_MS = 20
/** The same where something is open: a peer that has spoken may say more, however quiet it has been since. */
const PATIENCE_MS = 500
/** Looks that the grace lasts for at least: a machine that is busy elsewhere must not use it up within one of them. */
const GRACE_LOOKS = 10
/** Quiet loop turns after which nothing that is under way can be missed, so that virtual time may jump. */
const QUIET_TURNS = 2
/** How often real work is looked at, in real milliseconds. */
const POLL_MS = 1
/** Turns that a loop of immediates may take for nothing; from then on it is a busy wait, and time passes as really. */
const STIRRING_TURNS = 1000
/** Loop turns spent spinning on a module that is being fetched before the driver starts to sleep between looks. */
const SPIN_TURNS = 200

/**
 * One virtual time per test, ms since the epoch, whole, that never goes back. While an environment runs, time stands
 * still for its CPU work, runs in step with real time for its real I/O, and jumps over its waits.
 */
export class Timeline {
  #now: number
  #held = 0
  #stopped = 0
  readonly #travellers = new Travellers()
  /** The driver runs in the context the timeline was made in, whoever happens to wake it. */
  readonly #home: <R>(fn: () => R) => R = AsyncLocalStorage.snapshot()
  readonly #pace = new Pace()
  #scheduled = false
  /** How many turns, one after the other, have been quiet, spent on modules, spent on immediates. */
  #quiet = 0
  #spins = 0
  #stirs = 0
  #quietSince = 0

  constructor(startsAt: number) {
    this.#now = Math.floor(startsAt)
  }

  get now(): number {
    return this.#now
  }

  /** True while an invocation is in flight: time then passes by itself, and only so. */
  get travelling(): boolean {
    return this.#held > 0
  }

  /** An invocation begins; to be called back once, when it has ended. */
  hold(): () => void {
    this.#held++
    return () => void this.#held--
  }

  /** No time passes for anybody until `work` has ended: it belongs to the moment in which it began. */
  async stopFor(work: Promise<void>): Promise<void> {
    this.#stopped++
    try {
      await work
    } finally {
      this.#stopped--
    }
  }

  /** Moves time while everything is frozen. */
  advance(ms: number): void {
    this.reach(this.#now + ms)
  }

  /** An environment's own clock went ahead (a real one, or one that reads creep): the others are now as late. */
  reach(time: number): void {
    if (time >= this.#now + 1) this.#now = Math.floor(time)
  }

  enter(traveller: Traveller): void {
    // What the test did while nobody travelled is not theirs, also when the driver has not come to rest yet.
    if (this.#travellers.size === 0) this.#pace.reset()
    this.#travellers.add(traveller)
    this.#quiet = 0
    if (this.#scheduled) return
    this.#scheduled = true
    hostTime.setImmediate(this.#wake)
  }

  leave(traveller: Traveller): void {
    if (this.#travellers.delete(traveller)) this.reach(traveller.clock.now)
  }

  readonly #wake = (): void => {
    // Mostly everybody has left by then, and going home costs as much as a tenth of a warm invocation.
    if (this.#travellers.size === 0) this.#scheduled = false
    else this.#home(this.#turn)
  }

  #again(afterMs?: number): void {
    if (afterMs === undefined) hostTime.setImmediate(this.#wake)
    else hostTime.setTimeout(this.#wake, afterMs)
  }

  readonly #turn = (): void => {
    /** Where time is by now, should it have to keep pace with the machine. */
    const inStep = this.#now + this.#pace.look()
    for (const { clock } of this.#travellers) this.reach(clock.now)
    this.#moveTo(this.#now)
    if (this.#expire()) return this.#again()
    const { pursuit: theirs, changed } = this.#travellers.survey()
    const pursuit = this.#stopped > 0 ? 'loading' : theirs
    if (changed || pursuit !== 'waiting') this.#quiet = 0
    if (pursuit !== 'loading') this.#spins = 0
    if (pursuit === 'waiting') this.#stirs = 0
    switch (pursuit) {
      case 'loading':
        return this.#again(++this.#spins < SPIN_TURNS ? undefined : POLL_MS)
      case 'busy':
        return this.#keepPace(inStep, POLL_MS)
      case 'stirring':
        return ++this.#stirs < STIRRING_TURNS ? this.#again() : this.#keepPace(inStep)
      case 'waiting':
        return ++this.#quiet < QUIET_TURNS ? this.#again() : this.#jump()
    }
  }

  #keepPace(inStep: number, pollMs?: number): void {
    this.#moveTo(Math.min(inStep, this.#travellers.firstDeadline()))
    this.#expire()
    this.#fireDue(pollMs)
  }

  /** Nothing but waiting is left: go to the next timer or deadline, unless somebody waits for nothing at all. */
  #jump(): void {
    const stuck = this.#travellers.stuck()
    const deadline = this.#travellers.firstDeadline()
    const next = this.#travellers.nextTimer()
    const waits = next !== undefined && next < deadline
    const grace = stuck.length === 0 && this.#travellers.open() ? PATIENCE_MS : GRACE_MS
    if ((stuck.length > 0 || !waits) && this.#inGrace(grace)) return this.#again(POLL_MS)
    // Whoever waits without an end, as an agenda does, waits for what only real time brings.
    if (stuck.length === 0 && !waits && deadline === Infinity) return this.#again(POLL_MS)
    this.#quiet = 0
    if (stuck.length > 0) {
      this.#travellers.tellEmptied(stuck)
      return this.#again()
    }
    this.#moveTo(waits ? next : deadline)
    // Whoever hears of a deadline may move the time: what others have due in the same millisecond comes before that.
    this.#expire()
    this.#fireDue()
  }

  #inGrace(graceMs: number): boolean {
    const real = hostTime.monotonic()
    if (this.#quiet === QUIET_TURNS) this.#quietSince = real
    return real - this.#quietSince < graceMs || this.#quiet < QUIET_TURNS + GRACE_LOOKS
  }

  #moveTo(time: number): void {
    this.reach(time)
    for (const { clock } of this.#travellers) clock.moveTo(this.#now)
  }

  /** Ends whoever has reached its deadline; true when somebody had. */
  #expire(): boolean {
    let any = false
    for (const traveller of this.#travellers) {
      if (traveller.deadline > this.#now) continue
      any = true
      this.leave(traveller)
      traveller.deadlineReached()
    }
    return any
  }

  /** Fires what is due, one timer per immediate, so that promises settle between two timers as Node lets them. */
  #fireDue(thenAfterMs?: number): void {
    for (const { clock } of this.#travellers) {
      for (let due = clock.dueCount(); due > 0; due--) hostTime.setImmediate(() => this.#home(() => clock.fireOne()))
    }
    this.#again(thenAfterMs)
  }
}
