// A cold start against `vi.resetModules()` and an import of the same graph: 1, 50 and 300 modules. Limit: 1.5 times.

import { loader, withLambda } from 'vitest-lambda'
import { afterAll, test, vi } from 'vitest'
import { Graphs } from './graphs.js'
import { Times } from './times.js'

/** Once both sides are compiled: V8 does so for some thousand cold starts, and for ours later, which is more code. */
const ROUNDS = { 1: [4000, 8000], 50: [300, 800], 300: [60, 150] } as const
const LIMIT = 1.5

const graphs = new Graphs('cold', Object.keys(ROUNDS).map(Number))
afterAll(() => graphs.remove())

test.for(Object.entries(ROUNDS))('a cold start of %s modules', async ([size, [warmUp, rounds]]) => {
  const load = graphs.loader(Number(size))
  const lambda = withLambda(loader(load))
  const sides = {
    // No environment is alive here: while one looks for leaks, promises cost more.
    'reset and import': async () => {
      vi.resetModules()
      await (await load()).handler()
    },
    'cold start': async () => {
      await lambda.invoke()
      await lambda.recycle()
    },
  }
  const times = new Times()
  for (let round = -warmUp; round < rounds; round++) {
    for (const [what, run] of Object.entries(sides)) {
      const startedAt = performance.now()
      await run()
      times.add(round, what, performance.now() - startedAt)
    }
  }
  const ratio = times.median('cold start') / times.median('reset and import')
  const verdict = ratio <= LIMIT ? 'within' : 'MISSED'
  const parts = times.inWords('cold start', 'reset and import')
  const least = (times.least('cold start') / times.least('reset and import')).toFixed(2)
  console.log(
    `cold start of ${size} modules / reset and import: ${ratio.toFixed(2)} (${parts}), limit ${LIMIT}: ${verdict}; least ${least}`,
  )
})
