// The console methods that Lambda leaves to Node.js: tables, groups, counts and timers, of one environment.

import { Console } from 'node:console'
import { process } from '../host-process.js'

/**
 * Node's own methods, which print through whatever `console.log` and `console.warn` are at that moment: that is why on
 * Lambda a table is an INFO line and a failed assertion a WARN line, why a group does not indent them, and why `dir` and
 * `dirxml` print bare text to stdout (LOG-14).
 */
export const ENGINE_METHODS = [
  'assert',
  'clear',
  'count',
  'countReset',
  'dir',
  'dirxml',
  'group',
  'groupCollapsed',
  'groupEnd',
  'table',
  'time',
  'timeEnd',
  'timeLog',
] as const

export type Engine = Pick<Console, (typeof ENGINE_METHODS)[number]>

/** Makes the methods for an environment whose console is `view`. Costs about 20 µs, so it is made when first needed. */
export function createEngine(view: Readonly<Record<PropertyKey, unknown>>): Engine {
  const engine = new Console({ stdout: process.stdout, stderr: process.stderr, colorMode: false })
  // Methods are bound when the console is made: `dirxml`, which is Node's `log`, keeps printing bare text.
  for (const method of ['log', 'warn', 'error'] as const) {
    engine[method] = (...args: unknown[]) => {
      const print = view[method]
      if (typeof print === 'function') Reflect.apply(print, view, args)
    }
  }
  return engine
}
