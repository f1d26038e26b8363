// Lays a builder's second argument over the event: objects merge, everything else replaces.

import { show } from './input.js'
import { jsonText } from './json-text.js'
import { isPlainObject } from './plain-object.js'

/**
 * Any part of `T`, at any depth. A list is taken whole: it replaces the event's list and its elements must be complete.
 * `undefined` takes the field out of the event.
 */
export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> | undefined }
    : T

/**
 * The event with the overrides laid over it, as plain JSON that shares nothing with what went in: neither argument is
 * changed, and a handler that changes the event changes nobody's fixture.
 */
export function withOverrides<Event>(
  where: string,
  event: Event,
  overrides: DeepPartial<NoInfer<Event>> | undefined,
): Event {
  if (overrides !== undefined && !isPlainObject(overrides)) {
    throw new TypeError(
      `${where}: the overrides are ${show(overrides)}, where an object with parts of the event is expected.`,
    )
  }
  return JSON.parse(jsonText(where, 'the event', merge(event, overrides))) as Event
}

/** `over` laid over `base`, as a new value; undefined leaves `base` as it is. */
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (!isPlainObject(base) || !isPlainObject(over)) return over
  const merged = new Map(Object.entries(base))
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) merged.delete(key)
    else merged.set(key, merge(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}
