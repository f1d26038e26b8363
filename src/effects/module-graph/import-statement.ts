// Where a file imports a name, as it is written there: Vite rewrites what is imported.

import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { disk } from '../files/disk.js'
import { fileOfModule } from './vitest-modules.js'

/** An import of a name, as V8 shows it. */
export interface WrittenImport {
  /** What is imported from, as it is written. */
  readonly specifier: string
  /** The file and the line, and what stands there, underlined. */
  readonly place: string
}

/** `import … from '…'` and `export … from '…'`. */
const STATEMENT = /\b(import|export)\b([^'"();]*?)\bfrom\s*(['"])([^'"\n]+)\3/g

/**
 * The statement of `file` that imports `name` from what Vite calls `module`; undefined where it is not found. `from`: the
 * module's own file, where it is known.
 */
export function findImport(
  file: string | undefined,
  module: string,
  name: string,
  from: string = fileOfModule(module),
): WrittenImport | undefined {
  if (file === undefined || !disk.existsSync(file)) return undefined
  const source = disk.readFileSync(file, 'utf8')
  for (const { 1: keyword = '', 2: clause = '', 4: specifier = '', index } of source.matchAll(STATEMENT)) {
    const imported = specifier.startsWith('.') ? resolve(dirname(file), specifier).replaceAll('\\', '/') : specifier
    const found = imported === from || imported === module ? nameIn(clause, name) : undefined
    if (found) return { specifier, place: placeOf(file, source, index + keyword.length + found.index, found[0].length) }
  }
  return undefined
}

/** Between braces; the default export also by any name before them. */
function nameIn(clause: string, name: string): RegExpExecArray | null {
  const word = name.replaceAll('$', String.raw`\$`)
  const listed = new RegExp(String.raw`(?<=[{,]\s*(?:type\s+)?)${word}(?![\w$])`).exec(clause)
  return listed ?? (name === 'default' ? /(?<=^\s+)[\w$]+/.exec(clause) : null)
}

function placeOf(file: string, source: string, at: number, length: number): string {
  const before = source.slice(0, at).split('\n')
  const line = source.split('\n')[before.length - 1]?.trimEnd() ?? ''
  const underline = ' '.repeat(before.at(-1)?.length ?? 0) + '^'.repeat(length)
  return `${pathToFileURL(file).href}:${before.length}\n${line}\n${underline}`
}
