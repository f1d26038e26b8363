// The agenda: what is to happen at some moment of a test's virtual time without anybody invoking it, such as a retry.

import type { Traveller, TravellingClock } from '../sandbox/timeline.js'

/** What the agenda needs of the test's virtual time. */
export interface AgendaTime {
  readonly now: number
  /** Time passes by itself until what is returned is called. */
  hold(): () => void
  enter(traveller: Traveller): void
  leave(traveller: Traveller): void
}

/** Something that is to happen; `at` is in ms since the epoch. */
interface Entry {
  readonly at: number
  readonly begin: () => void | Promise<void>
  readonly whose: object | undefined
}

/** What an entry rejected with. */
interface Fault {
  readonly error: unknown
  readonly whose: object | undefined
}

/**
 * Of one test. Nothing on it happens by itself: somebody runs it (`settled()`, `poll()`, `fetch()`), and while it runs
 * virtual time goes from one entry to the next, stopping for the invocations that they make. What is due at the same
 * moment begins in the order in which it was put down, and goes on side by side.
 */
export class Agenda {
  readonly #time: AgendaTime
  /** In the order in which they were put down. */
  readonly #entries = new Set<Entry>()
  #begun = 0
  #ended = 0
  #runs = 0
  #pauses = 0
  /** Those that nobody has been told. */
  readonly #faults: Fault[] = []
  /** What those were told whose entries rejected. */
  readonly #told = new WeakMap<object, unknown>()
  #closed: Error | undefined
  #changed = Promise.withResolvers<void>()
  readonly #traveller: Traveller

  constructor(time: AgendaTime) {
    this.#time = time
    this.#traveller = this.#asTraveller()
  }

  get now(): number {
    return this.#time.now
  }

  /**
   * `begin` is called at the moment `at`, or when the agenda is run next if that is past. Its promise keeps the agenda
   * running; it rejects only with what `whose` is to be told, who is the same in `run()`. Returns what takes the entry off
   * again.
   */
  at(at: number, begin: () => void | Promise<void>, whose?: object): () => void {
    const entry: Entry = { at, begin, whose }
    this.#entries.add(entry)
    this.#tellChange()
    return () => {
      if (this.#entries.delete(entry)) this.#tellChange()
    }
  }

  /**
   * Runs until `done`, which is asked whenever an entry was put down or taken off or has ended, or until nothing is left to
   * happen. Rejects with what an entry of `whose` rejected with, also in an earlier run; of several with the first, the next
   * run with the next.
   */
  async run(done: () => boolean, whose?: object): Promise<void> {
    const release = this.#time.hold()
    if (this.#runs++ === 0) this.#time.enter(this.#traveller)
    try {
      while (this.#goesOn(whose) && !done()) await this.#changed.promise
    } finally {
      if (--this.#runs === 0) this.#time.leave(this.#traveller)
      release()
    }
  }

  /**
   * Somebody spends time of his own, such as a thread, and how much is known when he is done: until what is returned is
   * called, time does not go to the next entry. What is due already begins.
   */
  pause(): () => void {
    this.#pauses++
    return () => void this.#pauses--
  }

  /**
   * The test is over: nothing more begins, and whoever runs the agenda is told `reason`. Returns what nobody was told; what
   * is like that which the same one was told is no news.
   */
  close(reason: Error): readonly unknown[] {
    this.#closed = reason
    this.#entries.clear()
    this.#tellChange()
    const news = this.#faults.filter(({ error, whose }) => !whose || String(this.#told.get(whose)) !== String(error))
    return news.map(({ error }) => error)
  }

  /** False when nothing can change any more. Throws what went wrong, also when that was the last thing to happen. */
  #goesOn(whose: object | undefined): boolean {
    if (this.#closed) throw this.#closed
    const at = this.#faults.findIndex((fault) => fault.whose === whose)
    const [fault] = at < 0 ? [] : this.#faults.splice(at, 1)
    if (fault) {
      if (whose) this.#told.set(whose, fault.error)
      throw fault.error
    }
    return this.#entries.size > 0 || this.#begun > this.#ended
  }

  async #begin(entry: Entry): Promise<void> {
    this.#entries.delete(entry)
    this.#begun++
    try {
      await entry.begin()
    } catch (error) {
      this.#faults.push({ error, whose: entry.whose })
    }
    this.#ended++
    this.#tellChange()
  }

  #tellChange(): void {
    const { resolve } = this.#changed
    this.#changed = Promise.withResolvers()
    resolve()
  }

  /** What is due first; of two at the same moment, what was put down first. */
  #first(): Entry | undefined {
    let first: Entry | undefined
    for (const entry of this.#entries) if (first === undefined || entry.at < first.at) first = entry
    return first
  }

  #due(now: number): number {
    let due = 0
    for (const { at } of this.#entries) if (at <= now) due++
    return due
  }

  /** As the timeline sees it: somebody who only ever waits for the next entry. */
  #asTraveller(): Traveller {
    const time = this.#time
    const clock: TravellingClock = {
      get now() {
        return time.now
      },
      newTurn: () => {},
      nextAt: () => (this.#pauses > 0 ? undefined : this.#first()?.at),
      dueCount: () => this.#due(time.now),
      fireOne: () => {
        const first = this.#first()
        if (first === undefined || first.at > time.now) return false
        void this.#begin(first)
        return true
      },
      moveTo: () => {},
    }
    return {
      clock,
      deadline: Infinity,
      loading: () => false,
      busy: () => false,
      stirring: () => false,
      activity: () => this.#begun + this.#ended,
      loopAlive: () => true,
      open: () => false,
      deadlineReached: () => {},
      loopEmptied: () => {},
    }
  }
}
