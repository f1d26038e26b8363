// Which files of the project Node.js would load as CommonJS, had Vite not loaded them.

import { dirname, join } from 'node:path'
import { disk } from '../files/disk.js'
import { packageFolder } from './packages.js'

/**
 * `certain`: the extension or the package says so. `likely`: neither says anything, and the code has no import or export;
 * Node.js then tries CommonJS first. Code with import or export statements is never CommonJS here, whatever the package
 * says: a build for Lambda would have turned it into what fits. Nor is TypeScript, or a file of a package.
 * Source: https://nodejs.org/api/packages.html#determining-module-system
 */
export function commonJsFormat(file: string | undefined, code: string): 'certain' | 'likely' | undefined {
  if (file === undefined || !/\.c?js$/.test(file) || packageFolder(file) !== undefined || hasModuleSyntax(code)) {
    return undefined
  }
  const format = formatOf(file)
  if (format === 'commonjs') return 'certain'
  return format === 'module' ? undefined : 'likely'
}

/** What the extension or the nearest package.json says of a JavaScript file. */
export function formatOf(file: string): 'commonjs' | 'module' | undefined {
  if (file.endsWith('.cjs')) return 'commonjs'
  if (file.endsWith('.mjs')) return 'module'
  const type = packageType(dirname(file))
  return type === 'commonjs' || type === 'module' ? type : undefined
}

/** Vite rewrites import and export statements, and `import.meta`; `import()` is no statement. */
export function hasModuleSyntax(code: string): boolean {
  return /__vite_ssr_(?:import__|exportName__|exportAll__|exports__|import_meta__)/.test(code)
}

/** The `type` in the nearest package.json. Read each time: it costs less than an evaluation, and may be edited. */
function packageType(folder: string): unknown {
  try {
    const text = disk.readFileSync(join(folder, 'package.json'), 'utf8')
    return (JSON.parse(text) as { readonly type?: unknown } | null)?.type
  } catch {
    const above = dirname(folder)
    return above === folder ? undefined : packageType(above)
  }
}
