// Queues by hand: what is added is worked off by so many at once.

import { EventEmitter } from 'node:events'
import type { Job } from './jobs.js'

export class Semaphore {
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(free: number) {
    this.#free = free
  }

  async acquire(): Promise<() => void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return () => this.#release()
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire()
    try {
      return await work()
    } finally {
      release()
    }
  }

  #release(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}

export function callbackQueue(
  work: (item: string, done: (error?: unknown) => void) => void,
  concurrency: number,
  drain: () => void,
): (item: string) => void {
  const waiting: string[] = []
  let running = 0
  const next = (): void => {
    const item = running < concurrency ? waiting.shift() : undefined
    if (item === undefined) {
      if (running === 0) drain()
      return
    }
    running++
    work(item, () => {
      running--
      next()
    })
  }
  return (item) => {
    waiting.push(item)
    process.nextTick(next)
  }
}

export class DrainedQueue {
  readonly #items: string[] = []
  readonly #job: Job
  readonly #most: number
  #running = 0
  #drained = Promise.withResolvers<void>()

  constructor(job: Job, most: number) {
    this.#job = job
    this.#most = most
  }

  push(item: string): void {
    this.#items.push(item)
    if (this.#running < this.#most) void this.#work()
  }

  drained(): Promise<void> {
    return this.#drained.promise
  }

  async #work(): Promise<void> {
    this.#running++
    for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) await this.#job(item)
    this.#running--
    await undefined
    if (this.#running === 0) this.#drained.resolve()
  }
}

export class IdleQueue extends EventEmitter {
  readonly #items: string[] = []
  readonly #job: Job
  readonly #most: number
  #running = 0

  constructor(job: Job, most: number) {
    super()
    this.#job = job
    this.#most = most
  }

  get busy(): boolean {
    return this.#running > 0
  }

  add(item: string): void {
    this.#items.push(item)
    void this.#next()
  }

  async #next(): Promise<void> {
    if (this.#running >= this.#most) return
    const item = this.#items.shift()
    if (item === undefined) return
    this.#running++
    try {
      await this.#job(item)
    } finally {
      this.#running--
      if (this.#items.length > 0) void this.#next()
      else if (this.#running === 0) this.emit('idle')
    }
  }
}

/** In the ways of p-queue 8. */
export class PQueue {
  readonly #queue: (() => Promise<void>)[] = []
  readonly #idle = new EventEmitter()
  readonly #concurrency: number
  #pending = 0

  constructor(concurrency: number) {
    this.#concurrency = concurrency
  }

  async add<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#queue.push(async () => {
        this.#pending++
        try {
          const result = await work()
          resolve(result)
        } catch (error) {
          reject(error)
        } finally {
          this.#pending--
          this.#tryNext()
        }
      })
      this.#tryNext()
    })
  }

  async onIdle(): Promise<void> {
    if (this.#pending === 0 && this.#queue.length === 0) return
    await new Promise<void>((resolve) => this.#idle.once('idle', resolve))
  }

  #tryNext(): void {
    if (this.#queue.length === 0) {
      if (this.#pending === 0) this.#idle.emit('idle')
      return
    }
    if (this.#pending < this.#concurrency) void this.#queue.shift()?.()
  }
}
