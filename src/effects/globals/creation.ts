// The creation of a global: noticed when it happens, so that it is certain whose code did it.

import { getCallSites } from 'node:util'
import type { Undo } from '../effect.js'

/** What to do about globals that come into being. */
export interface CreationWatch {
  /** Told before an assignment makes a global; true: it has dealt with it. */
  readonly creating: (key: PropertyKey, value: unknown) => boolean
  /** Told after the assignment made one. */
  readonly created: (key: PropertyKey) => void
}

/**
 * An assignment to a missing property asks the prototype chain before it creates the property. A proxy with nothing but
 * that one trap, put between `globalThis` and its prototype, hears of every creation and costs nothing otherwise:
 * existing globals are read at full speed, reading one that does not exist takes 0.1 µs longer, and there is nothing to
 * compare after an invocation. What is made by `Object.defineProperty` is not noticed.
 * This replaces a prototype, not a property, so it cannot go through `patch`.
 */
export function watchCreation({ creating, created }: CreationWatch): Undo {
  const before = Object.getPrototypeOf(globalThis) as object
  const watching = new Proxy(before, {
    set(target, key, value, receiver) {
      if (receiver !== globalThis) return Reflect.set(target, key, value, receiver)
      if (creating(key, value)) return true
      const made = Reflect.set(target, key, value, receiver)
      created(key)
      return made
    },
  })
  Object.setPrototypeOf(globalThis, watching)
  return () => {
    if (Object.getPrototypeOf(globalThis) === watching) Object.setPrototypeOf(globalThis, before)
  }
}

/**
 * Whether Node.js is loading a module in this very call. It does so once for all environments, so the globals that a
 * package makes while it loads must be as shared as the package: kept in the environment that happened to load it, a
 * polyfill would be missing in the next one. The function's own modules are not loaded by Node.js but by Vite.
 */
export function isNodeLoadingModule(): boolean {
  return getCallSites(200).some(({ scriptName }) => scriptName.startsWith('node:internal/modules/'))
}
