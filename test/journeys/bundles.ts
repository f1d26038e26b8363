// Bundles of the functions for journeys, as they are deployed: made by esbuild, below the project, and removed again.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'
import { afterAll } from 'vitest'

export interface Bundle {
  /** What it is by its extension, and by the package.json beside it. */
  readonly extension: '.mjs' | '.cjs' | '.js'
  readonly type: 'module' | 'commonjs'
  readonly minify: boolean
  readonly sourcemap: true | 'inline'
  /** Packages that it leaves out. */
  readonly external?: RegExp
}

/** What makes bundles: each of a file of `functions/bundled`, in a folder by the name that is given. */
export function bundler(): (name: string, entry: string, bundle: Bundle) => Promise<string> {
  // Not in the machine's folder for such: what Node.js loads from there is hidden from a function by its own `/tmp`.
  mkdirSync('.vitest', { recursive: true })
  const folder = mkdtempSync('.vitest/bundles-')
  afterAll(() => rmSync(folder, { recursive: true }))
  return async (name, entry, { extension, type, minify, sourcemap, external }) => {
    const outDir = join(folder, name)
    mkdirSync(outDir)
    writeFileSync(join(outDir, 'package.json'), JSON.stringify({ type }))
    await build({
      config: false,
      silent: true,
      entry: { [entry]: `test/journeys/functions/bundled/${entry}.ts` },
      platform: 'node',
      format: extension === '.mjs' ? 'esm' : 'cjs',
      outExtension: () => ({ js: extension }),
      outDir,
      minify,
      sourcemap,
      ...(external ? { external: [external] } : { noExternal: [/./] }),
    })
    return `${folder}/${name}/${entry}`
  }
}
