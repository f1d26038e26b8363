// The state of a package that can be seen from outside: what hangs on the objects it exports.

import { isProxy } from 'node:util/types'

/** How deep exports are followed: `axios.interceptors.request.handlers` is the third level below the exports. */
const DEPTH = 4
/** How many objects are looked at: a package may export thousands, and this is done at each cold start. */
const OBJECTS = 300

/** Plain values as they are; of objects only that there is one. */
type Properties = ReadonlyMap<string, unknown>

/** What every function has. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])

/** Exports as they were when this was made. Only own properties are read, and no getter is called. */
export class VisibleState {
  readonly #before = new WeakMap<object, Properties>()

  constructor(exports: unknown) {
    for (const [object, properties] of look(exports)) this.#before.set(object, properties)
  }

  /**
   * Whether something that was there has changed. What stands in another's place is no change, for that is what a spy of
   * the test does; neither is a property that makes itself when it is first read.
   */
  changedIn(exports: unknown): boolean {
    for (const [object, properties] of look(exports)) {
      const before = this.#before.get(object)
      if (before && differ(before, properties)) return true
    }
    return false
  }
}

function differ(before: Properties, now: Properties): boolean {
  for (const [key, value] of now) {
    const was = before.get(key)
    if (!Object.is(was, value) && was !== MADE_WHEN_READ) return true
  }
  return before.size > now.size
}

/** The objects from `exports` on, the nearest first, each with its properties. */
function look(exports: unknown): ReadonlyMap<object, Properties> {
  const seen = new Map<object, Properties>()
  let level: unknown[] = [exports]
  for (let depth = 0; depth <= DEPTH; depth++) {
    const next: unknown[] = []
    for (const value of level) {
      if (seen.size >= OBJECTS) return seen
      // Vitest wraps the exports of CommonJS in a proxy of its own; another may be anything, such as an automatic mock.
      if (!isObject(value) || seen.has(value) || (depth > 0 && isProxy(value))) continue
      seen.set(value, propertiesOf(value, next))
    }
    level = next
  }
  return seen
}

/** The bytes of a buffer are content, and too many. */
function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
}

const MADE_WHEN_READ = Symbol('accessor')
const OBJECT = Symbol('object')

function propertiesOf(object: object, values: unknown[]): Properties {
  if (Array.isArray(object)) {
    for (let index = 0; index < object.length && index < OBJECTS; index++) values.push(object[index])
    return new Map([['length', object.length]])
  }
  const properties = new Map<string, unknown>()
  for (const key of Object.getOwnPropertyNames(object)) {
    if (typeof object === 'function' && OF_FUNCTIONS.has(key)) continue
    const value = valueOf(object, key)
    const holds = isObject(value)
    properties.set(key, holds ? OBJECT : value)
    if (holds) values.push(value)
  }
  if (object instanceof Map || object instanceof Set) properties.set('size', object.size)
  return properties
}

function valueOf(object: object, key: string): unknown {
  try {
    const descriptor = Object.getOwnPropertyDescriptor(object, key)
    return descriptor && 'value' in descriptor ? descriptor.value : MADE_WHEN_READ
  } catch (error) {
    // A binding that is not initialised yet, as in modules that import each other.
    if (error instanceof ReferenceError) return MADE_WHEN_READ
    throw error
  }
}
