// A cold start against `vi.resetModules()` and an import of the same graph: 1, 50 and 300 modules. Limit: 1.5 times.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loader, withLambda } from 'vitest-lambda'
import { afterAll, test, vi } from 'vitest'
import { report } from './report.js'

const graphs = fileURLToPath(new URL('./functions/graphs/', import.meta.url))
for (const size of [1, 50, 300]) writeGraph(size)
afterAll(() => rmSync(graphs, { recursive: true, force: true }))

test.for([1, 50, 300])('a cold start of %i modules', async (size, { bench }) => {
  const load = (): Promise<{ handler: () => Promise<number> }> => import(/* @vite-ignore */ `${graphs}${size}/index.ts`)
  const lambda = withLambda(loader(load))
  await lambda.invoke()
  const reset = bench('reset and import', async () => {
    vi.resetModules()
    await (await load()).handler()
  })
  const cold = bench('cold start', async () => {
    await lambda.recycle()
    await lambda.invoke()
  })
  const results = await bench.compare(reset, cold, { time: 3000, warmupTime: 500 })
  report(
    `cold start of ${size} modules / reset and import`,
    results.get('cold start'),
    results.get('reset and import'),
    1.5,
  )
})

/** A tree of small modules, five children each, as a bundle-less function has them. */
function writeGraph(size: number): void {
  mkdirSync(`${graphs}${size}`, { recursive: true })
  for (let i = 0; i < size; i++) {
    const children = [1, 2, 3, 4, 5].map((n) => i * 5 + n).filter((child) => child < size)
    const imports = children.map((child) => `import { value as v${child} } from './m${child}.ts'`).join('\n')
    const value = ['1', ...children.map((child) => `v${child}`)].join(' + ')
    writeFileSync(`${graphs}${size}/m${i}.ts`, `${imports}\nexport const value: number = ${value}\n`)
  }
  writeFileSync(
    `${graphs}${size}/index.ts`,
    `import { value } from './m0.ts'\nexport const handler = async (): Promise<number> => value\n`,
  )
}
