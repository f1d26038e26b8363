// The pool of fetch and undici: each environment has its own, so that a cold one finds no connection.

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import type { ConnectionBook } from './connection-book.js'
import { anotherDispatcher, type Dispatcher, isDefaultDispatcher, isDispatcher } from './dispatcher.js'

/**
 * Where all copies of undici, the one inside Node.js too, look for their pool at each request; the newer slot since
 * undici 8 (Node.js 26). Source: https://github.com/nodejs/undici/blob/main/lib/global.js
 */
const SLOTS: Slots = {
  newer: Symbol.for('undici.globalDispatcher.2'),
  older: Symbol.for('undici.globalDispatcher.1'),
}

interface Slots {
  readonly newer: symbol
  readonly older: symbol
}

/**
 * undici defines its slots when it is loaded, at the first use of fetch, as properties that cannot be redefined, only
 * assigned to. So a router is put into them as soon as somebody looks. A pool that the test has put there (a MockAgent, a
 * custom agent) is the test's for everybody.
 */
export class FetchPools {
  readonly #slots: Slots
  readonly #routers = new Map<object, object>()
  readonly #undos: Undo[] = []
  /** Replacements that are sending a request in this very moment. */
  readonly #dispatching = new Set<object>()
  /** What was in the slots when they were looked at last. */
  #newer: unknown
  #older: unknown
  #current: Current<ConnectionBook> = () => undefined

  /** A test may pass slots of its own: once undici is loaded, it does not let go of its. */
  constructor(slots: Slots = SLOTS) {
    this.#slots = slots
  }

  install(current: Current<ConnectionBook>): Undo {
    this.#current = current
    const onRequest = (): void => {
      if (this.#isUnused && !this.#isSeen()) this.#look(current())
    }
    subscribe('undici:request:create', onRequest)
    this.#look()
    return () => {
      unsubscribe('undici:request:create', onRequest)
      unwind(this.#undos.splice(0))()
      this.#routers.clear()
      this.#newer = this.#older = undefined
    }
  }

  /** Code of an environment may run from now on. */
  enter(): void {
    if (!this.#isSeen()) this.#look()
  }

  /** Code of the environment does not run any more: a pool that it has made everybody's becomes its own. */
  leave(book: ConnectionBook): void {
    if (this.#isSeen()) return
    this.#takeBack(this.#slots.newer, this.#newer, book)
    this.#takeBack(this.#slots.older, this.#older, book)
    this.#look()
  }

  /** undici was not loaded when somebody looked. */
  get #isUnused(): boolean {
    return this.#newer === undefined && this.#older === undefined
  }

  #isSeen(): boolean {
    const { newer, older } = this.#slots
    // Not by `Reflect.get`, which V8 does not optimise for globals: it is asked four times in every cold start.
    const globals = globalThis as unknown as Record<symbol, unknown>
    return globals[older] === this.#older && globals[newer] === this.#newer
  }

  #takeBack(slot: symbol, former: unknown, book: ConnectionBook): void {
    const there: unknown = Reflect.get(globalThis, slot)
    if (there === former || !isDispatcher(there) || this.#behind(there)) return
    // undici was loaded meanwhile, and what it made for itself is lost.
    const isFirst = former === undefined && !isDefaultDispatcher(there)
    const shared = this.#behind(former) ?? (isFirst ? anotherDispatcher(there) : undefined)
    if (shared === undefined) return
    book.pools.replace(shared, there)
    this.#put(slot, shared)
  }

  /** Routes the default pools that nobody has routed. `user` is sending its first request. */
  #look(user?: ConnectionBook): void {
    const { newer, older } = this.#slots
    this.#lookAt(newer, this.#newer, user)
    this.#lookAt(older, this.#older, user)
    this.#newer = Reflect.get(globalThis, newer)
    this.#older = Reflect.get(globalThis, older)
  }

  /**
   * A pool that came with the request of `user` already holds that connection: it becomes the user's, and everybody else
   * gets another.
   */
  #lookAt(slot: symbol, former: unknown, user: ConnectionBook | undefined): void {
    const there: unknown = Reflect.get(globalThis, slot)
    if (!isDispatcher(there) || this.#behind(there) || !isDefaultDispatcher(there)) return
    const shared = user && former === undefined ? anotherDispatcher(there) : undefined
    if (shared) user?.pools.adopt(shared, there)
    this.#put(slot, shared ?? there)
  }

  #put(slot: symbol, shared: Dispatcher): void {
    const router = this.#routers.get(shared) ?? this.#route(shared)
    this.#routers.set(shared, router)
    const { value: _, ...shape } = Object.getOwnPropertyDescriptor(globalThis, slot) ?? {}
    Reflect.set(globalThis, slot, shared)
    this.#undos.push(patch(globalThis, slot, { ...shape, value: router }))
  }

  /** The method is looked up at each request: what is called then is undici's own, and stacks show nothing else. */
  #route(shared: Dispatcher): object {
    return new Proxy(shared, {
      get: (_target, key) => {
        const book = this.#current()
        const replacement = key === 'dispatch' ? book?.pools.replacementOf(shared) : undefined
        if (replacement && !this.#dispatching.has(replacement)) return this.#through(replacement)
        const pool = book ? book.pools.of(shared, () => this.#another(book, shared)) : shared
        const member: unknown = Reflect.get(pool, key)
        return typeof member === 'function' && key !== 'constructor' ? (member.bind(pool) as unknown) : member
      },
    })
  }

  /** A replacement is often a layer on what was there before: that is then the pool that it means. */
  #through(replacement: Dispatcher): Function {
    return (...args: unknown[]): unknown => {
      this.#dispatching.add(replacement)
      try {
        return Reflect.apply(replacement.dispatch, replacement, args)
      } finally {
        this.#dispatching.delete(replacement)
      }
    }
  }

  /** In Node.js 26 the older slot holds an adapter to the pool in the newer one. */
  #another(book: ConnectionBook, shared: Dispatcher): Dispatcher | undefined {
    const made = anotherDispatcher(shared)
    if (made) return made
    const newest = this.#behind(this.#newer)
    if (newest === undefined || newest === shared) return undefined
    return anotherDispatcher(
      shared,
      book.pools.of(newest, (each) => anotherDispatcher(each)),
    )
  }

  /** What is behind a router. */
  #behind(there: unknown): Dispatcher | undefined {
    for (const [shared, router] of this.#routers) if (router === there) return shared as Dispatcher
    return undefined
  }
}
