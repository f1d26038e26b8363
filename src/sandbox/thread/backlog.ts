// What a thread has said that the test has not heard yet: when that is much, the thread is held, as a full pipe holds it.

import { hostTime } from '../../effects/host-time.js'

/** Places in the memory that both sides see. */
const UNHEARD = 0
const HELD_US = 1

/** What is heard in some ten milliseconds, in which the event loop of the test does not turn. */
const MOST = 250

/** The most of one hold that counts, in real milliseconds: the test was busy with something else for the rest. */
const LONGEST_HOLD_MS = 50

/** Memory for a backlog: a count of what is unheard, and how long the thread was held. */
export function backlogMemory(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

/** Made on both sides, of the same memory. */
export class Backlog {
  readonly #memory: Int32Array

  constructor(memory: Int32Array) {
    this.#memory = memory
  }

  /** The thread has said something. Blocks it when that was too much, until the test has heard all of it. */
  said(): void {
    if (Atomics.add(this.#memory, UNHEARD, 1) + 1 < MOST) return
    const from = hostTime.monotonic()
    for (let unheard = MOST; unheard > 0; unheard = Atomics.load(this.#memory, UNHEARD)) {
      Atomics.wait(this.#memory, UNHEARD, unheard)
    }
    const heldMs = Math.min(hostTime.monotonic() - from, LONGEST_HOLD_MS)
    Atomics.add(this.#memory, HELD_US, Math.round(heldMs * 1000))
  }

  /** The test has heard one of what the thread has said. */
  heard(): void {
    if (Atomics.sub(this.#memory, UNHEARD, 1) === 1) Atomics.notify(this.#memory, UNHEARD)
  }

  /** How long the thread was held altogether, in real milliseconds. */
  get heldMs(): number {
    return Atomics.load(this.#memory, HELD_US) / 1000
  }
}
