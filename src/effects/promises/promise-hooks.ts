// Listens to V8's promise hooks while somebody traces, and tells each trace what its invocation does.

import type { Current, Undo } from '../effect.js'
import { process } from '../host-process.js'
import type { PromiseTrace, TraceKind } from './promise-trace.js'

/**
 * Everything in here runs inside of user code, at each promise of the process: it must neither throw nor make promises.
 * https://nodejs.org/api/v8.html#promise-hooks
 */
export class PromiseHooks {
  readonly #current: Current<PromiseTrace>
  readonly #users: Record<TraceKind, number> = { full: 0, answer: 0 }
  readonly #stops: Record<TraceKind, Undo | undefined> = { full: undefined, answer: undefined }

  /** `current` is the trace of the invocation whose code is running. */
  constructor(current: Current<PromiseTrace>) {
    this.#current = current
  }

  /** Listens for traces of one kind until undone. */
  listen(kind: TraceKind): Undo {
    if (this.#users[kind]++ === 0) this.#stops[kind] = kind === 'full' ? this.#listenToAll() : this.#listenToNew()
    let undone = false
    return () => {
      if (undone) return
      undone = true
      if (--this.#users[kind] > 0) return
      this.#stops[kind]?.()
      this.#stops[kind] = undefined
    }
  }

  #listenToAll(): Undo {
    const init = this.#initOf('full')
    const stop: unknown = process.getBuiltinModule('node:v8').promiseHooks.createHook({
      init,
      before: (promise) => this.#full()?.continues(promise),
      after: () => this.#full()?.stops(),
      settled: (promise) => this.#full()?.settled(promise),
    })
    return stop as Undo
  }

  #listenToNew(): Undo {
    return process.getBuiltinModule('node:v8').promiseHooks.onInit(this.#initOf('answer')) as unknown as Undo
  }

  #full(): PromiseTrace | undefined {
    const trace = this.#current()
    return trace?.kind === 'full' ? trace : undefined
  }

  #initOf(kind: TraceKind): (promise: Promise<unknown>, parent: Promise<unknown>) => void {
    const init = (promise: Promise<unknown>, parent: Promise<unknown>): void => {
      const trace = this.#current()
      if (trace?.kind === kind) trace.made(promise, parent, init)
    }
    return init
  }
}
