// Asynchronous work on /tmp that is under way: it takes a turn of the real loop, as disk work does, and can be frozen.

import { AsyncResource } from 'node:async_hooks'
import { hostTime } from '../host-time.js'

/**
 * The queue of one environment. A job runs in the AsyncLocalStorage context of whoever asked for it. While frozen
 * (FRZ-4) jobs that come up are kept, in order, and run after the thaw.
 */
export class FileWork {
  #pending = 0
  #process = 0
  #held: (() => void)[] | undefined

  /** How many jobs have been asked for and not run. */
  get pending(): number {
    return this.#pending
  }

  defer(job: () => void): void {
    this.#pending++
    this.#schedule(job, this.#process)
  }

  /** Resolves when a job asked for now would run. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.defer(resolve)
    })
  }

  freeze(): void {
    this.#held ??= []
  }

  thaw(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const job of held) this.#schedule(job, this.#process)
  }

  /** Forgets all jobs: the process that asked for them is gone. */
  drop(): void {
    this.#process++
    this.#pending = 0
    this.#held = undefined
  }

  #schedule(job: () => void, process: number): void {
    hostTime.setImmediate(() => {
      if (process !== this.#process) return
      if (this.#held) {
        this.#held.push(AsyncResource.bind(job))
        return
      }
      this.#pending--
      job()
    })
  }
}
