// The threads of one test file: made when they are needed, and one ahead of that where it pays; ended with the file.

import { hostTime } from '../../effects/host-time.js'
import { type Coverage, Total } from './coverage.js'
import { makeRoomForYoung } from './heap.js'
import type { FetchedGraph, Foresight, ModuleCode } from './messages.js'
import { startFailure } from './start-failure.js'
import { Thread, type ThreadMake } from './thread.js'

/** Within this time the first invocation has begun that the thread was taken for, in real milliseconds. */
const AFTER_START_MS = 10

export class Threads {
  readonly #make: ThreadMake
  /** Limits of memory of which one was taken. */
  readonly #sizes = new Set<number>()
  /** Booted ahead, by their limit of memory, which no thread can change. */
  readonly #spares = new Map<number, Thread>()
  readonly #alive = new Set<Thread>()
  /** Threads for which Vite was asked. */
  readonly #foreseeing = new WeakSet<Thread>()
  readonly #total = new Total()
  #ended = false

  constructor(make: ThreadMake) {
    this.#make = make
    makeRoomForYoung()
  }

  /**
   * One is going to be needed: it boots while the test file goes on. `code`: what it is going to run, most likely;
   * undefined: nobody knows yet.
   */
  expect(memoryMB: number, code?: ModuleCode): void {
    if (this.#ended) return
    const spare = this.#spares.get(memoryMB) ?? this.#bootSpare(memoryMB)
    if (code) this.#foresee(spare, code)
  }

  /**
   * A thread that nobody has used. From the second one of a size on, another is booted ahead: most files need one
   * thread, for which that would be as much work again, and a file that needs two goes on to need many.
   */
  take(memoryMB: number, code: ModuleCode): Thread {
    const thread = this.#spares.get(memoryMB) ?? this.#boot(memoryMB)
    this.#spares.delete(memoryMB)
    this.#foresee(thread, code)
    // Not at the same time: on few cores it would slow down the one that is wanted.
    const soon = (): unknown => hostTime.setTimeout(() => this.expect(memoryMB, code), AFTER_START_MS).unref()
    if (this.#sizes.has(memoryMB)) void thread.started.then(soon)
    this.#sizes.add(memoryMB)
    return thread
  }

  /** While the thread boots, Vite makes ready what it is going to ask for; of what fails it hears when it asks. */
  #foresee(thread: Thread, code: ModuleCode): void {
    if (this.#foreseeing.has(thread)) return
    this.#foreseeing.add(thread)
    this.#foresight(code).then(
      (foresight) => foresight && thread.foresee(foresight),
      () => undefined,
    )
  }

  async #foresight({ id, importer }: ModuleCode): Promise<Foresight | undefined> {
    const url = await this.#make.ask({ name: 'locate', id, importer })
    if (typeof url !== 'string') return undefined
    const graph = (await this.#make.ask({ name: 'graph', url })) as FetchedGraph
    return { verb: 'foresee', code: { id, importer }, url, graph }
  }

  /** The module of `code` and all that it imports statically; empty where that cannot be told. */
  async graphOf(code: ModuleCode): Promise<FetchedGraph> {
    const foresight = await this.#foresight(code).catch(() => undefined)
    return foresight?.graph ?? []
  }

  #bootSpare(memoryMB: number): Thread {
    const spare = this.#boot(memoryMB)
    this.#spares.set(memoryMB, spare)
    void spare.ended.then(() => {
      if (this.#spares.get(memoryMB) === spare) this.#spares.delete(memoryMB)
    })
    return spare
  }

  #boot(memoryMB: number): Thread {
    const thread = new Thread(this.#make, memoryMB, (error) => startFailure(error, this.#alive.size - 1))
    this.#alive.add(thread)
    void thread.ended.then(() => this.#alive.delete(thread))
    return thread
  }

  /** Whether somebody may stop their code for as long as he likes. */
  get debugged(): boolean {
    return this.#make.debugged()
  }

  /** Whether somebody wants to know what has run. */
  get counts(): boolean {
    return this.#make.countedBy !== undefined
  }

  /** A thread of these has run this. */
  ran(coverage: Coverage): void {
    this.#total.add(coverage)
  }

  /** What all of them have run. */
  get coverage(): Coverage {
    return this.#total.sum
  }

  /** Ends all of them, also those that an environment still has. */
  async end(): Promise<void> {
    this.#ended = true
    await Promise.all([...this.#alive].map((thread) => thread.end()))
  }
}
