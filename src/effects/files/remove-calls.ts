// Calls that remove an entry of a directory.

import type { FilesState } from './files-state.js'
import { inVolume, type Place } from './location.js'
import { here, onTmp, type Planner, refused } from './plan.js'
import { isDirectory, missing, refusal } from './refusal.js'
import { placeOf } from './symbolic-links.js'
import { asCall, directoryError, hasCode, systemError } from './system-error.js'
import type { VolumeStats } from './volume.js'

const unlink: Planner = (files, args) => {
  const place = placeOf(files, args[0], 'parents')
  if (!place) return undefined
  if (!inVolume(place)) return refused(() => refusal('old entry', 'unlink', place))
  return here(() => {
    try {
      // memfs says EPERM, as macOS does.
      if (files.tmp.lstat(place.path)?.isDirectory()) throw systemError('EISDIR', 'unlink')
      files.tmp.call('unlinkSync', place.path)
    } catch (error) {
      throw asCall(error, 'unlink', place.given)
    }
  })
}

const rmdir: Planner = (files, args) => {
  const place = placeOf(files, args[0], 'parents')
  if (!place) return undefined
  if (!inVolume(place)) return refused(() => refusal('old entry', 'rmdir', place))
  return onTmp(files, place, 'rmdirSync', 'rmdir', args.slice(1))
}

interface RemoveOptions {
  readonly force?: boolean
  readonly recursive?: boolean
}

const rm: Planner = (files, args) => {
  const place = placeOf(files, args[0], 'parents')
  if (!place) return undefined
  const options = (args[1] ?? {}) as RemoveOptions
  return here(() => {
    const directory = isDirectoryAt(files, place, options)
    if (directory === undefined) return
    if (directory && options.recursive !== true) {
      throw directoryError('Path is a directory', 'rm', 'is a directory', place.given)
    }
    if (place.at === 'tmp') removeTree(files, place.path)
    if (!inVolume(place)) throw refusal('old entry', directory ? 'rmdir' : 'unlink', place)
  })
}

/** Undefined when nothing is there and that is no failure. */
function isDirectoryAt(files: FilesState, place: Place, options: RemoveOptions): boolean | undefined {
  try {
    if (place.at === 'tmp') return (files.tmp.call('lstatSync', place.path) as VolumeStats).isDirectory()
    const code = missing(place.path)
    if (code) throw systemError(code, 'lstat', place.given)
    return isDirectory(place.path)
  } catch (error) {
    if (options.force === true && hasCode(error, 'ENOENT')) return undefined
    throw asCall(error, 'lstat', place.given)
  }
}

/** Removes what is at a path and below it, links themselves and not what they lead to. `/tmp` itself stays. */
export function removeTree(files: FilesState, path: string): void {
  const stats = files.tmp.lstat(path)
  if (!stats) return
  if (stats.isDirectory()) {
    for (const name of files.tmp.call('readdirSync', path) as string[]) removeTree(files, `${path}/${name}`)
    if (path !== '/tmp') files.tmp.call('rmdirSync', path)
  } else {
    files.tmp.call('unlinkSync', path)
  }
}

export const removeCalls: Readonly<Record<string, Planner>> = { rm, rmdir, unlink }
