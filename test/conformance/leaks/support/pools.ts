// Pools by hand: so many jobs at once, in the ways of well-known packages.

import type { Job } from './jobs.js'

/** In the ways of p-map 7: each step is a function of its own that nobody awaits. */
export function pMap(
  items: Iterable<string> | AsyncIterable<string>,
  job: Job,
  concurrency: number,
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const result: unknown[] = []
    const iterator = Symbol.iterator in items ? items[Symbol.iterator]() : items[Symbol.asyncIterator]()
    let [isResolved, isDone, resolving, current] = [false, false, 0, 0]
    const next = async (): Promise<void> => {
      if (isResolved) return
      const item = await iterator.next()
      const index = current++
      if (item.done === true) {
        isDone = true
        if (resolving === 0 && !isResolved) {
          isResolved = true
          resolve(result)
        }
        return
      }
      resolving++
      void (async () => {
        try {
          const element = await item.value
          if (isResolved) return
          result[index] = await job(element)
          resolving--
          await next()
        } catch (error) {
          isResolved = true
          reject(error)
        }
      })()
    }
    void (async () => {
      for (let index = 0; index < concurrency; index++) {
        try {
          await next()
        } catch (error) {
          reject(error)
          break
        }
        if (isDone) break
      }
    })()
  })
}

/** In the ways of p-map 2. */
export function earlyPMap(items: Iterable<string>, job: Job, concurrency: number): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const result: unknown[] = []
    const iterator = items[Symbol.iterator]()
    let [isDone, resolving, current] = [false, 0, 0]
    const begin = (): void => {
      const item = iterator.next()
      const index = current++
      if (item.done === true) {
        isDone = true
        if (resolving === 0) resolve(result)
        return
      }
      resolving++
      Promise.resolve(item.value)
        .then((element) => job(element))
        .then((value) => {
          result[index] = value
          resolving--
          begin()
        }, reject)
    }
    for (let index = 0; index < concurrency; index++) if (!isDone) begin()
  })
}

/** In the ways of p-limit 6. */
export function pLimit(concurrency: number): <T>(job: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = []
  let active = 0
  const resume = (): void => {
    if (active >= concurrency || queue.length === 0) return
    queue.shift()?.()
    active++
  }
  const run = async <T>(job: () => Promise<T>, resolve: (value: Promise<T>) => void): Promise<void> => {
    const result = (async () => job())()
    resolve(result)
    try {
      await result
    } catch {}
    active--
    resume()
  }
  const enqueue = <T>(job: () => Promise<T>, resolve: (value: Promise<T>) => void): void => {
    void new Promise<void>((internal) => queue.push(internal)).then(() => run(job, resolve))
    void (async () => {
      await Promise.resolve()
      if (active < concurrency) resume()
    })()
  }
  return (job) => new Promise((resolve) => enqueue(job, resolve))
}

/** In the ways of tiny-async-pool 2. */
export async function* asyncPool(concurrency: number, items: readonly string[], job: Job): AsyncGenerator<unknown> {
  const executing = new Set<Promise<readonly [Promise<unknown>, unknown]>>()
  const consume = async (): Promise<unknown> => {
    const [promise, value] = await Promise.race(executing)
    executing.delete(promise as Promise<readonly [Promise<unknown>, unknown]>)
    return value
  }
  for (const item of items) {
    const promise: Promise<readonly [Promise<unknown>, unknown]> = (async () => await job(item))().then(
      (value) => [promise, value] as const,
    )
    executing.add(promise)
    if (executing.size >= concurrency) yield await consume()
  }
  while (executing.size > 0) yield await consume()
}
