// A function that is tested as it is deployed, in a bundle: places are those of its source, in both sandboxes.

import { type InvocationResult, withLambda } from 'vitest-lambda'
import { beforeAll, describe, expect, test } from 'vitest'
import { lineAt } from '../sandbox/in-process/leaks/lines.js'
import { type Bundle, bundler } from './bundles.js'
import { SANDBOXES } from './twins.js'

const bundle = bundler()

const MODULES = [
  { extension: '.mjs', type: 'module' },
  { extension: '.js', type: 'commonjs' },
  { extension: '.cjs', type: 'module' },
  // CommonJS that its package takes for an ES module.
  { extension: '.js', type: 'module' },
] as const

const bundles: readonly (Bundle & { readonly name: string })[] = MODULES.flatMap((module) => [
  { name: `${module.type}${module.extension}-plain`, ...module, minify: false, sourcemap: true },
  { name: `${module.type}${module.extension}-minified`, ...module, minify: true, sourcemap: 'inline' },
])

const files = new Map<string, string>()

beforeAll(async () => {
  for (const each of bundles) files.set(each.name, await bundle(each.name, 'orders', each))
})

/** What is written behind the slashes at the end of each line of the source that a text names. */
const marks = (text: string): string[] =>
  [...text.matchAll(/[^\s(]+:\d+:\d+/g)].map(([place]) => lineAt(place).replace(/^.*\/\/ /, ''))

const leaks = ({ record }: InvocationResult): string[] => (record.leaks ?? []).flatMap(({ at = '' }) => marks(at))

describe.each(SANDBOXES)('%s', (isolation) => {
  test.each(bundles)('the places of a bundle are those of its source: $name', async ({ name }) => {
    const orders = withLambda(`${files.get(name)}.handler`, { console: 'silent', ...(isolation && { isolation }) })
    const [left, failed] = [await orders.invoke({ way: 'leave' }), await orders.invoke({ way: 'fail' })]
    await orders.recycle()
    const late = await orders.invoke({ way: 'wait' })

    expect(late).toTimeOut()
    expect(failed.error?.trace?.[1]).toMatch(/\(.*functions\/bundled\/orders\.ts:16:13\)$/)
    expect(marks(failed.record.guide ?? '')).toEqual(['the cause'])
    expect(leaks(left)).toEqual(['leaves'])
    expect(late.record.waitingFor?.flatMap(marks)).toEqual(['waits'])
  })
})
