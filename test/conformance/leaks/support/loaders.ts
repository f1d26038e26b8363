// Channels, loaders and schedulers by hand: one side waits until the other has something.

import type { Job } from './jobs.js'

/** In the ways of DataLoader 2. */
export class NextTickLoader {
  #batch: {
    readonly key: string
    readonly resolve: (value: unknown) => void
    readonly reject: (e: unknown) => void
  }[] = []
  readonly #fetch: (keys: string[]) => Promise<unknown[]>

  constructor(fetch: (keys: string[]) => Promise<unknown[]>) {
    this.#fetch = fetch
  }

  load(key: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#batch.push({ key, resolve, reject }) > 1) return
      void Promise.resolve().then(() => process.nextTick(() => this.#dispatch()))
    })
  }

  #dispatch(): void {
    const batch = this.#batch
    this.#batch = []
    this.#fetch(batch.map(({ key }) => key))
      .then((values) => batch.forEach(({ resolve }, index) => resolve(values[index])))
      .catch((error: unknown) => batch.forEach(({ reject }) => reject(error)))
  }
}

export class AsyncLoader {
  #waiting: { readonly key: string; readonly resolve: (value: unknown) => void }[] = []
  readonly #job: Job

  constructor(job: Job) {
    this.#job = job
  }

  load(key: string): Promise<unknown> {
    return new Promise((resolve) => {
      if (this.#waiting.push({ key, resolve }) === 1) queueMicrotask(() => void this.#dispatch())
    })
  }

  async #dispatch(): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    for (const { key, resolve } of batch) resolve(await this.#job(key))
  }
}

export class Scheduler {
  readonly #queue: { readonly item: string; readonly resolve: (value: unknown) => void }[] = []
  readonly #loop: Promise<void>
  readonly #job: Job
  #wake: () => void = () => {}
  #stopped = false

  constructor(job: Job) {
    this.#job = job
    this.#loop = this.#run()
  }

  submit(item: string): Promise<unknown> {
    return new Promise((resolve) => {
      this.#queue.push({ item, resolve })
      this.#wake()
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    await this.#loop
  }

  async #run(): Promise<void> {
    for (;;) {
      const next = this.#queue.shift()
      if (next) next.resolve(await this.#job(next.item))
      else if (this.#stopped) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

export class Channel<T> implements AsyncIterable<T> {
  readonly #items: T[] = []
  #wake = Promise.withResolvers<void>()
  #closed = false

  push(item: T): void {
    this.#items.push(item)
    this.#wake.resolve()
  }

  close(): void {
    this.#closed = true
    this.#wake.resolve()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#items.length > 0) yield this.#items.shift() as T
      if (this.#closed) return
      await this.#wake.promise
      if (!this.#closed) this.#wake = Promise.withResolvers()
    }
  }
}
