// Calls with two paths: rename, link, symlink, copyFile.

import { constants } from 'node:fs'
import { disk } from './disk.js'
import type { FilesState } from './files-state.js'
import { inVolume, pathText, type Place } from './location.js'
import { here, type Planner, refused } from './plan.js'
import { isDirectory, missing, missingParent, refusalCode } from './refusal.js'
import { placeOf } from './symbolic-links.js'
import { asCall, hasCode, systemError, type SystemErrorCode } from './system-error.js'
import type { TmpVolume } from './volume.js'

/** A call of two places in the caller's words: its errors name both. */
function pair(syscall: string, from: Place, to: Place, run: () => unknown): ReturnType<typeof here> {
  return here(() => {
    try {
      return run()
    } catch (error) {
      throw asCall(error, syscall, from.given, to.given)
    }
  })
}

function fail(code: SystemErrorCode, syscall: string, from: Place, to: Place): Error {
  return systemError(code, syscall, from.given, to.given)
}

const rename: Planner = (files, args) => {
  const from = placeOf(files, args[0], 'parents')
  const to = placeOf(files, args[1], 'parents')
  if (!from || !to) return undefined
  return pair('rename', from, to, () => {
    const refusal = renameRefusal(files, from, to)
    if (refusal) throw systemError(refusal, 'rename')
    renameInTmp(files.tmp, from.path, to.path)
  })
}

/** Linux finds both parents, then compares the devices, then looks whether it may write; the entries come last. */
function renameRefusal(files: FilesState, from: Place, to: Place): SystemErrorCode | undefined {
  const nothing = parentMissing(files, from) ?? parentMissing(files, to)
  if (nothing) return nothing
  if (inVolume(from) !== inVolume(to)) return 'EXDEV'
  return inVolume(from) ? undefined : 'EROFS'
}

function parentMissing(files: FilesState, place: Place): SystemErrorCode | undefined {
  if (!inVolume(place)) return place.at === 'tmp' ? undefined : missingParent(place)
  const parent = files.tmp.stat(place.path.slice(0, place.path.lastIndexOf('/')))
  return parent === undefined ? 'ENOENT' : parent.isDirectory() ? undefined : 'ENOTDIR'
}

/** rename(2), of which memfs checks nothing about the target. */
function renameInTmp(tmp: TmpVolume, from: string, to: string): void {
  const source = tmp.lstat(from)
  if (!source) throw systemError('ENOENT', 'rename')
  if (source.isDirectory() && to.startsWith(`${from}/`)) throw systemError('EINVAL', 'rename')
  if (from.startsWith(`${to}/`)) throw systemError('ENOTEMPTY', 'rename')
  const target = tmp.lstat(to)
  if (target?.ino === source.ino) return
  if (target) {
    if (source.isDirectory() && !target.isDirectory()) throw systemError('ENOTDIR', 'rename')
    if (!source.isDirectory() && target.isDirectory()) throw systemError('EISDIR', 'rename')
    tmp.call(target.isDirectory() ? 'rmdirSync' : 'unlinkSync', to)
  }
  if (!source.isSymbolicLink()) {
    tmp.call('renameSync', from, to)
    return
  }
  // memfs would rename what the link leads to.
  tmp.call('symlinkSync', tmp.call('readlinkSync', from), to)
  tmp.call('unlinkSync', from)
}

const link: Planner = (files, args) => {
  const from = placeOf(files, args[0], 'parents')
  const to = placeOf(files, args[1], 'parents')
  if (!from || !to) return undefined
  return pair('link', from, to, () => {
    const source = from.at === 'tmp' ? files.tmp.lstat(from.path) : undefined
    const nothing = from.at === 'tmp' ? (source ? undefined : 'ENOENT') : missing(from.path)
    if (nothing) throw systemError(nothing, 'link')
    if (!inVolume(to)) throw systemError(refusalCode('new entry', to), 'link')
    const noParent = parentMissing(files, to)
    if (noParent) throw systemError(noParent, 'link')
    if (files.tmp.lstat(to.path)) throw systemError('EEXIST', 'link')
    if (!source) throw systemError('EXDEV', 'link')
    if (source.isDirectory()) throw systemError('EPERM', 'link')
    files.tmp.call('linkSync', from.path, to.path)
  })
}

const symlink: Planner = (files, args) => {
  const target = pathText(args[0], files.view.windows)
  const at = placeOf(files, args[1], 'parents')
  if (target === undefined || !at) return undefined
  return here(() => {
    if (!inVolume(at)) throw systemError(refusalCode('new entry', at), 'symlink', target, at.given)
    files.tmp.hasLinks = true
    try {
      files.tmp.call('symlinkSync', target, at.path)
    } catch (error) {
      throw asCall(error, 'symlink', target, at.given)
    }
  })
}

const copyFile: Planner = (files, args) => {
  const from = placeOf(files, args[0])
  const to = placeOf(files, args[1])
  if (!from || !to) return undefined
  const exclusive = (Number(args[2] ?? 0) & constants.COPYFILE_EXCL) !== 0
  const entry = placeOf(files, args[1], 'parents') ?? to
  if (inVolume(to)) return pair('copyfile', from, to, () => copyIn(files, { from, to, entry, exclusive }))
  return refused(() => fail(copyRefusal(files, from, to, exclusive), 'copyfile', from, to))
}

function copyRefusal(files: FilesState, from: Place, to: Place, exclusive: boolean): SystemErrorCode {
  const nothing = from.at === 'tmp' ? (files.tmp.stat(from.path) ? undefined : 'ENOENT') : missing(from.path)
  if (nothing) return nothing
  if (to.at === 'tmp' || isDirectory(to.path)) return exclusive ? 'EEXIST' : 'EISDIR'
  if (missing(to.path)) return missingParent(to) ?? 'EROFS'
  return exclusive ? 'EEXIST' : 'EROFS'
}

interface Copy {
  readonly from: Place
  readonly to: Place
  /** What leads to `to`: a symbolic link, or itself. libuv removes that where the copy fails, and leaves what it made. */
  readonly entry: Place
  readonly exclusive: boolean
}

function copyIn({ tmp }: FilesState, { from, to, entry, exclusive }: Copy): void {
  const source = from.at === 'tmp' ? tmp.stat(from.path) : disk.statSync(from.path)
  if (!source) throw systemError('ENOENT', 'copyfile')
  // Who asks for nothing to be there does not follow a link that is.
  if (exclusive && inVolume(entry) && tmp.lstat(entry.path)) throw systemError('EEXIST', 'copyfile')
  const flag = exclusive ? 'wx' : 'w'
  if (source.isDirectory()) {
    // The copy is opened before it is found that there is nothing to read.
    tmp.call('writeFileSync', to.path, '', { flag, mode: source.mode & 0o777 })
    if (inVolume(entry)) tmp.call('unlinkSync', entry.path)
    throw systemError('EISDIR', 'copyfile')
  }
  if (from.at === 'tmp' && !exclusive && tmp.stat(to.path)?.ino === source.ino) return
  const bytes = from.at === 'tmp' ? tmp.call('readFileSync', from.path) : disk.readFileSync(from.path)
  try {
    tmp.call('writeFileSync', to.path, bytes, { flag })
  } catch (error) {
    if (hasCode(error, 'ENOSPC') && inVolume(entry)) tmp.call('unlinkSync', entry.path)
    throw error
  }
  tmp.call('chmodSync', to.path, source.mode & 0o777)
}

export const pairCalls: Readonly<Record<string, Planner>> = { copyFile, link, rename, symlink }
