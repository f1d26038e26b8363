// What fs tells about files in /tmp, as Node's own classes tell it.

import fs, { type Dirent } from 'node:fs'
import { hostTime } from '../host-time.js'
import type { FilesState } from './files-state.js'

type Fields = Record<string, unknown>

/** Stats of a file in /tmp, so that `instanceof fs.Stats` holds. `bigint` stats have no public class and stay. */
export function toStats(files: FilesState, stats: unknown): unknown {
  if (typeof stats !== 'object' || stats === null) return undefined
  const from = stats as Fields
  if (typeof from['ino'] !== 'number') return stats
  const atimeMs = files.tmp.accessTime(from['ino']) ?? (from['birthtimeMs'] as number)
  const { dev, mode, nlink, uid, gid, rdev, blksize, ino, size, mtimeMs, ctimeMs, birthtimeMs } = from
  const blocks = Math.ceil((size as number) / 4096) * 8
  const numbers = {
    dev,
    mode,
    nlink,
    uid,
    gid,
    rdev,
    blksize,
    ino,
    size,
    blocks,
    atimeMs,
    mtimeMs,
    ctimeMs,
    birthtimeMs,
  }
  const { mtime, ctime, birthtime } = from
  const dates = { atime: new hostTime.Date(atimeMs), mtime, ctime, birthtime }
  return Object.assign(Object.create(fs.Stats.prototype as object) as object, numbers, dates)
}

interface VolumeDirent {
  readonly name: string | Buffer
  readonly parentPath: string
  isDirectory(): boolean
  isSymbolicLink(): boolean
}

/** libuv's kinds of entries: https://docs.libuv.org/en/v1.x/fs.html#c.uv_dirent_t */
const FILE = 1
const DIRECTORY = 2
const LINK = 3

type DirentClass = new (name: string | Buffer, type: number, parentPath: string) => Dirent

/** Directory entries in /tmp as `fs.Dirent`. `parentPath` begins as the caller gave the directory. */
export function toDirents(entries: unknown, inner: string, given: string): unknown {
  if (!Array.isArray(entries)) return entries
  return entries.map((entry: unknown) => (isVolumeDirent(entry) ? toDirent(entry, inner, given) : entry))
}

function isVolumeDirent(entry: unknown): entry is VolumeDirent {
  return typeof entry === 'object' && entry !== null && 'parentPath' in entry
}

function toDirent(entry: VolumeDirent, inner: string, given: string): Dirent {
  const type = entry.isDirectory() ? DIRECTORY : entry.isSymbolicLink() ? LINK : FILE
  const parent = entry.parentPath.startsWith(inner) ? given + entry.parentPath.slice(inner.length) : entry.parentPath
  return new (fs.Dirent as unknown as DirentClass)(entry.name, type, parent)
}

/** `statfs` of /tmp: the configured size, and what is left of it (FS-1). */
export function tmpSpace(files: FilesState, bigint: boolean): unknown {
  const bsize = 4096
  const blocks = Math.floor(files.tmpBytes / bsize)
  const free = Math.max(0, Math.floor((files.tmpBytes - files.tmp.used) / bsize))
  /** ext4, and its usual one inode for 16 KiB. */
  const numbers = {
    type: 0xef53,
    bsize,
    frsize: bsize,
    blocks,
    bfree: free,
    bavail: free,
    files: blocks >> 2,
    ffree: free >> 2,
  }
  if (!bigint) return numbers
  return Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, BigInt(value)]))
}
