// What an environment knows of the end of its process.

import type { ChildProcess } from 'node:child_process'
import type { ExitStatus } from '../../sandbox/port.js'
import { ExitMarker } from './exit-marker.js'

/** Listeners of the environment's `process`: `ProcessEventsState['emitter']`. */
export interface ProcessListeners {
  emit(event: string, ...args: unknown[]): boolean
  listenerCount(event: string): number
}

export interface ExitOptions {
  /** Called once, when the process ends, before the code that ended it is stopped by an `ExitMarker`. */
  readonly onExit: (exit: ExitStatus) => void
  /** Told of `exit` and of signals, as on Lambda; without it nothing is told. */
  readonly listeners?: ProcessListeners
}

export interface ExitState {
  readonly options: ExitOptions
  /** How the process ended, if it has. */
  exited: ExitStatus | undefined
  /** `process.exit` was called: listeners hear of it once. */
  exiting: boolean
  /** What code of the environment assigned to `process.exitCode`; exchanged by `ExitCodes`. */
  exitCode: number | undefined
  /** Child processes of the environment, which it may send signals to. */
  readonly children: Set<ChildProcess>
  /** What code of the environment put in place of the methods. */
  readonly own: Map<unknown, unknown>
}

export function createExit(options: ExitOptions): ExitState {
  return { options, exited: undefined, exiting: false, exitCode: undefined, children: new Set(), own: new Map() }
}

/** Ends the process, if it has not ended yet, and stops the code that is running. */
export function end(state: ExitState, how: ExitStatus): never {
  if (state.exited === undefined) {
    state.exited = how
    state.options.onExit(how)
  }
  throw new ExitMarker(state.exited)
}
