// What led to something: where that was made, and what led to that in turn.

import type { CallSite } from '../clock/call-site.js'

export interface Cause {
  readonly site: CallSite
  readonly cause: Cause | undefined
  /** A tick is no promise: who waits for what it does is not known. */
  readonly isTick: boolean
}

/** Code that was put off to a later tick. */
export class Tick implements Cause {
  readonly isTick = true
  readonly site: CallSite
  cause: Cause | undefined

  constructor(site: CallSite, cause: Cause | undefined) {
    this.site = site
    this.cause = cause
  }

  /** Lets go of all others. */
  forget(): void {
    this.cause = undefined
  }
}
