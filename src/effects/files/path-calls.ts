// Calls that read or change what is at one path.

import type { FilesState } from './files-state.js'
import { isWithin } from './location.js'
import { callTmp, here, onDisk, onTmp, type Planner, refused } from './plan.js'
import { missing, refusal } from './refusal.js'
import { toDirents, toStats, tmpSpace } from './stats.js'
import { type Follow, placeOf } from './symbolic-links.js'
import { disk } from './disk.js'
import { systemError } from './system-error.js'

const W_OK = 2

/** A call that only reads. */
function reading(name: string, syscall: string, follow: Follow = 'all'): Planner {
  return (files, args) => {
    const place = placeOf(files, args[0], follow)
    if (!place) return undefined
    return place.at === 'tmp' ? onTmp(files, place, name, syscall, args.slice(1)) : onDisk(place, args)
  }
}

/** A call that changes an inode: outside /tmp it is refused. `syscall` is the name Node.js gives in errors. */
function changing(name: string, syscall: string, follow: Follow = 'all'): Planner {
  return (files, args) => {
    const place = placeOf(files, args[0], follow)
    if (!place) return undefined
    if (place.at === 'tmp') return onTmp(files, place, name, syscall, args.slice(1))
    return refused(() => refusal('inode', syscall, place))
  }
}

function stating(name: 'lstat' | 'stat', follow: Follow = 'all'): Planner {
  return (files, args) => {
    const place = placeOf(files, args[0], follow)
    if (!place) return undefined
    if (place.at !== 'tmp') return onDisk(place, args)
    const options = { bigint: false, ...(args[1] as object | undefined) }
    return here(() => toStats(files, callTmp(files, place, `${name}Sync`, name, [options])))
  }
}

const access: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  if (!place) return undefined
  if (place.at === 'tmp') return onTmp(files, place, 'accessSync', 'access', args.slice(1))
  const writes = typeof args[1] === 'number' && (args[1] & W_OK) !== 0
  if (!writes || place.at === 'device') return onDisk(place, args)
  return refused(() => systemError(missing(place.path) ?? 'EROFS', 'access', place.given))
}

const exists: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  return place?.at === 'tmp'
    ? onTmp(files, place, 'existsSync', 'access', [])
    : place && onDisk(place, args.slice(0, 1))
}

const readdir: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  if (!place) return undefined
  if (place.at !== 'tmp') return onDisk(place, args, (entries) => renameParents(entries, place.path, place.given))
  return here(() => toDirents(callTmp(files, place, 'readdirSync', 'scandir', args.slice(1)), place.path, place.given))
}

function renameParents(entries: unknown, inner: string, given: string): unknown {
  if (!Array.isArray(entries) || inner === given) return entries
  for (const entry of entries as unknown[]) {
    if (typeof entry !== 'object' || entry === null || !('parentPath' in entry)) continue
    for (const key of ['parentPath', 'path']) {
      const value: unknown = Object.getOwnPropertyDescriptor(entry, key)?.value
      if (typeof value === 'string' && value.startsWith(inner))
        Reflect.set(entry, key, given + value.slice(inner.length))
    }
  }
  return entries
}

const realpath: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  if (!place) return undefined
  if (place.at === 'tmp') return onTmp(files, place, 'realpathSync', 'lstat', args.slice(1))
  // A caller who knows where the project really is, as Node's module loader does, is told where things really are.
  if (place.path === place.given) return undefined
  return onDisk(place, args, (path) => asSeen(files, path))
}

/** A real path below the task root is one below `/var/task` to the function. */
function asSeen(files: FilesState, path: unknown): unknown {
  if (Buffer.isBuffer(path)) return Buffer.from(String(asSeen(files, path.toString())))
  if (typeof path !== 'string') return path
  const root = slashed(disk.realpathSync(files.view.taskRoot))
  return isWithin(slashed(path), root) ? `/var/task${slashed(path.slice(root.length))}` : path
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

const statfs: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  if (!place) return undefined
  if (place.at !== 'tmp') return onDisk(place, args)
  const options = args[1] as { readonly bigint?: boolean } | undefined
  return here(() => {
    callTmp(files, place, 'statSync', 'statfs')
    return tmpSpace(files, options?.bigint === true)
  })
}

export const pathCalls: Readonly<Record<string, Planner>> = {
  access,
  chmod: changing('chmodSync', 'chmod'),
  chown: changing('chownSync', 'chown'),
  exists,
  lchmod: changing('lchmodSync', 'lchmod', 'parents'),
  lchown: changing('lchownSync', 'lchown', 'parents'),
  lstat: stating('lstat', 'parents'),
  lutimes: changing('lutimesSync', 'lutime', 'parents'),
  opendir: reading('opendirSync', 'opendir'),
  readdir,
  readlink: reading('readlinkSync', 'readlink', 'parents'),
  realpath,
  stat: stating('stat'),
  statfs,
  utimes: changing('utimesSync', 'utime'),
}
