// Asynchronous work on /tmp that is under way: it takes a turn of the real loop, as disk work does, and can be frozen.

import { AsyncResource } from 'node:async_hooks'
import type { WriteStream } from 'node:fs'
import { CallSite } from '../clock/call-site.js'
import { hostTime } from '../host-time.js'
import type { AskWhose } from '../whose.js'
import type { Work } from '../work/work.js'
import { FileJob, OpenStream } from './left-files.js'

/** Does the work, as the pool of threads does that Node.js has for it, and returns how the code goes on. Never throws. */
export type Job = () => () => void

/**
 * The queue of one runtime process. A job runs in the AsyncLocalStorage context of whoever asked for it. What is under way
 * at the answer is done, but the code goes on only after the thaw (FRZ-10); and while frozen (FRZ-4) jobs that come up
 * are kept, in order, and run then.
 */
export class FileWork {
  readonly #whose: AskWhose | undefined
  readonly #jobs = new Set<FileJob>()
  readonly #streams = new Set<OpenStream>()
  #state: 'running' | 'answered' | 'frozen' = 'running'
  #ended = false
  #held: (() => void)[] = []

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

  /** Its process is gone. */
  get ended(): boolean {
    return this.#ended
  }

  /** `on` says what the job works on, where that is known. */
  defer(job: Job, on?: unknown): void {
    if (this.#ended) return
    const whose = this.#whose?.()
    const entry = new FileJob(on, whose && { ...whose, site: new CallSite(this.defer) })
    this.#jobs.add(entry)
    this.#schedule(entry, job)
  }

  /** The same for code that awaits what `run` returns, or throws. */
  perform<Result>(run: () => Result, on?: unknown): Promise<Awaited<Result>> {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<Result>>()
    this.defer(() => {
      try {
        const result = run()
        // Its rejection is that of `promise`, which may be frozen for long.
        if (result instanceof Promise) result.catch(() => undefined)
        return () => resolve(result as Awaited<Result>)
      } catch (error) {
        return () => reject(error)
      }
    }, on)
    return promise
  }

  /** `stream` was made by a call of `facade`. */
  opened(stream: WriteStream, on: unknown, facade: (...args: never[]) => unknown): void {
    const whose = this.#whose?.()
    if (whose && !this.#ended) this.#streams.add(new OpenStream(stream, on, { ...whose, site: new CallSite(facade) }))
  }

  /** The handler has answered: in this turn the pool goes on, but not the code. */
  answered(): void {
    this.#state = 'answered'
  }

  freeze(): void {
    this.#state = 'frozen'
  }

  thaw(): void {
    this.#state = 'running'
    for (const again of this.#held.splice(0)) again()
  }

  /** The process is gone: its jobs are forgotten, and what is left of its code waits for ever for those it still asks for. */
  end(): void {
    this.#ended = true
    this.#jobs.clear()
    this.#streams.clear()
    this.#held = []
  }

  #schedule(entry: FileJob, job: Job): void {
    hostTime.setImmediate(() => {
      if (this.#ended) return
      if (this.#state === 'frozen') return this.#hold(entry, job)
      const goOn = job()
      if (this.#state === 'answered') return this.#hold(entry, () => goOn)
      this.#jobs.delete(entry)
      entry.over = true
      goOn()
    })
  }

  #hold(entry: FileJob, job: Job): void {
    this.#held.push(AsyncResource.bind(() => this.#schedule(entry, job)))
  }
}
