// Runs code with its promises traced, as the sandbox does for an invocation.

import { AsyncLocalStorage } from 'node:async_hooks'
import { PromiseHooks } from '../../../src/effects/promises/promise-hooks.js'
import { PromiseTrace, type TraceKind } from '../../../src/effects/promises/promise-trace.js'

/** Whose promises are made. */
export const current: AsyncLocalStorage<PromiseTrace> = new AsyncLocalStorage()

/** One for all tests of a file, as a worker has one. */
export const hooks: PromiseHooks = new PromiseHooks(() => current.getStore())
hooks.install()

interface Options {
  readonly kind?: TraceKind
  readonly most?: number
  readonly ownFirst?: boolean
}

/** Everything that `code` does until the event loop has turned once after its answer. */
export async function traced(
  code: () => unknown,
  { kind = 'full', most = 1000, ownFirst = false }: Options = {},
): Promise<PromiseTrace> {
  const trace = new PromiseTrace(kind, most, () => performance.now(), ownFirst)
  const stop = hooks.listen()
  hooks.open(trace)
  await new Promise<void>((done) => {
    current.run(trace, () => {
      const result = code()
      const answered = (): void => {
        trace.answered(result)
        setImmediate(done)
      }
      if (result instanceof Promise) result.then(answered, answered)
      else answered()
    })
  })
  hooks.close(trace)
  stop()
  return trace
}

/** A promise that has its value at once, as a mock gives it. */
export function instantly<Value>(value: Value): Promise<Value> {
  return Promise.resolve(value)
}

/** A turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
