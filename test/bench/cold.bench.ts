// A cold start against `vi.resetModules()` and an import of the same graph: 1, 50 and 300 modules. Limit: 1.5 times.

import { loader, withLambda } from 'vitest-lambda'
import { afterAll, test, vi } from 'vitest'
import { Graphs } from './graphs.js'
import { compare, report } from './report.js'

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
  const times = await compare(sides, { warmUp, rounds })
  report(`cold start of ${size} modules / reset and import`, times, ['cold start', 'reset and import'], LIMIT)
})
