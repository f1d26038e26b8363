// A routed property: one property of an object of which each environment sees its own, and the test what it left there.

import type { Current, Undo } from './effect.js'
import { OutsideProperty } from './routed-property/outside-property.js'

/** What code of an environment sees of a property, and what happens when it assigns to it. */
export interface InsideView<State> {
  /** `outside` gives what the test's own code would read. */
  readonly read: (state: State, outside: () => unknown) => unknown
  readonly write: (state: State, value: unknown) => void
}

export interface RoutedProperty {
  /** What the test's own code reads. */
  readonly outside: () => unknown
  /** Puts the property back; what the test assigned to it meanwhile is assigned again, as if it had never been routed. */
  readonly undo: Undo
}

/**
 * Routes `target[key]`. `shown` is what code outside reads until it assigns something else; by default it is the value
 * that is there now. Enumerability stays as it is; a property that does not exist yet is made enumerable, as by assignment.
 */
export function routeProperty<State>(
  target: object,
  key: PropertyKey,
  current: Current<State>,
  inside: InsideView<State>,
  shown?: { readonly value: unknown },
): RoutedProperty {
  const outside = new OutsideProperty(target, key, shown)
  const read = (): unknown => outside.read()
  outside.install({
    enumerable: Object.getOwnPropertyDescriptor(target, key)?.enumerable ?? !(key in target),
    get: () => {
      const state = current()
      return state === undefined ? outside.read() : inside.read(state, read)
    },
    set: (value: unknown) => {
      const state = current()
      if (state === undefined) outside.write(value)
      else inside.write(state, value)
    },
  })
  return { outside: read, undo: () => outside.remove() }
}

/** Runs in place of a method when code of an environment calls it; `real` calls the method after all. */
export type InsideCall<State> = (
  state: State,
  args: unknown[],
  self: unknown,
  real: (args?: unknown[]) => unknown,
) => unknown

/**
 * Routes the method `target[key]`. Code on both sides sees one function, which looks at who calls it: a package that
 * took hold of it once keeps a function that is right for every environment and for the test. What code of an
 * environment assigns in its place is kept in `own`, by that function.
 */
export function routeMethod<State>(
  target: object,
  key: PropertyKey,
  current: Current<State>,
  call: InsideCall<State>,
  own: (state: State) => Map<unknown, unknown>,
): Undo {
  const original: unknown = Reflect.get(target, key)
  if (typeof original !== 'function') throw new TypeError(`cannot route ${String(key)}: it is not a function`)
  const routed = dispatcher(original, current, call)
  const inside: InsideView<State> = {
    read: (state) => (own(state).has(routed) ? own(state).get(routed) : routed),
    write: (state, value) => {
      if (value === routed) own(state).delete(routed)
      else own(state).set(routed, value)
    },
  }
  return routeProperty(target, key, current, inside, { value: routed }).undo
}

/** Makes a function that looks like `original` and calls it, except for code of an environment. */
export function dispatcher<State>(
  original: Function,
  current: Current<State>,
  call: InsideCall<State>,
): (...args: unknown[]) => unknown {
  function routed(this: unknown, ...args: unknown[]): unknown {
    const state = current()
    if (state === undefined) return Reflect.apply(original, this, args)
    return call(state, args, this, (instead = args) => Reflect.apply(original, this, instead))
  }
  // Names, lengths and symbols such as util.promisify.custom are part of how a function is used.
  const { prototype: _, ...shape } = Object.getOwnPropertyDescriptors(original)
  Object.defineProperties(routed, shape)
  return routed
}
