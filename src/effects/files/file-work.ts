// Asynchronous work on /tmp that is under way: it takes a turn of the real loop, as disk work does, and can be frozen.

import { AsyncResource } from 'node:async_hooks'
import type { WriteStream } from 'node:fs'
import { CallSite } from '../clock/call-site.js'
import { hostTime } from '../host-time.js'
import type { AskWhose } from '../whose.js'
import type { Work } from '../work/work.js'
import { FileJob, OpenStream } from './left-files.js'

/**
 * The queue of one environment. A job runs in the AsyncLocalStorage context of whoever asked for it. While frozen
 * (FRZ-4) jobs that come up are kept, in order, and run after the thaw.
 */
export class FileWork {
  readonly #whose: AskWhose | undefined
  readonly #jobs = new Set<FileJob>()
  readonly #streams = new Set<OpenStream>()
  #process = 0
  #held: (() => void)[] | undefined

  /** `whose` says who asks for what is asked for now. */
  constructor(whose?: AskWhose) {
    this.#whose = whose
  }

  /** How many jobs have been asked for and not run. */
  get pending(): number {
    return this.#jobs.size
  }

  /** Nothing is unfinished. */
  get idle(): boolean {
    return this.#jobs.size === 0 && this.#streams.size === 0
  }

  /** Those jobs, and the write streams that nobody has ended. */
  *unfinished(): Generator<Work> {
    yield* this.#jobs
    for (const stream of this.#streams) {
      if (stream.phase() === 'over') this.#streams.delete(stream)
      else yield stream
    }
  }

  /** `on` says what the job works on, where that is known. */
  defer(job: () => void, on?: unknown): void {
    const whose = this.#whose?.()
    const entry = new FileJob(on, whose && { ...whose, site: new CallSite(this.defer) })
    this.#jobs.add(entry)
    this.#schedule(entry, job, this.#process)
  }

  /** Resolves when a job asked for now would run. */
  turn(on?: unknown): Promise<void> {
    return new Promise((resolve) => {
      this.defer(resolve, on)
    })
  }

  /** `stream` was made by a call of `facade`. */
  opened(stream: WriteStream, on: unknown, facade: (...args: never[]) => unknown): void {
    const whose = this.#whose?.()
    if (whose) this.#streams.add(new OpenStream(stream, on, { ...whose, site: new CallSite(facade) }))
  }

  freeze(): void {
    this.#held ??= []
  }

  thaw(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const again of held) again()
  }

  /** Forgets all jobs: the process that asked for them is gone. */
  drop(): void {
    this.#process++
    this.#jobs.clear()
    this.#streams.clear()
    this.#held = undefined
  }

  #schedule(entry: FileJob, job: () => void, process: number): void {
    hostTime.setImmediate(() => {
      if (process !== this.#process) return
      if (this.#held) {
        this.#held.push(AsyncResource.bind(() => this.#schedule(entry, job, process)))
        return
      }
      this.#jobs.delete(entry)
      entry.over = true
      job()
    })
  }
}
