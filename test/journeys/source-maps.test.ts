// A function that is tested as it is deployed, in a bundle: places are those of its source, in both sandboxes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'
import { type InvocationResult, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lineAt } from '../sandbox/in-process/leaks/lines.js'
import { SANDBOXES } from './twins.js'

// Not in the machine's folder for such: what Node.js loads from there is hidden from a function by its own `/tmp`.
mkdirSync('.vitest', { recursive: true })
const folder = mkdtempSync('.vitest/bundled-')

/** What a bundle is by its extension, and by the package.json beside it. */
const MODULES = [
  ['.mjs', 'module'],
  ['.js', 'commonjs'],
  ['.cjs', 'module'],
  // CommonJS that its package takes for an ES module.
  ['.js', 'module'],
] as const

const bundles = MODULES.flatMap(([extension, type]) => [
  { name: `${type}${extension}-plain`, extension, type, minify: false, sourcemap: true },
  { name: `${type}${extension}-minified`, extension, type, minify: true, sourcemap: 'inline' as const },
])

beforeAll(async () => {
  for (const { name, extension, type, minify, sourcemap } of bundles) {
    const outDir = join(folder, name)
    mkdirSync(outDir)
    writeFileSync(join(outDir, 'package.json'), JSON.stringify({ type }))
    await build({
      config: false,
      silent: true,
      entry: { orders: 'test/journeys/functions/bundled/orders.ts' },
      platform: 'node',
      format: extension === '.mjs' ? 'esm' : 'cjs',
      outExtension: () => ({ js: extension }),
      outDir,
      minify,
      sourcemap,
    })
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

/** What is written behind the slashes at the end of each line of the source that a text names. */
const marks = (text: string): string[] =>
  [...text.matchAll(/[^\s(]+:\d+:\d+/g)].map(([place]) => lineAt(place).replace(/^.*\/\/ /, ''))

const leaks = ({ record }: InvocationResult): string[] => (record.leaks ?? []).flatMap(({ at = '' }) => marks(at))

describe.each(SANDBOXES)('%s', (isolation) => {
  test.each(bundles)('the places of a bundle are those of its source: $name', async ({ name }) => {
    const orders = withLambda(`${folder}/${name}/orders.handler`, {
      console: 'silent',
      ...(isolation && { isolation }),
    })
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
