// The error Linux gives for a change outside /tmp, where everything is mounted read-only (FS-4).

import { posix } from 'node:path'
import { disk } from './disk.js'
import type { Place } from './location.js'
import { hasCode, systemError, type SystemErrorCode } from './system-error.js'

/**
 * What a call would change decides which error comes first, as it does in Linux: a new entry must not exist yet, a
 * removed entry is not looked up, an inode must exist.
 */
export type Change = 'new entry' | 'old entry' | 'inode'

/** EROFS, unless Linux looks at something else first. */
export function refusalCode(change: Change, place: Place): SystemErrorCode {
  if (change === 'inode') return missing(place.path) ?? 'EROFS'
  if (place.at === 'tmp') return change === 'new entry' ? 'EEXIST' : 'EROFS'
  if (change === 'new entry' && missing(place.path) === undefined) return 'EEXIST'
  return missingParent(place) ?? 'EROFS'
}

export function refusal(change: Change, syscall: string, place: Place): Error {
  return systemError(refusalCode(change, place), syscall, place.given)
}

/** ENOENT or ENOTDIR when the directory that would hold the entry is not there. */
export function missingParent(place: Place): SystemErrorCode | undefined {
  const parent = dirname(place.path)
  return missing(parent) ?? (isDirectory(parent) ? undefined : 'ENOTDIR')
}

/** Why there is nothing at a real path; undefined when there is something. */
export function missing(path: string): SystemErrorCode | undefined {
  try {
    disk.lstatSync(path)
    return undefined
  } catch (error) {
    return hasCode(error, 'ENOTDIR') ? 'ENOTDIR' : 'ENOENT'
  }
}

export function isDirectory(path: string): boolean {
  try {
    return disk.statSync(path).isDirectory()
  } catch {
    return false
  }
}

function dirname(path: string): string {
  return posix.dirname(path.replaceAll('\\', '/'))
}
