// How much memory the code of a thread needs: what is left when its garbage is gone.

import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of heap and buffers. It takes as long as V8 takes to look for all garbage. */
export function bytesNeeded(): number {
  collectGarbage()
  const { used_heap_size: heap, external_memory: buffers } = getHeapStatistics()
  return heap + buffers
}

/**
 * V8 hands the function for that to contexts that are made while it may. It goes on freeing the buffers that it found after
 * that function has returned, and counts them until then; a second collection, of young objects only, waits for the first.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  try {
    const gc = runInNewContext('gc') as (options?: { type: 'minor' }) => void
    gc()
    gc({ type: 'minor' })
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}
