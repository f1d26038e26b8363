// The working directory: /var/task, until the function changes it.

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { Effect } from './effect.js'
import { asCall, systemError } from './files/system-error.js'
import { patch, unwind } from './patch.js'

export interface WorkingDirectoryState {
  /** Absolute, as the function sees it. */
  path: string
}

/** Every process begins in `/var/task` (FS-5). */
export function createWorkingDirectory(): WorkingDirectoryState {
  return { path: '/var/task' }
}

/** Gives each environment its own `process.cwd()` and `process.chdir()`; `chdir` also works in worker threads. */
export const workingDirectoryEffect: Effect<WorkingDirectoryState> = {
  name: 'working directory',
  install(current) {
    const { cwd, chdir } = process
    let installed = true
    const inside = (): WorkingDirectoryState | undefined => (installed ? current() : undefined)
    const facades = {
      cwd: () => inside()?.path ?? cwd(),
      chdir: (directory: string) => {
        const state = inside()
        if (state && typeof directory === 'string') changeTo(state, directory)
        else chdir(directory)
      },
    }
    const undo = unwind(Object.entries(facades).map(([name, value]) => patch(process, name, { value })))
    syncBuiltinESMExports()
    return () => {
      installed = false
      undo()
      syncBuiltinESMExports()
    }
  },
}

/**
 * `fs` here is the environment's own: it resolves relative paths, knows /tmp, and maps /var/task. Failures are
 * reported as in https://nodejs.org/api/process.html#processchdirdirectory
 */
function changeTo(state: WorkingDirectoryState, directory: string): void {
  try {
    const path = fs.realpathSync(directory)
    if (!fs.statSync(path).isDirectory()) throw systemError('ENOTDIR', 'chdir')
    state.path = path
  } catch (error) {
    throw asCall(error, 'chdir', state.path, directory)
  }
}
