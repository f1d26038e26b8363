// Which module exports a function that the test holds, to name it in a guide.

import { findModuleTable, fileOfModule, type ModuleNode } from './vitest-modules.js'

/** A function of a module of the project. */
export interface Exported {
  readonly file: string
  /** The name it is exported by. */
  readonly name: string
}

/** The module of the project that exports `wanted`; undefined: none that has been evaluated. */
export function exporterOf(wanted: unknown, host: object = globalThis): Exported | undefined {
  for (const node of findModuleTable(host)?.values() ?? []) {
    const file = fileOfModule(node.file ?? node.id, host)
    const name = /[\\/]node_modules[\\/]/.test(file) ? undefined : exportNameOf(wanted, node)
    if (name !== undefined) return { file, name }
  }
  return undefined
}

function exportNameOf(wanted: unknown, { exports }: ModuleNode): string | undefined {
  if (typeof exports !== 'object' || exports === null) return undefined
  return Object.keys(exports).find((name) => {
    try {
      return Reflect.get(exports, name) === wanted
    } catch {
      // Its module has not come that far.
      return false
    }
  })
}
