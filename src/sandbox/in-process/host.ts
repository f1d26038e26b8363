// What the in-process sandbox is given by whoever composes it.

import type { Stage } from '../../effects/stage.js'
import type { Timeline } from '../timeline.js'

/** Code that could not be loaded. */
export interface LoadFailure {
  readonly error: unknown
  /** The functions that its module exports, where the handler is none of them. */
  readonly exported?: readonly string[]
  /** The file that was asked for, from the project's root and without extension. */
  readonly moduleId?: string
}

/** The surroundings of an in-process sandbox. */
export interface InProcessHost {
  readonly stage: Stage
  readonly timeline: Timeline
  /** Imports a file through the project's own module loader; called as the environment's own code. */
  readonly importModule: (id: string, importer?: string) => Promise<unknown>
  /** How many modules are being fetched now: no virtual time passes meanwhile. */
  readonly loading: () => number
  /** Runs an Init so that it evaluates modules anew where the module graph cannot be routed; usually just runs it. */
  readonly evaluateFresh: <Result>(init: () => Promise<Result>) => Promise<Result>
  /** Shows what the function writes under the running test; undefined: it is only recorded. */
  readonly echo: ((method: string, args: readonly unknown[]) => void) | undefined
  /** What to do about code that could not be loaded, where more is known than Lambda's own error says. */
  readonly explain?: (failure: LoadFailure) => string | undefined
  /** A failure of the function's code that no invocation is left to report. */
  readonly unreported: (fault: Error) => void
  /** Told how much memory `/tmp` takes up, whenever that changes: on Lambda it is no memory of the function. */
  readonly tmpHolds?: (bytes: number) => void
}
