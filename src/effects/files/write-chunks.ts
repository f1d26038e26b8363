// Writing what comes in pieces: `fs.promises.writeFile` and FileHandle take streams and iterables.

import { invalidData, toBytes } from './content-calls.js'
import type { FilesState } from './files-state.js'

type Chunks = AsyncIterable<unknown> | Iterable<unknown>

export function isChunks(data: unknown): data is Chunks {
  const holds = (typeof data === 'object' && data !== null) || typeof data === 'function'
  return holds && (Symbol.asyncIterator in data || Symbol.iterator in data)
}

/** To an open descriptor, which stays open: what refuses to open it does so before anything is read, as in Node.js. */
export async function writeChunks(files: FilesState, fd: number, data: unknown, encoding: unknown): Promise<void> {
  if (!isChunks(data)) throw invalidData(data)
  for await (const chunk of data) {
    const bytes = toBytes(chunk, encoding)
    if (!bytes) throw invalidData(chunk)
    files.tmp.call('writeFileSync', fd, bytes)
  }
}
