// The `console` that code inside an environment sees: one shared set of methods, and each environment's own changes.

import nodeConsole from 'node:console'
import { process } from '../host-process.js'
import type { LogLevel } from '../../sandbox/port.js'
import type { Current } from '../effect.js'
import { createEngine, ENGINE_METHODS, type Engine } from './engine.js'

/** What the console needs of an environment. */
export interface ConsoleOwner {
  readonly write: (level: LogLevel, method: string, args: readonly unknown[]) => void
  view: Record<PropertyKey, unknown> | undefined
  engine: Engine | undefined
}

/**
 * The methods that become log lines, and their levels (LOG-14). On Lambda `log` and `info` are one function; here they are
 * two, so that whoever shows the lines again can do it with the method that was called, on which a test may be spying.
 */
const LEVELS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
} as const

/** Gives the environment's console, made when it is first looked at. */
export type ViewOf = (state: ConsoleOwner) => Record<PropertyKey, unknown>

/**
 * Makes the methods once. Each looks up, when it is called, whose code is calling: a package that took
 * `const { log } = console` in one environment logs right in the next, and through the test's own console outside.
 */
export function createViews(current: Current<ConsoleOwner>, outside: () => unknown): ViewOf {
  const callOutside = (method: string, args: unknown[]): void => {
    const console = Object(outside()) as Record<string, unknown>
    // The test's console has no `fatal`: only Lambda adds it.
    const print = console[method] ?? console['error']
    if (typeof print === 'function') Reflect.apply(print, console, args)
  }
  const methods: Record<string, (...args: unknown[]) => void> = {}
  for (const [method, level] of Object.entries(LEVELS)) {
    methods[method] = named(method, (...args) => {
      const state = current()
      if (state === undefined) callOutside(method, args)
      else state.write(level, method, args)
    })
  }
  for (const method of ENGINE_METHODS) {
    methods[method] = named(method, (...args) => {
      const state = current()
      if (state === undefined) callOutside(method, args)
      else Reflect.apply((state.engine ??= createEngine(viewOf(state)))[method], undefined, args)
    })
  }
  // What is left are the inspector's methods and the `Console` class, which everybody may share.
  const shared = { ...nodeConsole, ...methods }
  const viewOf: ViewOf = (state) => (state.view ??= withStreams({ ...shared }))
  return viewOf
}

/**
 * winston writes to `console._stdout`, which in Vitest's console is not `process.stdout`.
 * Source: https://github.com/winstonjs/winston/blob/v3.19.0/lib/winston/transports/console.js
 */
function withStreams(view: Record<PropertyKey, unknown>): Record<PropertyKey, unknown> {
  const hidden = { writable: true, configurable: true, enumerable: false }
  return Object.defineProperties(view, {
    _stdout: { ...hidden, value: process.stdout },
    _stderr: { ...hidden, value: process.stderr },
    [Symbol.toStringTag]: { configurable: true, value: 'console' },
  })
}

function named<Method extends (...args: unknown[]) => void>(name: string, method: Method): Method {
  return Object.defineProperty(method, 'name', { value: name, configurable: true })
}
