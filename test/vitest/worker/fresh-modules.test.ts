import { describe, expect, test } from 'vitest'
import { DEFAULT_FRESH_MODULES } from '../../../src/function/defaults.js'
import { freshPathPatterns } from '../../../src/vitest/fresh-paths.js'
import { DEFAULT_LEAK_RULES } from '../../../src/vitest/leak-rules.js'
import type { PluginFacts } from '../../../src/vitest/plugin-facts.js'
import { checkFreshModules } from '../../../src/vitest/worker/fresh-modules.js'

const facts = (...fresh: (string | RegExp)[]): PluginFacts => ({
  root: '/app',
  defaults: {},
  fresh: freshPathPatterns([...DEFAULT_FRESH_MODULES, ...fresh]).map(({ source }) => source),
  leakRules: DEFAULT_LEAK_RULES,
  modules: {
    address: '',
    project: '',
    moduleRunner: '',
    compileCache: undefined,
    countedBy: undefined,
    debugged: false,
  },
})

describe('packages that are evaluated anew', () => {
  test.each([
    ['the default ones, with the plugin', DEFAULT_FRESH_MODULES, facts()],
    ['the default ones, without the plugin', DEFAULT_FRESH_MODULES, undefined],
    ['those that the plugin names too', ['winston', /^pino$/], facts('winston', /^pino$/)],
    ['none', [], undefined],
  ])('may be %s', (_, fresh, given) => {
    expect(() => checkFreshModules(fresh, given)).not.toThrow()
  })

  test.each([
    ['the plugin', facts('winston')],
    ['nobody', undefined],
  ])('cannot be others than %s names', (_, given) => {
    const fresh = [...DEFAULT_FRESH_MODULES, 'pino', /^hono/]
    expect(() => checkFreshModules(fresh, given)).toThrow(
      "withLambda(): freshModules names 'pino', /^hono/, but Node has loaded such packages before a test can say so. Name " +
        "them in vitest.config.ts instead: plugins: [lambda({ freshModules: ['pino', /^hono/] })].",
    )
  })
})
