// Globals of an environment: what its code adds to `globalThis` or overwrites there stays with the environment.

import type { Current, Effect, Undo } from './effect.js'
import { GlobalRoutes } from './globals/global-routes.js'
import { patch, unwind } from './patch.js'

export interface GlobalsState {
  /** The globals that are the environment's own; any other is read from the test. */
  readonly values: Map<PropertyKey, unknown>
  /** To be called before code of the environment runs, for Init and for each invocation: globals made until then are the test's. */
  enter(): void
  /** As `leave`, when Init has ended and the invocation that it was for enters in the same turn of the event loop. */
  pause(): void
  /** To be called when the environment is frozen: globals made since `enter` become its own. */
  leave(): void
  /** To be called when the environment is gone, and its globals with it. */
  end(): void
}

/** `own` are globals that the environment begins with, such as `awslambda` (CTX-14). */
export function createGlobals({ own = {} }: { readonly own?: Readonly<Record<string, unknown>> } = {}): GlobalsState {
  let isNew = true
  const state: GlobalsState = {
    values: new Map(Object.entries(own)),
    enter: () => installed()?.enter(state),
    pause: () => installed()?.pause(state),
    leave: () => {
      installed()?.leave(state, isNew)
      isNew = false
    },
    end: () => {
      state.leave()
      installed()?.end(state)
    },
  }
  return state
}

export const globalsEffect: Effect<GlobalsState> = {
  name: 'globals',
  install(current: Current<GlobalsState>): Undo {
    const routes = new GlobalRoutes(current, ['awslambda'])
    return unwind([() => routes.remove(), patch(globalThis, INSTALLED, { value: routes })])
  },
}

/** Where states find the routes of their worker: the routes are made at install, before there is a state. */
const INSTALLED = Symbol.for('vitest-lambda.globals')

function installed(): GlobalRoutes | undefined {
  return Reflect.get(globalThis, INSTALLED) as GlobalRoutes | undefined
}
