// Real time as far as it counts for a function: in whole milliseconds, and without what the machine was busy with.

import { hostTime } from '../effects/host-time.js'

/** Most of one look's real time that counts: the rest was CPU work or a busy machine, which costs no virtual time. */
const LONGEST_STEP_MS = 25

/** Measures from look to look. Fractions are kept for the next look, so that virtual time stays whole. */
export class Pace {
  #lastLook: number | undefined
  #rest = 0

  /** What lies before the next look does not count. */
  reset(): void {
    this.#lastLook = undefined
  }

  /** Whole milliseconds since the last look; 0 at the first. */
  look(): number {
    const real = hostTime.monotonic()
    const elapsed = this.#rest + Math.min(real - (this.#lastLook ?? real), LONGEST_STEP_MS)
    this.#lastLook = real
    const whole = Math.floor(elapsed)
    this.#rest = elapsed - whole
    return whole
  }
}
