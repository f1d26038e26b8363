// Listens to V8's promise hooks while somebody may trace, and tells each trace what its invocation does.

import type { Current, Undo } from '../effect.js'
import { process } from '../host-process.js'
import type { PromiseTrace } from './promise-trace.js'
import { followTicks } from './tick-hook.js'

/**
 * Everything in here runs inside of user code, at each promise of the process: it must neither throw nor make promises,
 * and it returns at once while there is no trace. V8 is not told to listen for each trace anew, because that costs as
 * much as dozens of promises do while it listens; but what only a full trace asks for is not listened to for others.
 * https://nodejs.org/api/v8.html#promise-hooks
 */
export class PromiseHooks {
  readonly #current: Current<PromiseTrace>
  #listeners = 0
  #stop: Undo | undefined
  #stopFollowing: Undo | undefined
  /** How many traces are open, and how many of them follow everything. */
  #open = 0
  #full = 0
  /** Whose continuation of a promise is running. */
  #continuing: PromiseTrace | undefined

  /** `current` is the trace of the invocation whose code is running. */
  constructor(current: Current<PromiseTrace>) {
    this.#current = current
  }

  /** Before anybody listens: Node.js 22 takes V8's hooks away from others when a hook of `node:async_hooks` is enabled. */
  install(): Undo {
    return followTicks(() => (this.#full > 0 ? this.#current() : undefined))
  }

  /** Listens, until the last of those who asked for it is gone. */
  listen(): Undo {
    if (this.#listeners++ === 0) {
      this.#stop = this.#listen()
      if (this.#full > 0) this.#follow()
    }
    let undone = false
    return () => {
      if (undone) return
      undone = true
      if (--this.#listeners > 0) return
      this.#stop?.()
      this.#stop = undefined
      this.#unfollow()
    }
  }

  /** Tells `trace` of promises, until it is closed. */
  open({ kind }: PromiseTrace): void {
    this.#open++
    if (kind === 'full') {
      this.#full++
      if (this.#listeners > 0) this.#follow()
    } else if (this.#full === 0) this.#unfollow()
  }

  close({ kind }: PromiseTrace): void {
    this.#open--
    if (kind === 'full') this.#full--
  }

  #listen(): Undo {
    const init = (promise: Promise<unknown>, parent: Promise<unknown>): void => {
      if (this.#open > 0) this.#current()?.made(promise, parent, init)
    }
    return createHook({ init })
  }

  /** What happens to promises later. */
  #follow(): void {
    this.#stopFollowing ??= createHook({
      before: (promise) => {
        this.#continuing = this.#full > 0 ? this.#current() : undefined
        this.#continuing?.continues(promise)
      },
      // Node.js 22 has left the asynchronous context by then.
      after: () => {
        this.#continuing?.stops()
        this.#continuing = undefined
      },
      settled: (promise) => {
        if (this.#full > 0) this.#current()?.settled(promise)
      },
    })
  }

  #unfollow(): void {
    this.#stopFollowing?.()
    this.#stopFollowing = undefined
  }
}

function createHook(callbacks: Parameters<PromiseHooksOfNode['createHook']>[0]): Undo {
  return process.getBuiltinModule('node:v8').promiseHooks.createHook(callbacks) as unknown as Undo
}

type PromiseHooksOfNode = (typeof import('node:v8'))['promiseHooks']
