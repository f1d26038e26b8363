// Globals of an environment: what its code adds to `globalThis` or overwrites there stays with the environment.

import type { Current, Effect, Undo } from './effect.js'
import { isNodeLoadingModule, watchCreation } from './globals/creation.js'
import { isUnloaded } from './globals/lazy-globals.js'
import { isLeftAlone } from './globals/left-alone.js'
import { watchPrototypes } from './globals/prototype-additions.js'
import { type InsideView, routeProperty, type RoutedProperty } from './routed-property.js'

export interface GlobalsState {
  /** The globals that are the environment's own; any other is read from the test. */
  readonly values: Map<PropertyKey, unknown>
  /**
   * Names such as `Array.prototype.last` that were added to builtin prototypes since the environment began. They cannot
   * be isolated: the test and every other environment see them too.
   */
  readonly prototypeAdditions: () => readonly string[]
}

/** `own` are globals that the environment begins with, such as `awslambda`. */
export function createGlobals({ own = {} }: { readonly own?: Readonly<Record<string, unknown>> } = {}): GlobalsState {
  return { values: new Map(Object.entries(own)), prototypeAdditions: watchPrototypes() }
}

/** Globals of Lambda's runtime that the host does not have (CTX-14). */
const PROVIDED = ['awslambda']

export const globalsEffect: Effect<GlobalsState> = {
  name: 'globals',
  install(current: Current<GlobalsState>): Undo {
    const routes = new Map<PropertyKey, RoutedProperty>()
    const route = (key: PropertyKey): void => {
      // A global that was deleted and made again has a route already; its undo must not outlive it.
      routes.get(key)?.undo()
      routes.set(key, routeProperty(globalThis, key, current, viewOf(key)))
    }
    for (const key of Object.getOwnPropertyNames(globalThis)) {
      // A worker must not pay for loading fetch because a function might replace its classes: those are not isolated
      // until somebody has used one.
      if (isLeftAlone(key) || isUnloaded(key)) continue
      if (Object.getOwnPropertyDescriptor(globalThis, key)?.configurable) route(key)
    }
    for (const key of PROVIDED) if (!routes.has(key)) route(key)
    const unwatch = watchCreation({
      creating(key, value) {
        const state = isLeftAlone(key) ? undefined : current()
        if (state === undefined || isNodeLoadingModule()) return false
        route(key)
        state.values.set(key, value)
        return true
      },
      created(key) {
        // The test's new globals are routed as well: an environment that overwrites one keeps that to itself.
        if (typeof key === 'string' && !isLeftAlone(key)) route(key)
      },
    })
    return () => {
      unwatch()
      for (const { undo } of routes.values()) undo()
      routes.clear()
    }
  },
}

function viewOf(key: PropertyKey): InsideView<GlobalsState> {
  return {
    read: (state, outside) => (state.values.has(key) ? state.values.get(key) : outside()),
    write: (state, value) => void state.values.set(key, value),
  }
}
