// The working directory: /var/task, until the function changes it.

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { Effect } from './effect.js'
import { argumentError } from './files/argument-error.js'
import { replace } from './files/passage.js'
import { asCall, systemError } from './files/system-error.js'
import { unwind } from './patch.js'

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
  install(current, follow = syncBuiltinESMExports) {
    const undo = unwind([
      replace(process, 'cwd', (passage) => () => current()?.path ?? passage.call()),
      replace(process, 'chdir', (passage) => (directory) => {
        const state = current()
        return state ? changeTo(state, directory) : passage.call(directory)
      }),
    ])
    follow()
    return () => {
      undo()
      follow()
    }
  },
}

/**
 * `fs` here is the environment's own: it resolves relative paths, knows /tmp, and maps /var/task. Failures are
 * reported as in https://nodejs.org/api/process.html#processchdirdirectory
 */
function changeTo(state: WorkingDirectoryState, directory: unknown): void {
  if (typeof directory !== 'string') throw argumentError('directory', 'of type string', directory)
  try {
    const path = fs.realpathSync(directory)
    if (!fs.statSync(path).isDirectory()) throw systemError('ENOTDIR', 'chdir')
    state.path = path
  } catch (error) {
    throw asCall(error, 'chdir', state.path, directory)
  }
}
