// Runs so many jobs at once, the others later: the ways of a well-known package, in code of the function’s own.

type Run = () => void

export function pLimit(concurrency: number) {
  const queue: Run[] = []
  let active = 0
  const resume = (): void => {
    if (active < concurrency && queue.length > 0) {
      active++
      queue.shift()?.()
    }
  }
  const next = (): void => {
    active--
    resume()
  }
  const run = async <T>(job: () => Promise<T>, resolve: (value: Promise<T>) => void): Promise<void> => {
    const result = (async () => job())()
    resolve(result)
    try {
      await result
    } catch {}
    next()
  }
  const enqueue = <T>(job: () => Promise<T>, resolve: (value: Promise<T>) => void): void => {
    new Promise<void>((internal) => {
      queue.push(internal)
    }).then(() => run(job, resolve))
    if (active < concurrency) resume()
  }
  return <T>(job: () => Promise<T>): Promise<T> => new Promise<T>((resolve) => enqueue(job, resolve as never))
}
