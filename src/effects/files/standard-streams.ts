// Descriptors 1 and 2: what is written to them is log text, as what is written to `process.stdout` is (LOG-15).

import type { StandardStream } from '../stdio.js'
import type { FilesState } from './files-state.js'

const STREAMS: Readonly<Record<number, StandardStream>> = { 1: 'stdout', 2: 'stderr' }

export function standardStream(fd: unknown): StandardStream | undefined {
  return typeof fd === 'number' ? STREAMS[fd] : undefined
}

/** Writes to the log by a descriptor, and says how many bytes; undefined where the descriptor does not lead there. */
export function logBehind(files: FilesState, fd: unknown): ((bytes: Uint8Array) => number) | undefined {
  const stream = standardStream(fd)
  const { print } = files
  if (!stream || !print) return undefined
  return (bytes) => {
    print(stream, bytes)
    return bytes.byteLength
  }
}
