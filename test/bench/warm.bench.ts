// A warm invocation against its floor: two JSON round trips and `await handler(event)`. Limit: 2 times the floor.

import { invoke, withLambda } from 'vitest-lambda'
import { test } from 'vitest'
import { event } from './event.js'
import { handler } from './functions/small.js'
import { report } from './report.js'

const warm = withLambda(() => import('./functions/small.js'))

test('a warm invocation with a 1.5 KB event', async ({ bench }) => {
  await invoke(warm, event)
  const floor = bench('floor', async () => {
    JSON.parse(JSON.stringify(await handler(JSON.parse(JSON.stringify(event)))))
  })
  const ours = bench('warm invocation', async () => {
    await invoke(warm, event)
  })
  const results = await bench.compare(floor, ours, { time: 3000, warmupTime: 1000 })
  report('warm invocation / floor', results.get('warm invocation'), results.get('floor'), 2)
})
