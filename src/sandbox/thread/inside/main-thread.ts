// A function's code runs in the main thread of its process, on Lambda: here it sees no other, and not what ours is born with.

import workerThreads from 'node:worker_threads'
import { patch } from '../../../effects/patch.js'

/** Whoever needs what is there by these names must have taken it before. For the life of the thread. */
export function standAsMainThread(): void {
  for (const [name, value] of Object.entries({ isMainThread: true, threadId: 0, parentPort: null, workerData: null }))
    patch(workerThreads, name, { value, enumerable: true })
}
