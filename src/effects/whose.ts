// Whose work something is: the invocation whose code began it, and what led there.

import type { CallSite } from './clock/call-site.js'
import type { PromiseNode } from './promises/promise-node.js'

/** Who is running, where that is an invocation. */
export interface Whose {
  readonly invocation: number
  /** The promise whose continuation is running, where that is known. */
  readonly cause: PromiseNode | undefined
}

/** Where one piece of work comes from. */
export interface Origin extends Whose {
  readonly site: CallSite
  /** The work whose end led to it. */
  readonly after?: Origin
}

/** Says who is running now; undefined: Init, or nobody looks for what is left. */
export type AskWhose = () => Whose | undefined
