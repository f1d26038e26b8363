// Runs code as an environment's own: the effects under test, installed, with an AsyncLocalStorage as `current`.

import { AsyncLocalStorage } from 'node:async_hooks'
import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { createFiles, filesEffect, type FilesOptions, type FilesState } from '../../../src/effects/files/files.js'
import {
  createWorkingDirectory,
  workingDirectoryEffect,
  type WorkingDirectoryState,
} from '../../../src/effects/working-directory.js'

const MB = 1024 * 1024

export interface Environment {
  readonly files: FilesState
  readonly workingDirectory: WorkingDirectoryState
}

const storage = new AsyncLocalStorage<Environment>()

/** Installs both effects; the undo takes them out. */
export function installFiles(): () => void {
  const undoFiles = filesEffect.install(() => storage.getStore()?.files)
  const undoDirectory = workingDirectoryEffect.install(() => storage.getStore()?.workingDirectory)
  return () => {
    undoDirectory()
    undoFiles()
  }
}

export function createEnvironment(options: Partial<FilesOptions> = {}): Environment {
  const files = createFiles({ taskRoot: process.cwd(), tmpBytes: 512 * MB, ...options })
  return { files, workingDirectory: createWorkingDirectory() }
}

export function inside<Result>(environment: Environment, run: () => Result): Result {
  return storage.run(environment, run)
}

/** A real directory to stand behind /var/task: a file `f`, a directory `d` that holds `x`, an empty directory `e`. */
export function createTaskRoot(): { readonly path: string; readonly remove: () => void } {
  const path = fs.realpathSync(fs.mkdtempSync(join(os.tmpdir(), 'task-root-')))
  fs.mkdirSync(join(path, 'd'))
  fs.mkdirSync(join(path, 'e'))
  fs.writeFileSync(join(path, 'f'), 'from the project')
  fs.writeFileSync(join(path, 'd', 'x'), 'deeper')
  return { path, remove: () => fs.rmSync(path, { recursive: true, force: true }) }
}

/** The message of what `run` throws or rejects with; what it gives when it does not fail. */
export async function failure(run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

/** What the callback form of an fs call reports, as a promise. */
export function calledBack(name: string, ...args: readonly unknown[]): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    const call = Reflect.get(fs, name) as (...args: readonly unknown[]) => void
    call(...args, (...results: readonly unknown[]) => resolve(results))
  })
}
