// Work that is under way until a promise settles, for natives that nothing else announces.

import type { LeakKind } from '../../record/leak.js'
import type { Current, Effect, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import { begin, end, type Work, type WorkPhase, type WorkState } from './work.js'

/** Under way until somebody says that it is over. */
export class PromisedWork implements Work {
  readonly kind: LeakKind
  readonly subject: string
  readonly #description: string

  constructor(kind: LeakKind, description: string, subject: string = description) {
    this.kind = kind
    this.subject = subject
    this.#description = description
  }

  phase(): WorkPhase {
    return 'under way'
  }

  describe(): string {
    return this.#description
  }
}

/**
 * WebCrypto jobs look like synchronous ones to `node:async_hooks` (Node.js 24 and later), and WebAssembly compiles on
 * threads of V8 that nothing announces.
 */
export const promisedWorkEffect: Effect<WorkState> = { name: 'promised-work', install }

function install(current: Current<WorkState>): Undo {
  const subtle: object = Object.getPrototypeOf(globalThis.crypto.subtle)
  const names = Object.getOwnPropertyNames(subtle).filter((name) => name !== 'constructor')
  const webAssembly: object = Reflect.get(globalThis, 'WebAssembly') as object
  return unwind([
    ...names.map((name) =>
      whileSettling(subtle, name, () => new PromisedWork('crypto', `crypto.subtle.${name}`), current),
    ),
    ...['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'].map((name) =>
      whileSettling(webAssembly, name, () => new PromisedWork('import', `WebAssembly.${name}`), current),
    ),
  ])
}

function whileSettling(target: object, name: string, make: () => PromisedWork, current: Current<WorkState>): Undo {
  const original: unknown = Reflect.get(target, name)
  if (typeof original !== 'function') return () => undefined
  return patch(target, name, {
    value(this: unknown, ...args: unknown[]): unknown {
      const returned: unknown = Reflect.apply(original, this, args)
      const state = current()
      if (!state || !(returned instanceof Promise)) return returned
      const piece = make()
      begin(state, piece)
      // The derived promise is handed out, so that a rejection that nobody handles still counts as unhandled.
      return returned.finally(() => end(state, piece))
    },
  })
}
