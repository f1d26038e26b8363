// Everything in /tmp as plain data, to be carried from a runtime process to the one after it.

import type { FilesState } from './files-state.js'
import type { TmpVolume } from './volume.js'

interface Kept {
  readonly path: string
  readonly mode: number
  /** When its content was changed last, in seconds since the epoch. */
  readonly changedAt: number
}

/** One entry, parents before what is in them. */
export type PackedFile = Kept &
  (
    | { readonly kind: 'directory' }
    | { readonly kind: 'file'; readonly bytes: Uint8Array }
    | { readonly kind: 'link'; readonly target: string }
  )

/** Without running any of the function's code. */
export function packFiles({ tmp }: FilesState): readonly PackedFile[] {
  const packed: PackedFile[] = []
  if (tmp.untouched) return packed
  const visit = (directory: string): void => {
    for (const name of tmp.call('readdirSync', directory) as string[]) {
      const path = `${directory}/${name}`
      const stats = tmp.lstat(path)
      if (!stats) continue
      const mode = stats.mode & 0o7777
      const kept: Kept = { path, mode, changedAt: stats.mtimeMs / 1000 }
      if (stats.isSymbolicLink()) packed.push({ ...kept, kind: 'link', target: String(tmp.call('readlinkSync', path)) })
      else if (stats.isFile()) {
        const bytes = tmp.opened(path, { mode, isFolder: false }, () => read(tmp, path, stats.size))
        packed.push({ ...kept, kind: 'file', bytes })
      } else if (stats.isDirectory()) {
        packed.push({ ...kept, kind: 'directory' })
        tmp.opened(path, { mode, isFolder: true }, () => visit(path))
      }
    }
  }
  visit('/tmp')
  return packed
}

/** Threads hand it on without another copy, and in none of them V8 counts it as memory of the function. */
function read(tmp: TmpVolume, path: string, size: number): Uint8Array {
  const bytes = Buffer.from(new SharedArrayBuffer(size))
  const fd = tmp.call('openSync', path, 'r') as number
  try {
    tmp.call('readSync', fd, bytes, 0, size, 0)
  } finally {
    tmp.call('closeSync', fd)
  }
  return bytes
}

/** Into an empty /tmp. */
export function unpackFiles({ tmp }: FilesState, packed: readonly PackedFile[]): void {
  for (const file of packed) {
    if (file.kind === 'link') {
      tmp.call('symlinkSync', file.target, file.path)
      tmp.hasLinks = true
      continue
    }
    if (file.kind === 'directory') tmp.call('mkdirSync', file.path)
    else tmp.call('writeFileSync', file.path, viewOf(file.bytes))
  }
  // Last, and what is in a folder before it: afterwards it may let nobody in.
  for (const { kind, path, mode, changedAt } of packed.toReversed()) {
    if (kind === 'link') continue
    tmp.call('utimesSync', path, changedAt, changedAt)
    tmp.call('chmodSync', path, mode)
  }
}

/** Of anything but a Buffer memfs makes a copy first; no Buffer crosses to a thread as one. */
function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
