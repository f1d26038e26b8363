// Invocations of other functions under test that the code of one environment has in flight.

import type { Timeline } from '../timeline.js'

/** While it has one, the event loop of the environment is not empty. */
export class Calls {
  readonly #timeline: Timeline
  readonly #spent: (now: number) => void
  #inFlight = 0
  #elsewhere = 0
  #inThreads = 0

  /** `timeline` is the environment's own; `spent` hears how late it is when a call has ended. */
  constructor(timeline: Timeline, spent: (now: number) => void) {
    this.#timeline = timeline
    this.#spent = spent
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Those that run on another timeline, as from a lambda of the test to one of the suite: real work to this one. */
  get elsewhere(): number {
    return this.#elsewhere
  }

  /** Those that run in threads, which travel by themselves: no time passes here until they tell what it took. */
  get inThreads(): number {
    return this.#inThreads
  }

  /** Follows one in a thread to its end. */
  async followThread<Result>(run: Promise<Result>, timeline: Timeline): Promise<Result> {
    this.#inThreads++
    try {
      return await this.follow(run, timeline)
    } finally {
      this.#inThreads--
    }
  }

  /** Follows one to its end. What it took on another timeline, it took on this one too. */
  async follow<Result>(run: Promise<Result>, timeline: Timeline): Promise<Result> {
    const apart = timeline === this.#timeline ? 0 : 1
    const [here, there] = [this.#timeline.now, timeline.now]
    this.#inFlight++
    this.#elsewhere += apart
    try {
      return await run
    } finally {
      if (apart) this.#timeline.reach(here + timeline.now - there)
      this.#spent(this.#timeline.now)
      this.#inFlight--
      this.#elsewhere -= apart
    }
  }
}
