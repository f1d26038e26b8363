// `console` of an environment: every line goes to the environment, and what its code changes stays there.

import nodeConsole from 'node:console'
import { syncBuiltinESMExports } from 'node:module'
import type { LogLevel } from '../sandbox/port.js'
import { type ConsoleOwner, createViews, type ViewOf } from './console/console-view.js'
import type { Current, Effect, Undo } from './effect.js'
import { unwind } from './patch.js'
import { dispatcher, type InsideCall, type InsideView, routeProperty } from './routed-property.js'

/**
 * Receives each call that Lambda's runtime turns into a log line (LOG-13). `method` is the console's method, `'log'` for
 * tables, groups and counts, which Node.js prints with it.
 */
export type WriteLine = (level: LogLevel, method: string, args: readonly unknown[]) => void

export interface ConsoleState extends ConsoleOwner {
  /** What code of the environment put in place of the whole console. */
  replacement: { readonly value: unknown } | undefined
}

export function createConsole({ write }: { readonly write: WriteLine }): ConsoleState {
  return { write, view: undefined, engine: undefined, replacement: undefined }
}

export const consoleEffect: Effect<ConsoleState> = {
  name: 'console',
  install(current: Current<ConsoleState>, follow = syncBuiltinESMExports): Undo {
    const outside = (): unknown => route.outside()
    const viewOf = createViews(current, outside)
    const routed = routedConsole(current, viewOf, outside)
    const route = routeProperty(globalThis, 'console', current, {
      read: (state) => (state.replacement ? state.replacement.value : routed),
      write: (state, value) => {
        state.replacement = value === routed ? undefined : { value }
      },
    })
    const undo = unwind([route.undo, ...routeNodeConsole(current, viewOf)])
    follow()
    return () => {
      undo()
      follow()
    }
  },
}

/** One object for all environments: whatever is done to it is done to the view of the environment that does it. */
function routedConsole(current: Current<ConsoleState>, viewOf: ViewOf, outside: () => unknown): object {
  const seen = (): object => {
    const state = current()
    return state === undefined ? (Object(outside()) as object) : viewOf(state)
  }
  return new Proxy(
    {},
    {
      get: (_target, key) => Reflect.get(seen(), key) as unknown,
      set: (_target, key, value) => Reflect.set(seen(), key, value),
      has: (_target, key) => Reflect.has(seen(), key),
      deleteProperty: (_target, key) => Reflect.deleteProperty(seen(), key),
      ownKeys: () => Reflect.ownKeys(seen()),
      getOwnPropertyDescriptor: (_target, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(seen(), key)
        return descriptor && { ...descriptor, configurable: true }
      },
      defineProperty: (_target, key, descriptor) => Reflect.defineProperty(seen(), key, descriptor),
      getPrototypeOf: () => Reflect.getPrototypeOf(seen()),
      preventExtensions: () => false,
    },
  )
}

/** `require('node:console')` is another object than Vitest's console, so its methods are routed one by one. */
function routeNodeConsole(current: Current<ConsoleState>, viewOf: ViewOf): Undo[] {
  const methods = Object.keys(nodeConsole).filter((key) => key !== 'Console')
  return [...methods, 'fatal', '_stdout', '_stderr'].map((key) => {
    const before: unknown = key.startsWith('_') ? undefined : Reflect.get(nodeConsole, key)
    const shown =
      typeof before === 'function' ? { value: dispatcher(before, current, callView(viewOf, key)) } : undefined
    const inside: InsideView<ConsoleState> = {
      read: (state) => viewOf(state)[key],
      write: (state, value) => {
        viewOf(state)[key] = value
      },
    }
    return routeProperty(nodeConsole, key, current, inside, shown).undo
  })
}

function callView(viewOf: ViewOf, key: string): InsideCall<ConsoleState> {
  return (state, args) => {
    const method = viewOf(state)[key]
    return typeof method === 'function' ? (Reflect.apply(method, viewOf(state), args) as unknown) : undefined
  }
}
