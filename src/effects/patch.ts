// The only file that replaces anything that is not ours: one property at a time, and each replacement can be undone.

import type { Undo } from './effect.js'

/**
 * Defines `key` on `target` and returns the undo, which restores the exact descriptor that was there, or removes the
 * property when there was none. A property that somebody else redefined meanwhile is theirs and is left alone.
 */
export function patch(target: object, key: PropertyKey, descriptor: PropertyDescriptor): Undo {
  const before = Object.getOwnPropertyDescriptor(target, key)
  if (before && !before.configurable && !('value' in descriptor && before.writable)) {
    throw new TypeError(`cannot replace ${String(key)}: the property is neither configurable nor writable`)
  }
  const ours: PropertyDescriptor = { configurable: true, enumerable: before?.enumerable ?? false, ...descriptor }
  if ('value' in descriptor) ours.writable ??= true
  Object.defineProperty(target, key, ours)
  let undone = false
  return () => {
    if (undone) return
    undone = true
    if (!sameDescriptor(Object.getOwnPropertyDescriptor(target, key), ours)) return
    if (before) Object.defineProperty(target, key, before)
    else Reflect.deleteProperty(target, key)
  }
}

/** Joins several undos into one that runs them newest first. */
export function unwind(undos: readonly Undo[]): Undo {
  return () => {
    for (let i = undos.length - 1; i >= 0; i--) undos[i]?.()
  }
}

function sameDescriptor(a: PropertyDescriptor | undefined, b: PropertyDescriptor): boolean {
  return a !== undefined && a.value === b.value && a.get === b.get && a.set === b.set
}
