// Heap growth over a million warm invocations. Limit: 2 MB.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { invoke, withLambda } from 'vitest-lambda'
import { test } from 'vitest'

const INVOCATIONS = 1_000_000
const lambda = withLambda(() => import('./functions/small.js'))

test('a million warm invocations', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const event = { rawPath: '/orders/1' }
  for (let i = 0; i < 20_000; i++) await invoke(lambda, event)
  gc()
  const before = process.memoryUsage().heapUsed
  const startedAt = performance.now()
  for (let i = 0; i < INVOCATIONS; i++) await invoke(lambda, event)
  const seconds = (performance.now() - startedAt) / 1000
  gc()
  const grown = (process.memoryUsage().heapUsed - before) / 1024 / 1024
  const verdict = grown < 2 ? 'within' : 'MISSED'
  console.log(
    `heap growth over ${INVOCATIONS} warm invocations: ${grown.toFixed(2)} MB in ${seconds.toFixed(1)} s, limit 2: ${verdict}`,
  )
})
