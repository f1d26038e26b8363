// Which config file a test's project has: the one to edit, as a guide names it.

import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect } from 'vitest'

/** Where a plugin goes, and why there. */
export interface ConfigFile {
  /** From the folder that Vitest was started in, where it is below. */
  readonly path: string
  /** Another config stands above it: its plugins do not reach a project with a config file of its own. */
  readonly belowAnother: boolean
}

/** As Vitest and Vite name it, or a file for one of several projects: `vitest.unit.config.ts`, `vitest.config.e2e.ts`. */
const CONFIG = /^(?:vitest|vite)(?:\.[\w-]+)?\.config(?:\.[\w-]+)?\.[cm]?[jt]s$/

/** The config nearest to the test file; workers are told of none, so this is where a project usually has it. */
export function nearestConfigFile(
  testFile: string | undefined = currentTestFile(),
  from: string = process.cwd(),
): ConfigFile {
  const [own, above] = testFile === undefined ? [] : configsAbove(testFile)
  if (own === undefined) return { path: 'vitest.config.ts', belowAnother: false }
  const path = relative(from, own)
  return { path: (path.startsWith('..') ? own : path).replaceAll('\\', '/'), belowAnother: above !== undefined }
}

function currentTestFile(): string | undefined {
  try {
    return expect.getState().testPath
  } catch {
    // Outside of Vitest there is none.
    return undefined
  }
}

/** The nearest is first; of several in one folder, the one of Vitest. */
function configsAbove(file: string): readonly string[] {
  const folder = dirname(file)
  const [own] = namesIn(folder)
    .filter((name) => CONFIG.test(name))
    .toSorted(vitestFirst)
  return [
    ...(own === undefined ? [] : [join(folder, own)]),
    ...(folder === dirname(folder) ? [] : configsAbove(folder)),
  ]
}

function vitestFirst(a: string, b: string): number {
  return Number(b.startsWith('vitest')) - Number(a.startsWith('vitest')) || a.length - b.length
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
