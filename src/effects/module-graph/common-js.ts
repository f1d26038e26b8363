// CommonJS packages that each environment evaluates anew: Node.js loads them, since Vite knows ES modules only.

import { createRequire } from 'node:module'
import type { Undo } from '../effect.js'
import { patch } from '../patch.js'
import { hasModuleSyntax } from './node-format.js'
import { packageFolder } from './packages.js'
import { EXPORTS, type ModuleEvaluator } from './vitest-modules.js'

/**
 * Lets Node.js evaluate the CommonJS files among the packages that Vite was told to evaluate, and exports what they
 * export. Vite's imitation of CommonJS does not take all of them: winston's exports are lost in it. The folders of these
 * packages are put into `freshFolders`, where the routed require cache finds them.
 */
export function requireCommonJs(evaluator: ModuleEvaluator, freshFolders: Set<string>): Undo {
  const original = evaluator.runInlinedModule
  return patch(evaluator, 'runInlinedModule', {
    value(this: ModuleEvaluator, ...args: Parameters<ModuleEvaluator['runInlinedModule']>): Promise<unknown> {
      const [context, code, { file }] = args
      const folder = file === undefined ? undefined : packageFolder(file)
      if (file === undefined || folder === undefined) return original.apply(this, args)
      freshFolders.add(folder)
      if (!isCommonJs(file, code)) return original.apply(this, args)
      return requireInto(context[EXPORTS] as object, file)
    },
  })
}

async function requireInto(exports: object, file: string): Promise<void> {
  exposeCommonJs(exports, createRequire(file)(file))
}

/** Code without import or export statements, which speaks of CommonJS's variables, is CommonJS. */
function isCommonJs(file: string, code: string): boolean {
  if (/\.[cm]js$/.test(file)) return file.endsWith('.cjs')
  return !hasModuleSyntax(code) && /\b(?:module|exports|require)\b/.test(code)
}

/**
 * As an import of a CommonJS file looks in Vitest, and in what bundlers make of it: its names, and its default export
 * where it says that it has one. Under the name that Node.js gives it there is what the file really exports.
 * Source: https://nodejs.org/api/esm.html#commonjs-namespaces
 */
export function exposeCommonJs(exports: object, value: unknown): void {
  const names = isObject(value) ? Object.keys(value).filter((name) => name !== 'default' && name !== '__esModule') : []
  for (const name of names) expose(exports, name, () => Reflect.get(value as object, name) as unknown)
  const compiled = isObject(value) && '__esModule' in value && 'default' in value
  expose(exports, 'default', () => (compiled ? value.default : value))
  expose(exports, 'module.exports', () => value)
}

function expose(exports: object, name: string, get: () => unknown): void {
  Object.defineProperty(exports, name, { enumerable: true, configurable: true, get })
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
