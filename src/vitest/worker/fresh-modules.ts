// Packages that shall be evaluated anew in each environment: only the plugin can see to that.

import type { PluginFacts } from '../plugin-facts.js'
import { freshPathPatterns } from '../fresh-paths.js'

/**
 * A package is evaluated anew only when Vite loads it instead of Node, which is decided before a test file runs: one
 * that only `withLambda()` names is an error that says where to name it.
 */
export function checkFreshModules(fresh: readonly (string | RegExp)[], facts: PluginFacts | undefined): void {
  const served = new Set(facts?.fresh)
  const late = fresh.filter((one) => !freshPathPatterns([one]).every(({ source }) => served.has(source)))
  const named = late.filter((one) => typeof one === 'string' || facts !== undefined)
  if (named.length === 0) return
  const list = named.map((one) => (typeof one === 'string' ? `'${one}'` : String(one))).join(', ')
  throw new Error(
    `withLambda(): freshModules names ${list}, but Node has loaded such packages before a test can say so. Name them in ` +
      `vitest.config.ts instead: plugins: [lambda({ freshModules: [${list}] })].`,
  )
}
