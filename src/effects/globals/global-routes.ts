// The routed globals of one worker: those that were there, and those that came since, each with its owner.

import type { Current } from '../effect.js'
import { hostTime } from '../host-time.js'
import { type RoutedProperty, routeProperty } from '../routed-property.js'
import { isUnloaded } from './lazy-globals.js'
import { isLeftAlone } from './left-alone.js'

/** What the routes need of an environment. */
export interface GlobalOwner {
  /** The globals that are the environment's own. */
  readonly values: Map<PropertyKey, unknown>
}

/**
 * A global that somebody creates is a plain property at first: nothing can notice it happen. (A proxy as prototype of
 * `globalThis` can, and was tried; but it takes the ReferenceError away from strict code that assigns to an undeclared
 * name, everywhere in the worker.) So the keys are looked through whenever code of an environment begins and ends to run:
 * what is new at its end is its own, what is new at its beginning is the test's, or of an environment still running.
 * Looking costs 2 µs, by counting enumerable keys; those that `Object.defineProperty` hides are not found.
 */
export class GlobalRoutes {
  readonly #current: Current<GlobalOwner>
  readonly #routes = new Map<PropertyKey, RoutedProperty>()
  /** Keys that have been dealt with, routed or not. */
  readonly #settled = new Set<PropertyKey>()
  /** Keys that nobody but environments has, and which of those. */
  readonly #given = new Map<PropertyKey, Set<GlobalOwner>>()
  readonly #running = new Set<GlobalOwner>()
  /** It has ended one run and is about to begin the next; nobody is running then. */
  #paused: GlobalOwner | undefined
  #count = 0

  /** `provided` are globals of Lambda's runtime, which the host does not have. */
  constructor(current: Current<GlobalOwner>, provided: readonly string[]) {
    this.#current = current
    // A worker must not pay for loading fetch because a function might replace its classes: those are not isolated
    // until somebody has used one.
    for (const key of Object.getOwnPropertyNames(globalThis)) if (!isUnloaded(key)) this.#settle(key)
    for (const key of [...provided, ...Object.getOwnPropertySymbols(globalThis)]) {
      this.#settled.add(key)
      if (typeof key === 'string' && !this.#routes.has(key)) this.#route(key)
    }
    this.#count = countEnumerable()
  }

  /** Code of the environment may run from now on. */
  enter(owner: GlobalOwner): void {
    if (this.#paused !== owner) {
      if (this.#paused) this.leave(this.#paused, true)
      this.#look([...this.#running].at(-1))
    }
    this.#paused = undefined
    this.#running.add(owner)
  }

  /**
   * As `leave`, for one that enters again in the same turn of the event loop: without another environment in between,
   * two looks are saved.
   */
  pause(owner: GlobalOwner): void {
    if (this.#running.size > 1) return this.leave(owner, true)
    if (!this.#running.delete(owner)) return
    this.#paused = owner
    hostTime.setImmediate(() => {
      if (this.#paused === owner) this.leave(owner, true)
    })
  }

  /** Code of the environment does not run any more. `initialised`: symbols are looked through too, for 2 µs more. */
  leave(owner: GlobalOwner, initialised: boolean): void {
    if (this.#paused === owner) this.#paused = undefined
    else if (!this.#running.delete(owner)) return
    this.#look(owner)
    if (!initialised) return
    for (const key of Object.getOwnPropertySymbols(globalThis)) if (!this.#settled.has(key)) this.#give(key, owner)
  }

  /**
   * The environment is gone after its last `leave`, and with it what only environments had that are gone: a name that
   * stayed would be found by the next one, which asks with `in` whether it is there, as undefined.
   */
  end(owner: GlobalOwner): void {
    const gone: PropertyKey[] = []
    for (const [key, owners] of this.#given) if (owners.delete(owner) && owners.size === 0) gone.push(key)
    if (gone.length === 0) return
    const isLooked = countEnumerable() === this.#count
    for (const key of gone) {
      this.#given.delete(key)
      this.#routes.get(key)?.undo()
      this.#routes.delete(key)
      this.#settled.delete(key)
      // The test has set it meanwhile.
      if (Object.hasOwn(globalThis, key)) this.#settle(key)
    }
    this.#count = isLooked ? countEnumerable() : UNKNOWN
  }

  remove(): void {
    for (const { undo } of this.#routes.values()) undo()
    this.#routes.clear()
    this.#paused = undefined
  }

  #look(owner: GlobalOwner | undefined): void {
    if (countEnumerable() === this.#count) return
    for (const key of Object.keys(globalThis)) {
      if (!this.#settled.has(key) || (owner?.values.has(key) && isPlain(key))) {
        if (owner) this.#give(key, owner)
        else this.#settle(key)
      }
    }
    for (const key of this.#routes.keys()) if (!Object.hasOwn(globalThis, key)) this.#gone(key, owner)
    this.#count = countEnumerable()
  }

  /** The test's globals are routed as well: an environment that overwrites one keeps that to itself. */
  #settle(key: PropertyKey): void {
    this.#settled.add(key)
    if (isLeftAlone(key)) return
    if (Object.getOwnPropertyDescriptor(globalThis, key)?.configurable) this.#route(key)
  }

  /** Makes a new global the environment's own: for everybody else it is undefined. */
  #give(key: PropertyKey, owner: GlobalOwner): void {
    this.#settled.add(key)
    if (isLeftAlone(key) || !isPlain(key)) return
    owner.values.set(key, Reflect.get(globalThis, key))
    this.#given.set(key, (this.#given.get(key) ?? new Set()).add(owner))
    Reflect.deleteProperty(globalThis, key)
    this.#route(key)
  }

  /** Somebody deleted a routed global. An environment may only have meant its own. */
  #gone(key: PropertyKey, owner: GlobalOwner | undefined): void {
    const outside = this.#routes.get(key)?.outside()
    this.#routes.delete(key)
    this.#settled.delete(key)
    if (owner === undefined) return void this.#given.delete(key)
    owner.values.delete(key)
    if (outside !== undefined) Reflect.set(globalThis, key, outside)
    this.#settled.add(key)
    this.#route(key)
  }

  #route(key: PropertyKey): void {
    this.#routes.set(
      key,
      routeProperty(globalThis, key, this.#current, {
        read: ({ values }, outside) => (values.has(key) ? values.get(key) : outside()),
        write: (owner, value) => {
          owner.values.set(key, value)
          this.#given.get(key)?.add(owner)
        },
      }),
    )
  }
}

/** A count that is never found. */
const UNKNOWN = -1

/** Half the price of `Object.keys`; what prototypes add does not change from look to look. */
function countEnumerable(): number {
  let count = 0
  // oxlint-disable-next-line guard-for-in
  for (const _ in globalThis) count++
  return count
}

function isPlain(key: PropertyKey): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, key)
  return descriptor !== undefined && 'value' in descriptor && descriptor.configurable === true
}
