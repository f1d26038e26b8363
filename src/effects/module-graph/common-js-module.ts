// CommonJS of the project as Node.js evaluates it: sloppy, at once, and with a module of Node's own.

import { Module } from 'node:module'
import { dirname } from 'node:path'
import type { Current } from '../effect.js'
import { exposeCommonJs } from './common-js.js'
import type { ModuleGraphState } from './module-graph.js'
import { EXPORTS } from './vitest-modules.js'

/** Code as Vitest's evaluator wraps it, and what it calls the parameters. */
const WRAPPED = /^'use strict';async \(([\w$,]*)\)=>\{\{/

/** The compiled function of a module's code, by whichever wrapper. */
type Compiled = (this: unknown, ...values: unknown[]) => unknown

/**
 * The same code in a plain function, as Node.js wraps CommonJS; undefined when the evaluator wraps in another way. No
 * position changes, nor that of the function: coverage adds up what it finds at the same places.
 */
export function asSloppyFunction(wrapped: string): string | undefined {
  const [head, parameters] = WRAPPED.exec(wrapped) ?? []
  if (head === undefined || parameters === undefined || !wrapped.endsWith('\n}}')) return undefined
  const before = '0,function'.padStart("'use strict';function".length)
  return `${before}(${parameters}){ ${wrapped.slice(head.length, -2)} }`
}

/**
 * What Vitest's evaluator calls in the place of its own function, with the same arguments. The module is in the require
 * cache as long as its environment lives, so whoever requires the file gets it, too; and the other way about.
 */
export function evaluateAsNode(sloppy: Compiled, wrapped: string, current: Current<ModuleGraphState>): Compiled {
  const names = WRAPPED.exec(wrapped)?.[1]?.split(',') ?? []
  return (...values) => {
    const given = Object.fromEntries(names.map((name, at) => [name, values[at]]))
    const file = String(given['__filename'])
    const state = current()
    let module = state?.required.get(file)
    if (!module) {
      module = createModule(file, state && requiringModule(state))
      const require = requireOf(module, given['require'])
      const own: Record<string, unknown> = { ...given, module, exports: module.exports, require }
      state?.required.set(file, module)
      try {
        sloppy.apply(
          module.exports,
          names.map((name) => own[name]),
        )
      } catch (error) {
        state?.required.delete(file)
        throw error
      }
      module.loaded = true
    }
    exposeCommonJs(given[EXPORTS] as object, module.exports)
  }
}

/** A module of Node's own that has not been loaded. */
export function createModule(file: string, parent: NodeJS.Module | undefined): NodeJS.Module {
  const module = new Module(file, parent)
  module.filename = file
  const loader = Module as unknown as { readonly _nodeModulePaths: (folder: string) => string[] }
  module.paths = loader._nodeModulePaths(dirname(file))
  return module
}

/** nodejs22.x requires the file of its handler: that is the first one to be evaluated. */
function requiringModule({ requiredBy, evaluations }: ModuleGraphState): NodeJS.Module | undefined {
  return requiredBy !== undefined && evaluations.size === 1 ? createModule(requiredBy, undefined) : undefined
}

/** A `require` like the one that Vitest made for the file, whose modules are children of `module`. */
function requireOf(module: NodeJS.Module, made: unknown): unknown {
  return Object.assign((id: string): unknown => module.require(id), made)
}
