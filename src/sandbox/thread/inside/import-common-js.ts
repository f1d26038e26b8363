// Imports CommonJS of the project as Lambda does: Node.js loads it, and what it requires.

import { fileURLToPath } from 'node:url'
import { exposeCommonJs } from '../../../effects/module-graph/common-js.js'
import { createModule } from '../../../effects/module-graph/common-js-module.js'

/** Of the project's files the server gives no other to Node.js. */
export function isCommonJs(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/')
}

/** The exports as an import sees them in process, too. `requiredBy`: the file that requires it, where none imports it. */
export async function importCommonJs(url: string, requiredBy: string | undefined): Promise<object> {
  const value =
    requiredBy === undefined
      ? ((await import(url)) as { readonly default: unknown }).default
      : (createModule(requiredBy, undefined).require(fileURLToPath(url)) as unknown)
  const exports: object = Object.create(null) as object
  exposeCommonJs(exports, value)
  return exports
}
