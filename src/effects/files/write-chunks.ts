// Writing what comes in pieces: `fs.promises.writeFile` and FileHandle take streams and iterables.

import { invalidData, toBytes } from './content-calls.js'
import type { FilesState } from './files-state.js'

type Chunks = AsyncIterable<unknown> | Iterable<unknown>

export function isChunks(data: unknown): data is Chunks {
  const holds = (typeof data === 'object' && data !== null) || typeof data === 'function'
  return holds && (Symbol.asyncIterator in data || Symbol.iterator in data)
}

/** Opens first, as Node.js does, so a refusal comes before anything is read. The descriptor stays open. */
export async function writeChunks(
  files: FilesState,
  open: () => number,
  data: unknown,
  encoding: unknown,
): Promise<void> {
  const fd = await files.work.perform(open)
  if (!isChunks(data)) throw invalidData(data)
  for await (const chunk of data) {
    const bytes = toBytes(chunk, encoding)
    if (!bytes) throw invalidData(chunk)
    files.tmp.call('writeFileSync', fd, bytes)
  }
}
