// The threads of one test worker: made when they are needed, one ahead of that, so that a cold start finds it booted.

import type { ScriptCoverage } from './messages.js'
import { Thread, type ThreadMake } from './thread.js'

export class Threads {
  readonly #make: ThreadMake
  /** By their limit of memory, which no thread can change. */
  readonly #spares = new Map<number, Thread>()
  readonly #scripts: ScriptCoverage[] = []

  constructor(make: ThreadMake) {
    this.#make = make
  }

  /** A thread that nobody has used; another one is made in its place. */
  take(memoryMB: number): Thread {
    const spare = this.#spares.get(memoryMB) ?? new Thread(this.#make, memoryMB)
    this.#spares.delete(memoryMB)
    // Not at the same time: on few cores it would slow down the one that is wanted.
    spare.booted.then(() => this.#prepare(memoryMB)).catch(() => undefined)
    return spare
  }

  #prepare(memoryMB: number): void {
    if (!this.#ended && !this.#spares.has(memoryMB)) this.#spares.set(memoryMB, new Thread(this.#make, memoryMB))
  }

  /** Whether somebody wants to know what has run. */
  get counts(): boolean {
    return this.#make.coverage !== undefined
  }

  /** A thread of these has run this. */
  ran(scripts: readonly ScriptCoverage[]): void {
    this.#scripts.push(...scripts)
  }

  /** What all of them have run. */
  get scripts(): readonly ScriptCoverage[] {
    return this.#scripts
  }

  #ended = false

  async end(): Promise<void> {
    this.#ended = true
    const spares = [...this.#spares.values()]
    this.#spares.clear()
    await Promise.all(spares.map((spare) => spare.end()))
  }
}
