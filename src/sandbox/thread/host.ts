// What the thread sandbox is given by whoever composes it.

import type { Timeline } from '../timeline.js'
import type { Threads } from './threads.js'

/** The surroundings of a thread sandbox. */
export interface ThreadHost {
  readonly timeline: Timeline
  readonly threads: Threads
  /** Limit of the function's memory, in megabytes (LIM-1). */
  readonly memoryMB: number
  /** Shows what the function writes under the running test; undefined: it is only recorded. */
  readonly echo: ((method: string, args: readonly unknown[]) => void) | undefined
  /** A failure of the function's code that no invocation is left to report. */
  readonly unreported: (fault: Error) => void
}
