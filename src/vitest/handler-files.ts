// Where the file of a handler string is looked for, in the worker that imports it and in the plugin that watches it.

import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'

/**
 * What to ask Vite for, in this order: with `.js`, which Lambda tries before `.mjs` and Vite after it (RES-6); the path
 * from the project's root, to which Vite adds the extensions it knows; with CommonJS's extensions, which Lambda knows too
 * (RES-6); and as it is written, an alias or a package (RES-7).
 */
export function handlerFiles(root: string, moduleId: string): readonly string[] {
  const path = resolve(root, moduleId).replaceAll('\\', '/')
  const first = [`${path}.js`].filter((file) => existsSync(file))
  // Lambda knows no JSON as code, and Vite would take it.
  const isData = existsSync(`${path}.json`)
  const others = isData ? CODE.map((extension) => path + extension).filter((file) => existsSync(file)) : [path]
  const paths = [...first, ...others, `${path}.cjs`, `${path}.cts`]
  return isData || isAbsolute(moduleId) || /^\.\.?\//.test(moduleId) ? paths : [...paths, moduleId]
}

/** Vite's extensions, in its order. Source: https://vite.dev/config/shared-options#resolve-extensions */
const CODE: readonly string[] = ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx']
