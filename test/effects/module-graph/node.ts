// A module of Vite's table, as the tests of this folder need it.

import type { ModuleNode } from '../../../src/effects/module-graph/vitest-modules.js'

type Meta = ModuleNode['meta']

/** A module that nobody has evaluated. */
export function node(id: string, meta?: Meta): ModuleNode {
  return { id, meta, promise: undefined, exports: undefined, evaluated: false }
}

/** Does to a module what Vite's runner does when it evaluates it. */
export function evaluate(target: ModuleNode, exports: object): void {
  target.promise = Promise.resolve(exports)
  target.evaluated = false
  target.exports = exports
  target.evaluated = true
}

/** What Vite makes of `export const name = value`. */
export function exporting(values: Readonly<Record<string, unknown>>): object {
  const exports = Object.create(null) as object
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => value })
  }
  return exports
}
