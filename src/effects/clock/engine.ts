// The timer engine: puts the timers of one environment into the order in which they fire, with sinon's fake timers.

import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import { hostTime } from '../host-time.js'
import { patch, unwind } from '../patch.js'
import type { Timer } from './timer.js'

/** What is used of a clock of sinon's. https://sinonjs.org/releases/latest/fake-timers/ */
interface SinonClock {
  readonly now: number
  setTimeout(callback: (timer: Timer) => void, delay: number, timer: Timer): object
  clearTimeout(handle: object): void
  countTimers(): number
  next(): void
  tick(ms: number): void
}

interface SinonFakeTimers {
  readonly clock: { create(now: number): SinonClock }
}

/** Only the timers of sinon: 12 ms to load instead of 50, and clocks that are never installed anywhere. */
const FAKE_TIMERS = 'sinon/lib/sinon/util/fake-timers.js'

const require = createRequire(import.meta.url)
/** This file is loaded before any environment exists: what runs in this context is nobody's code. */
const asNobody = AsyncLocalStorage.snapshot()

/**
 * Orders timers by due time, then by creation. Sinon's clock is only asked which one comes next, never for the time: it
 * goes as far as the last timer it named, which may be ahead of the environment's time.
 */
export class TimerEngine {
  readonly #sinon: SinonClock
  /** In order: all timers that are due before sinon's time, and the first of those that are due at it. */
  readonly #front: Timer[] = []

  /** `now` in whole ms. `pending` are the timers that were set before there was an engine. */
  constructor(now: number, pending: Iterable<Timer>) {
    this.#sinon = asNobody(loadFakeTimers).clock.create(now)
    for (const timer of pending) this.add(timer, now)
  }

  add(timer: Timer, now: number): void {
    this.#advance(now)
    const delay = timer.dueAt - this.#sinon.now
    if (delay < 0) this.#toFront(timer)
    else timer.armed = this.#sinon.setTimeout(this.#toFront, delay, timer)
  }

  remove(timer: Timer): void {
    if (timer.armed === this.#front) this.#front.splice(this.#front.indexOf(timer), 1)
    else if (timer.armed !== undefined) this.#sinon.clearTimeout(timer.armed as object)
    timer.armed = undefined
  }

  /** When the next timer is due. */
  nextAt(): number | undefined {
    if (this.#front.length === 0) this.#sinon.next()
    return this.#front[0]?.dueAt
  }

  /** Number of timers that are due at `now`. */
  dueCount(now: number): number {
    this.#advance(now)
    return this.#countUntil(now)
  }

  /** The timer that fires next, if one is due at `now`; it is no longer the engine's. */
  take(now: number): Timer | undefined {
    this.#advance(now)
    if (this.#countUntil(now) === 0) return undefined
    const timer = this.#front.shift()
    if (timer) timer.armed = undefined
    return timer
  }

  /** Lets sinon name all that are due at `now`, one by one: `tick` looks through all timers whenever it stops. */
  #advance(now: number): void {
    const sinon = this.#sinon
    while (sinon.now <= now && sinon.countTimers() > 0) sinon.next()
    if (sinon.now < now) sinon.tick(now - sinon.now)
  }

  readonly #toFront = (timer: Timer): void => {
    timer.armed = this.#front
    this.#front.splice(this.#countUntil(timer.dueAt), 0, timer)
  }

  /** How many in front are due at `time` or before. */
  #countUntil(time: number): number {
    let low = 0
    let high = this.#front.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#dueAt(middle) <= time) low = middle + 1
      else high = middle
    }
    return low
  }

  #dueAt(index: number): number {
    return this.#front[index]?.dueAt ?? Infinity
  }
}

/** Sinon tries `setTimeout` out while it loads: it gets the real one, not one that the test spies on. */
function loadFakeTimers(): SinonFakeTimers {
  if (require.cache[require.resolve(FAKE_TIMERS)]) return require(FAKE_TIMERS) as SinonFakeTimers
  const { setTimeout, clearTimeout, Date } = hostTime
  const real = Object.entries({ setTimeout, clearTimeout, Date })
  const undo = unwind(real.map(([key, value]) => patch(globalThis, key, { value })))
  try {
    return require(FAKE_TIMERS) as SinonFakeTimers
  } finally {
    undo()
  }
}
