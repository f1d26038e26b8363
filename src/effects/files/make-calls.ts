// Calls that make a directory.

import { posix } from 'node:path'
import type { FilesState } from './files-state.js'
import { inVolume, pathText, type Place } from './location.js'
import { here, onTmp, type Planner, refused } from './plan.js'
import { isDirectory, missing, refusal } from './refusal.js'
import { placeOf } from './symbolic-links.js'
import { removeTree } from './remove-calls.js'
import { asCall, systemError } from './system-error.js'
import type { VolumeStats } from './volume.js'

const mkdir: Planner = (files, args) => {
  const place = placeOf(files, args[0], 'parents')
  if (!place) return undefined
  const recursive = (args[1] as { readonly recursive?: boolean } | undefined)?.recursive === true
  if (inVolume(place)) {
    return recursive
      ? here(() => makeAll(files, place, args[1]))
      : onTmp(files, place, 'mkdirSync', 'mkdir', args.slice(1))
  }
  if (recursive && (place.at === 'tmp' || isDirectory(place.path))) return here(() => undefined)
  return refused(() => (recursive ? recursiveRefusal(place) : refusal('new entry', 'mkdir', place)))
}

/** Gives the first directory that had to be made, as Node.js does. */
function makeAll(files: FilesState, place: Place, options: unknown): string | undefined {
  const missingOnes: string[] = []
  let path = place.path
  while (!statOrNothing(files, path)) {
    missingOnes.unshift(path)
    path = posix.dirname(path)
  }
  const isFile = statOrNothing(files, path)?.isDirectory() !== true
  if (isFile) throw systemError(missingOnes.length > 0 ? 'ENOTDIR' : 'EEXIST', 'mkdir', place.given)
  const { mode } = options as { readonly mode?: unknown }
  try {
    for (const each of missingOnes) makeOne(files, each, mode)
  } catch (error) {
    throw asCall(error, 'mkdir', place.given)
  }
  return missingOnes[0]
}

function makeOne(files: FilesState, path: string, mode: unknown): void {
  // A link that leads nowhere: Node.js looks behind it, and reports what that look gives.
  if (files.tmp.lstat(path)) files.tmp.call('statSync', path)
  files.tmp.call('mkdirSync', path, { mode: mode ?? 0o777 })
}

function statOrNothing(files: FilesState, path: string): VolumeStats | undefined {
  try {
    return files.tmp.stat(path)
  } catch {
    return undefined
  }
}

/** After EROFS Node.js looks whether the directory is there already, and reports what that look gave (FS-4). */
function recursiveRefusal(place: Place): Error {
  return systemError(missing(place.path) ?? 'EEXIST', 'mkdir', place.given)
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

const mkdtemp: Planner = (files, args) => {
  const prefix = pathText(args[0], files.view.windows)
  if (prefix === undefined) return undefined
  const place = placeOf(files, `${prefix}XXXXXX`, 'parents')
  if (!place) return undefined
  if (!inVolume(place)) return refused(() => refusal('new entry', 'mkdtemp', place))
  return here(() => {
    const letters = Array.from({ length: 6 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')
    try {
      files.tmp.call('mkdirSync', place.path.slice(0, -6) + letters, { mode: 0o700 })
    } catch (error) {
      throw asCall(error, 'mkdtemp', place.given)
    }
    return encoded(prefix + letters, args[1])
  })
}

function encoded(path: string, options: unknown): string | Buffer {
  const encoding = typeof options === 'string' ? options : (options as { encoding?: unknown } | undefined)?.encoding
  return encoding === 'buffer' ? Buffer.from(path) : path
}

/** A temporary directory that removes itself: https://nodejs.org/api/fs.html#fsmkdtempdisposablesyncprefix-options */
const mkdtempDisposable: Planner = (files, args) => {
  const plan = mkdtemp(files, args)
  if (plan?.on !== 'here') return plan
  return here(() => {
    const path = String(plan.run())
    const place = placeOf(files, path, 'parents')
    const remove = (): void => {
      if (place) removeTree(files, place.path)
    }
    return { path, remove, [Symbol.dispose]: remove }
  })
}

export const makeCalls: Readonly<Record<string, Planner>> = { mkdir, mkdtemp, mkdtempDisposable }
