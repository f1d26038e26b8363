import { invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

test('a leak that the project allows fails no test', async () => {
  const heartbeat = withLambda(() => import('../src/heartbeat.js'))

  expect(await invoke(heartbeat)).toReturn('ok')
})
