// A warm invocation against its floor: two JSON round trips and `await handler(event)`. Limit: 2 times the floor.

import { invoke, withLambda } from 'vitest-lambda'
import { test } from 'vitest'
import { handler } from './functions/small.js'
import { report } from './report.js'

const event = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/orders/1',
  headers: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`header-${i}`, `value value value ${i}`])),
  requestContext: { accountId: '1', http: { method: 'GET', path: '/x', sourceIp: '203.0.113.1' }, timeEpoch: 1 },
  body: 'y'.repeat(600),
  isBase64Encoded: false,
}

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
