// Imports of a name that a module does not export: Node.js refuses to link them, Vite lets them be undefined.

import { findImport } from './import-statement.js'
import type { ModuleNode } from './vitest-modules.js'

/** One import statement that has been answered. */
export interface AnsweredImport {
  /** The module as the importing code names it. */
  readonly specifier: string
  readonly names: readonly string[]
  readonly exports: object
  readonly importer: ModuleNode
  /** The file of the module. */
  readonly file?: string | undefined
}

/**
 * Throws Node's SyntaxError for a name that is imported and not exported, which Lambda answers with
 * `Runtime.UserCodeSyntaxError` (RES-11). TypeScript may import or pass on what is only a type, and a build for Lambda
 * drops that: there only a name that is used as a value counts.
 */
export function refuseMissingExports({ specifier, names, exports, importer, file }: AnsweredImport): void {
  const typed = /\.[cm]?tsx?(?:$|\?)/.test(importer.id)
  const missing = names.find((name) => !(name in exports) && (!typed || isUsed(name, importer.meta?.code)))
  if (missing === undefined) return
  const written = findImport(importer.file, specifier, missing, file)
  const error = new SyntaxError(
    `The requested module '${written?.specifier ?? specifier}' does not provide an export named '${missing}'`,
  )
  if (written) error.stack = `${written.place}\n${String(error)}`
  throw error
}

/** Whether a module is an ES module, whose exports are all known before it runs. */
export function exportsAreStatic({ id, meta }: ModuleNode): boolean {
  if (meta?.externalize !== undefined) return meta.type === 'module'
  return /\.m?[jt]sx?(?:$|\?)/.test(id)
}

const RE_EXPORT = /__vite_ssr_exportName__\("[^"]*", \(\) => \{ try \{ return [^}]*\} catch \{\} \}\);/g

/** Reads the code that Vite made of a module. `typeof` guards what the compiler emits for decorators. */
function isUsed(name: string, code = ''): boolean {
  const own = code.replaceAll(RE_EXPORT, '')
  const use = `__vite_ssr_import_\\d+__(?:\\.${escape(name)}(?![\\w$])|\\["${escape(name)}"\\])`
  return new RegExp(use).test(own) && !new RegExp(`typeof \\(?${use}`).test(own)
}

function escape(name: string): string {
  return name.replaceAll(/[$.*+?^{}()|[\]\\]/g, '\\$&')
}
