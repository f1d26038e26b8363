// A cold start against `vi.resetModules()` and an import of the same graph: 1, 50 and 300 modules. Limit: 1.5 times.

import { loader, withLambda } from 'vitest-lambda'
import { afterAll, test, vi } from 'vitest'
import { Graphs } from './graphs.js'
import { report } from './report.js'

const graphs = new Graphs('cold', [1, 50, 300])
afterAll(() => graphs.remove())

test.for(graphs.sizes)('a cold start of %i modules', async (size, { bench }) => {
  const load = graphs.loader(size)
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
