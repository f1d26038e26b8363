// What a thread takes of the machine, as it sees it itself: asking it from outside takes longer than a warm invocation.

import { getHeapStatistics } from 'node:v8'
import { hostTime } from '../../../effects/host-time.js'
import type { Used } from '../../port.js'

export class Usage {
  readonly #besidesMs: () => number
  #cpuBefore: number

  /** `besidesMs`: CPU time of the thread so far that is none of the function's. */
  constructor(besidesMs: () => number) {
    this.#besidesMs = besidesMs
    this.#cpuBefore = hostTime.cpu() - besidesMs()
  }

  /** Since the last time. */
  take(): Used {
    const now = hostTime.cpu() - this.#besidesMs()
    // The two are measured by different clocks.
    const cpuMs = Math.max(0, now - this.#cpuBefore)
    this.#cpuBefore = now
    const { used_heap_size: heap, external_memory: buffers } = getHeapStatistics()
    return { cpuMs, memoryBytes: heap + buffers }
  }
}
