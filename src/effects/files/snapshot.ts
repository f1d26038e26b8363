// What is in /tmp, as plain data for the invocation record.

import { isUtf8 } from 'node:buffer'
import type { TmpFile, TmpSnapshot } from '../../record/record.js'
import type { FilesState } from './files-state.js'
import type { PackedFile } from './packed-files.js'
import type { TmpVolume, VolumeStats } from './volume.js'

/** Files up to this size are kept with their contents. */
const MOST_BYTES_KEPT = 256 * 1024

const EMPTY: TmpSnapshot = Object.freeze({ files: Object.freeze({}), bytes: 0 })

/**
 * Every file under /tmp, by absolute path, without running any of the function's code. The same object again as long
 * as nothing changed, so that it costs next to nothing after each invocation.
 */
export function snapshotTmp({ tmp }: FilesState): TmpSnapshot {
  if (tmp.untouched) return EMPTY
  if (tmp.lastSnapshot && tmp.lastSnapshot.changes === tmp.changes) return tmp.lastSnapshot.snapshot
  const snapshot = take(tmp)
  // Asked for afterwards: to look into what lets nobody in changes it, and changes it back.
  const { changes } = tmp
  if (changes !== undefined) tmp.lastSnapshot = { changes, snapshot }
  return snapshot
}

/** The same, of what a process has handed over that is gone. */
export function snapshotPacked(packed: readonly PackedFile[]): TmpSnapshot {
  const files: Record<string, TmpFile> = {}
  let bytes = 0
  for (const file of packed) {
    if (file.kind !== 'file') continue
    const { buffer, byteOffset, byteLength } = file.bytes
    files[file.path] = Object.freeze(contents(byteLength, () => Buffer.from(buffer, byteOffset, byteLength)))
    bytes += byteLength
  }
  return Object.freeze({ files: Object.freeze(files), bytes })
}

function take(tmp: TmpVolume): TmpSnapshot {
  const files: Record<string, TmpFile> = {}
  const inodes = new Map<number, number>()
  const visit = (directory: string): void => {
    for (const name of tmp.call('readdirSync', directory) as string[]) {
      const path = `${directory}/${name}`
      const stats = tmp.lstat(path)
      if (stats?.isDirectory()) tmp.opened(path, { mode: stats.mode, isFolder: true }, () => visit(path))
      if (!stats?.isFile()) continue
      files[path] = tmp.opened(path, { mode: stats.mode, isFolder: false }, () => read(tmp, path, stats))
      inodes.set(stats.ino, stats.size)
    }
  }
  visit('/tmp')
  const bytes = [...inodes.values()].reduce((sum, size) => sum + size, 0)
  return Object.freeze({ files: Object.freeze(files), bytes })
}

function read(tmp: TmpVolume, path: string, stats: VolumeStats): TmpFile {
  const known = tmp.contents.get(stats.ino)
  if (known) return known
  const file = Object.freeze(contents(stats.size, () => tmp.call('readFileSync', path) as Buffer))
  if (tmp.changes !== undefined) tmp.contents.set(stats.ino, file)
  return file
}

function contents(bytes: number, bytesOf: () => Buffer): TmpFile {
  if (bytes > MOST_BYTES_KEPT) return { bytes }
  const buffer = bytesOf()
  return isUtf8(buffer) ? { bytes, text: buffer.toString() } : { bytes, base64: buffer.toString('base64') }
}
