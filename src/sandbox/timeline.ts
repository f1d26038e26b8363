// The timeline: one virtual time for everything a test runs, and the driver that decides when it moves.

import { AsyncLocalStorage } from 'node:async_hooks'
import { hostTime } from '../effects/host-time.js'

/** Real time that nothing may happen before a wait counts as a wait for the deadline: late native callbacks get it. */
const GRACE_MS = 20
/** Quiet loop turns after which nothing that is under way can be missed, so that virtual time may jump. */
const QUIET_TURNS = 2
/** How often real work is looked at, in real milliseconds. */
const POLL_MS = 1
/** Most of one look's real time that counts: the rest was CPU work or a busy machine, which costs no virtual time. */
const LONGEST_STEP_MS = 25
/** Turns that a loop of immediates may take for nothing; from then on it is a busy wait, and time passes as really. */
const STIRRING_TURNS = 1000
/** Loop turns spent spinning on a module that is being fetched before the driver starts to sleep between looks. */
const SPIN_TURNS = 200

/** What the timeline needs of an environment's clock. */
export interface TravellingClock {
  readonly now: number
  newTurn(): void
  nextAt(): number | undefined
  dueCount(): number
  fireOne(): boolean
  moveTo(time: number): void
}

/** An environment in its Init or Invoke phase: the only thing that makes virtual time pass by itself. */
export interface Traveller {
  readonly clock: TravellingClock
  /** ms since the epoch at which the platform ends it. */
  readonly deadline: number
  /** Modules that are being fetched: no virtual time passes for them. */
  loading(): boolean
  /** Real work under way: virtual time runs in step with real time. */
  busy(): boolean
  /** Something of its own comes up in the next turns (an immediate, a file of `/tmp`): no time passes for a while. */
  stirring(): boolean
  /** A number that changes whenever something started or ended. */
  activity(): number
  /** Something of the environment still keeps its event loop alive. */
  loopAlive(): boolean
  /** Called at most once; the traveller then leaves by itself. */
  deadlineReached(): void
  /** Nothing can ever happen any more. The traveller either settles or lets the deadline come. */
  loopEmptied(): void
}

/**
 * One virtual time per test, ms since the epoch, that never goes back. While an environment runs, time stands still
 * for its CPU work, runs in step with real time for its real I/O, and jumps over its waits.
 */
export class Timeline {
  #now: number
  readonly #travellers = new Set<Traveller>()
  readonly #emptied = new WeakSet<Traveller>()
  /** The driver runs in the context the timeline was made in, whoever happens to wake it. */
  readonly #home: <R>(fn: () => R) => R = AsyncLocalStorage.snapshot()
  #scheduled = false
  #quiet = 0
  #spins = 0
  #stirs = 0
  #lastActivity = -1
  #lastLook = 0
  #quietSince = 0

  constructor(startsAt: number) {
    this.#now = startsAt
  }

  get now(): number {
    return this.#now
  }

  /** True while some environment is in its Init or Invoke phase. */
  get travelling(): boolean {
    return this.#travellers.size > 0
  }

  /** Moves time while everything is frozen. */
  advance(ms: number): void {
    this.#now += ms
  }

  /** An environment's own clock went ahead (reads creep it): the others are now as late. */
  reach(time: number): void {
    if (time > this.#now) this.#now = time
  }

  enter(traveller: Traveller): void {
    this.#travellers.add(traveller)
    this.#quiet = 0
    this.#schedule()
  }

  leave(traveller: Traveller): void {
    this.#travellers.delete(traveller)
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#lastLook = 0
    hostTime.setImmediate(this.#wake)
  }

  readonly #wake = (): void => {
    this.#home(this.#turn)
  }

  #again(afterMs?: number): void {
    if (afterMs === undefined) hostTime.setImmediate(this.#wake)
    else hostTime.setTimeout(this.#wake, afterMs)
  }

  readonly #turn = (): void => {
    if (this.#travellers.size === 0) {
      this.#scheduled = false
      return
    }
    const elapsed = this.#look()
    this.#moveTo(this.#now)
    if (this.#expire()) return this.#again()
    let loading = false
    let busy = false
    let stirring = false
    let activity = 0
    for (const traveller of this.#travellers) {
      traveller.clock.newTurn()
      loading ||= traveller.loading()
      busy ||= traveller.busy()
      stirring ||= traveller.stirring()
      activity += traveller.activity()
    }
    if (activity !== this.#lastActivity) {
      this.#lastActivity = activity
      this.#quiet = 0
    }
    if (loading) return this.#awaitModules()
    this.#spins = 0
    if (busy) return this.#keepPace(elapsed, POLL_MS)
    if (stirring) return this.#stir(elapsed)
    this.#stirs = 0
    if (++this.#quiet < QUIET_TURNS) return this.#again()
    this.#jump()
  }

  /** Real time since the driver last looked, as far as it counts. */
  #look(): number {
    const real = hostTime.monotonic()
    const elapsed = this.#lastLook === 0 ? 0 : real - this.#lastLook
    this.#lastLook = real
    return Math.min(elapsed, LONGEST_STEP_MS)
  }

  #awaitModules(): void {
    this.#quiet = 0
    this.#again(++this.#spins < SPIN_TURNS ? undefined : POLL_MS)
  }

  #stir(elapsed: number): void {
    this.#quiet = 0
    if (++this.#stirs < STIRRING_TURNS) return this.#again()
    this.#keepPace(elapsed)
  }

  #keepPace(elapsed: number, pollMs?: number): void {
    this.#quiet = 0
    const deadline = this.#firstDeadline()
    this.#moveTo(Math.min(this.#now + elapsed, deadline))
    if (this.#expire()) return this.#again()
    this.#fireDue(pollMs)
  }

  /** Nothing but waiting is left: go to the next timer or deadline, unless somebody waits for nothing at all. */
  #jump(): void {
    const stuck = [...this.#travellers].filter((traveller) => !this.#emptied.has(traveller) && !traveller.loopAlive())
    const deadline = this.#firstDeadline()
    const next = this.#nextTimer()
    const waits = next !== undefined && next < deadline
    if (stuck.length > 0 || !waits) {
      if (this.#quiet === QUIET_TURNS) this.#quietSince = hostTime.monotonic()
      if (hostTime.monotonic() - this.#quietSince < GRACE_MS) return this.#again(POLL_MS)
    }
    this.#quiet = 0
    if (stuck.length > 0) {
      for (const traveller of stuck) this.#emptied.add(traveller)
      for (const traveller of stuck) traveller.loopEmptied()
      return this.#again()
    }
    this.#moveTo(Math.max(this.#now, waits ? next : deadline))
    if (waits) return this.#fireDue()
    this.#expire()
    this.#again()
  }

  #nextTimer(): number | undefined {
    let next: number | undefined
    for (const { clock } of this.#travellers) {
      const at = clock.nextAt()
      if (at !== undefined && (next === undefined || at < next)) next = at
    }
    return next
  }

  #firstDeadline(): number {
    let first = Infinity
    for (const { deadline } of this.#travellers) first = Math.min(first, deadline)
    return first
  }

  #moveTo(time: number): void {
    this.reach(time)
    for (const { clock } of this.#travellers) clock.moveTo(this.#now)
  }

  /** Ends whoever has reached its deadline; true when somebody had. */
  #expire(): boolean {
    let any = false
    for (const traveller of [...this.#travellers]) {
      if (traveller.deadline > this.#now) continue
      any = true
      this.#travellers.delete(traveller)
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
