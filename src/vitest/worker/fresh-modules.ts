// Packages that shall be evaluated anew in each environment: only the plugin can see to that.

import { DEFAULT_FRESH_MODULES } from '../../function/defaults.js'
import { freshPathPatterns } from '../fresh-paths.js'
import type { PluginFacts } from '../plugin-facts.js'

/**
 * A package is evaluated anew only when Vite loads it instead of Node, which is decided before a test file runs: one
 * that only `withLambda()` names is an error that says where to name it. The default ones are nobody's wish: without the
 * plugin they are shared, as every package is then.
 */
export function checkFreshModules(
  fresh: readonly (string | RegExp)[],
  facts: PluginFacts | undefined,
  caller: string = 'withLambda()',
): void {
  const served = new Set<string | RegExp>([...DEFAULT_FRESH_MODULES, ...(facts?.fresh ?? [])])
  const late = fresh.filter(
    (one) => !served.has(one) && !freshPathPatterns([one]).every(({ source }) => served.has(source)),
  )
  if (late.length === 0) return
  const list = late.map((one) => (typeof one === 'string' ? `'${one}'` : String(one))).join(', ')
  throw new Error(
    `${caller}: freshModules names ${list}, but Node has loaded such packages before a test can say so. Name them in ` +
      `vitest.config.ts instead: plugins: [lambda({ freshModules: [${list}] })].`,
  )
}
