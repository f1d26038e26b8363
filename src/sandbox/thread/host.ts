// What the thread sandbox is given by whoever composes it.

import type { Stage } from '../../effects/stage.js'
import type { LoadFailure } from '../in-process/host.js'
import type { Timeline } from '../timeline.js'
import type { Threads } from './threads.js'

/** The surroundings of a thread sandbox. */
export interface ThreadHost {
  /** That of the test's process: functions there may invoke one that runs in threads. */
  readonly stage: Stage
  readonly timeline: Timeline
  readonly threads: Threads
  /** Limit of the function's memory, in megabytes (LIM-1). */
  readonly memoryMB: number
  /** The module that is evaluated in each thread before the function's, from the project's root; undefined: none. */
  readonly setup: string | undefined
  /** Shows what the function writes under the running test; undefined: it is only recorded. */
  readonly echo: ((method: string, args: readonly unknown[]) => void) | undefined
  /** Told ids of modules after each Init, where there is a setup: of those that it neither mocks nor imports. */
  readonly loaded?: (ids: readonly string[]) => void
  /** What to do about code that could not be loaded, where more is known than Lambda's own error says. */
  readonly explain?: (failure: LoadFailure) => string | undefined
  /** A failure of the function's code that no invocation is left to report. */
  readonly unreported: (fault: Error) => void
  /** Says something that concerns no test alone. */
  readonly warn: (text: string) => void
}
