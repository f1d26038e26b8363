// Spies: `vi.spyOn()` on what the test imported also reaches the environment's own instance of it.

import { isProxy } from 'node:util/types'
import type { Undo } from '../effect.js'
import { patch } from '../patch.js'
import { isSpy, type Spy, watched } from './spied-function.js'

/** Node's own, taken before a test can put fake timers in its place. */
const atEndOfTurn = globalThis.queueMicrotask

/** Objects with more members are tables of data; looking through them at every use would cost more than it is worth. */
const MOST_MEMBERS = 200

/**
 * Makes each export of an environment's evaluation answer as the test's evaluation of the same module does while the
 * test has a spy on it: on the export itself, or on a member of an exported class or object. `outside` gives the exports
 * that the test sees, if it imported the module.
 */
export function followSpies(exports: unknown, outside: () => unknown): void {
  if (!isObject(exports)) return
  const follower = new Follower()
  for (const name of Object.keys(exports)) {
    const descriptor = Object.getOwnPropertyDescriptor(exports, name)
    const original = descriptor?.get
    if (!original || !descriptor.configurable) continue
    // The exports are this evaluation's own, so there is nothing to put back.
    Object.defineProperty(exports, name, { get: () => follower.follow(original, outside(), name) })
  }
}

/** A spy that stands in for a member of an object: for its value, or for its getter. */
interface Place {
  readonly as: 'value' | 'get'
  readonly spy: Spy
}

/** An export as it was found before in the same turn. */
interface Found {
  readonly own: unknown
  readonly theirs: unknown
  readonly value: unknown
}

/** What is watched of one module. */
class Follower {
  /** Spies come and go while the test's code runs, so one look per turn is enough: a loop may use an export often. */
  #turn: Map<string, Found> | undefined
  #watched: WeakMap<object, WeakMap<object, Spy>> | undefined
  /** Members of the environment's own objects that a spy stands in for now. */
  #replaced: WeakMap<object, Map<PropertyKey, Place & { readonly undo: Undo }>> | undefined

  /** The value of an export: the environment's `original`, as far as the test put no spy in its place. */
  follow(original: () => unknown, outside: unknown, name: string): unknown {
    const descriptor = isObject(outside) ? Object.getOwnPropertyDescriptor(outside, name) : undefined
    if (!descriptor) return original()
    const getter: unknown = descriptor.get
    // A getter is how a module exports: it is spied on itself only by vi.spyOn(module, name, 'get').
    if (isSpy(getter)) return this.#watch(original, getter)()
    const theirs: unknown = isFunction(getter) ? getter.call(outside) : descriptor.value
    const own = original()
    const found = this.#turn?.get(name)
    if (found && found.own === own && found.theirs === theirs) return found.value
    this.#followMembers(own, theirs)
    const value = own !== theirs && isFunction(own) && isSpy(theirs) ? this.#watch(own, theirs) : own
    this.#thisTurn().set(name, { own, theirs, value })
    return value
  }

  #thisTurn(): Map<string, Found> {
    if (!this.#turn) {
      this.#turn = new Map()
      atEndOfTurn(() => (this.#turn = undefined))
    }
    return this.#turn
  }

  #watch(own: Spy, spy: Spy): Spy {
    const bySpy = getOrMake((this.#watched ??= new WeakMap()), own, () => new WeakMap<object, Spy>())
    return getOrMake(bySpy, spy, () => watched(own, spy))
  }

  /** Walks an object and its counterpart up to the prototype that they share, and the prototypes of two classes. */
  #followMembers(own: unknown, theirs: unknown): void {
    let [mine, other] = [own, theirs]
    while (isObject(mine) && isObject(other) && mine !== other && !isProxy(mine) && !isProxy(other)) {
      this.#followOwnMembers(mine, other)
      if (isFunction(mine)) this.#followMembers(mine.prototype, Reflect.get(other, 'prototype'))
      mine = Object.getPrototypeOf(mine)
      other = Object.getPrototypeOf(other)
    }
  }

  #followOwnMembers(own: object, theirs: object): void {
    const keys = Reflect.ownKeys(theirs)
    if (keys.length > MOST_MEMBERS) return
    const replaced = this.#replaced?.get(own)
    for (const [key, { spy, undo }] of replaced ?? []) {
      if (placeAt(theirs, key)?.spy === spy) continue
      replaced?.delete(key)
      undo()
    }
    for (const key of keys) {
      const place = key === 'constructor' || replaced?.has(key) ? undefined : placeAt(theirs, key)
      if (place) this.#replace(own, key, place)
    }
  }

  #replace(own: object, key: PropertyKey, { as, spy }: Place): void {
    const before = Object.getOwnPropertyDescriptor(own, key)
    if (before ? !before.configurable : !Object.isExtensible(own)) return
    const member: unknown = as === 'value' ? Reflect.get(own, key) : before?.get
    if (member === spy) return
    const stand = isFunction(member) ? this.#watch(member, spy) : spy
    const undo = patch(own, key, as === 'value' ? { value: stand } : { ...before, get: stand })
    getOrMake((this.#replaced ??= new WeakMap()), own, () => new Map()).set(key, { as, spy, undo })
  }
}

function placeAt(object: object, key: PropertyKey): Place | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(object, key)
  if (isSpy(descriptor?.value)) return { as: 'value', spy: descriptor.value }
  return isSpy(descriptor?.get) ? { as: 'get', spy: descriptor.get } : undefined
}

function getOrMake<Key extends object, Value>(map: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function isFunction(value: unknown): value is Spy {
  return typeof value === 'function'
}
