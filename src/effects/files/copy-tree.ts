// cp: a file or a whole directory copied into /tmp, from /tmp or from the real disk.

import type { Stats } from 'node:fs'
import { posix } from 'node:path'
import { disk } from './disk.js'
import type { FilesState } from './files-state.js'
import { makeCalls } from './make-calls.js'
import { pairCalls } from './pair-calls.js'
import { pathCalls } from './path-calls.js'
import { here, type Planner } from './plan.js'
import { removeCalls } from './remove-calls.js'
import { placeOf } from './symbolic-links.js'
import { directoryError, hasCode, inGivenWords, systemError } from './system-error.js'

interface CopyOptions {
  readonly dereference?: boolean
  readonly errorOnExist?: boolean
  readonly filter?: (source: string, destination: string) => unknown
  readonly force?: boolean
  readonly mode?: number
  readonly preserveTimestamps?: boolean
  readonly recursive?: boolean
  readonly verbatimSymlinks?: boolean
}

/** Yields what the filter gave, which may be a promise, and is sent what it came to. */
export type Copying = Generator<unknown, void, unknown>

export function copyTree(files: FilesState, args: readonly unknown[]): Copying | undefined {
  const from = placeOf(files, args[0], 'parents')
  const to = placeOf(files, args[1], 'parents')
  if (!from || !to) return undefined
  return new TreeCopy(files, (args[2] ?? {}) as CopyOptions).start(from.seen, to.seen)
}

/** The synchronous form; a filter that answers with a promise is an error there, as in Node.js. */
export const cp: Planner = (files, args) => {
  const copying = copyTree(files, args)
  return copying && here(() => finishNow(copying))
}

function finishNow(copying: Copying): undefined {
  for (let step = copying.next(); step.done !== true; step = copying.next(step.value)) {
    if (!(step.value instanceof Promise)) continue
    const text = 'Expected boolean to be returned from the "filter" function but got an instance of Promise.'
    throw Object.assign(new TypeError(text), { code: 'ERR_INVALID_RETURN_VALUE' })
  }
  return undefined
}

/** The asynchronous form. */
export async function finishLater(copying: Copying): Promise<void> {
  for (let step = copying.next(); step.done !== true; step = copying.next(await step.value));
}

class TreeCopy {
  readonly #files: FilesState
  readonly #options: CopyOptions

  constructor(files: FilesState, options: CopyOptions) {
    this.#files = files
    this.#options = options
  }

  *start(from: string, to: string): Copying {
    const source = this.#stats(from)
    if (!source) throw systemError('ENOENT', this.#options.dereference ? 'stat' : 'lstat', from)
    const target = this.#stats(to)
    if (target?.ino === source.ino && target.dev === source.dev) {
      throw copyError('ERR_FS_CP_EINVAL', `src and dest cannot be the same ${to}`)
    }
    if (source.isDirectory() && to.startsWith(`${from}/`)) {
      throw copyError('ERR_FS_CP_EINVAL', `cannot copy ${from} to a subdirectory of self ${to}`)
    }
    if (source.isDirectory() && this.#options.recursive !== true) {
      throw directoryError(
        'Recursive option not enabled, cannot copy a directory',
        'cp',
        `${from} is a directory (not copied)`,
        from,
      )
    }
    const parent = posix.dirname(to)
    if (placeOf(this.#files, to)?.at === 'tmp' && !this.#stats(parent))
      this.#do('mkdir', makeCalls, parent, { recursive: true })
    yield* this.#entry(from, to, source)
  }

  *#entry(from: string, to: string, source: Stats): Copying {
    if (this.#options.filter && !(yield this.#options.filter(from, to))) return
    const target = this.#stats(to)
    if (source.isDirectory()) yield* this.#directory(from, to, source, target)
    else if (target?.isDirectory())
      throw copyError('ERR_FS_CP_NON_DIR_TO_DIR', `Cannot overwrite directory ${to} with non-directory ${from}`)
    else if (source.isSymbolicLink()) this.#link(from, to, target)
    else this.#file(from, to, source, target)
  }

  *#directory(from: string, to: string, source: Stats, target: Stats | undefined): Copying {
    if (target && !target.isDirectory()) {
      throw copyError('ERR_FS_CP_DIR_TO_NON_DIR', `Cannot overwrite non-directory ${to} with directory ${from}`)
    }
    if (!target) this.#do('mkdir', makeCalls, to)
    for (const name of this.#do('readdir', pathCalls, from) as string[]) {
      const stats = this.#stats(`${from}/${name}`)
      if (stats) yield* this.#entry(`${from}/${name}`, `${to}/${name}`, stats)
    }
    if (!target) this.#do('chmod', pathCalls, to, source.mode & 0o777)
  }

  #file(from: string, to: string, source: Stats, target: Stats | undefined): void {
    if (target) {
      if (this.#options.force === false) {
        if (this.#options.errorOnExist) throw copyError('ERR_FS_CP_EEXIST', `Target already exists: ${to}`)
        return
      }
      this.#do('unlink', removeCalls, to)
    }
    this.#do('copyFile', pairCalls, from, to, this.#options.mode)
    if (this.#options.preserveTimestamps) this.#do('utimes', pathCalls, to, source.atime, source.mtime)
  }

  #link(from: string, to: string, target: Stats | undefined): void {
    const leads = String(this.#do('readlink', pathCalls, from))
    const absolute = this.#options.verbatimSymlinks ? leads : posix.resolve(posix.dirname(from), leads)
    if (target) this.#do('unlink', removeCalls, to)
    this.#do('symlink', pairCalls, absolute, to)
  }

  #stats(path: string): Stats | undefined {
    try {
      return this.#do(this.#options.dereference ? 'stat' : 'lstat', pathCalls, path) as Stats
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined
      throw error
    }
  }

  /** A call as the function itself would make it. */
  #do(name: string, calls: Readonly<Record<string, Planner>>, ...args: readonly unknown[]): unknown {
    const plan = calls[name]?.(this.#files, args)
    if (plan?.on === 'here') return plan.run()
    const method: unknown = Reflect.get(disk, `${name}Sync`)
    if (typeof method !== 'function') throw new TypeError(`fs.${name}Sync is no reading call`)
    try {
      return Reflect.apply(method, disk, [...(plan?.args ?? args)])
    } catch (error) {
      throw plan ? inGivenWords(error, plan.inner, plan.given) : error
    }
  }
}

function copyError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
