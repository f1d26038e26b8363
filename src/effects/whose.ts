// Whose work something is: the invocation whose code began it, and what led there.

import type { CallSite } from './clock/call-site.js'
import type { Cause } from './promises/cause.js'

/** Who is running, where that is an invocation. */
export interface Whose {
  readonly invocation: number
  /** What led there, where that is known. */
  readonly cause: Cause | undefined
}

/** Where one piece of work comes from. */
export interface Origin extends Whose {
  readonly site: CallSite
  /** The work whose end led to it. */
  readonly after?: Origin
}

/** Where something was begun, with what led there as far as that is known. */
export type Way = Pick<Origin, 'site'> & Partial<Pick<Origin, 'cause' | 'after'>>

/** Says who is running now; undefined: Init, or nobody looks for what is left. */
export type AskWhose = () => Whose | undefined
