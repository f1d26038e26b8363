import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { invoke, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, expect, test } from 'vitest'

// A mocked client opens no socket, so the service is a real server on this machine.
let server: Server
let environment: Record<string, string>

beforeAll(async () => {
  server = createServer((_request, response) => response.end('12'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  environment = { PRICES_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

// #region reuse
test('a warm invocation uses the connection of the one before', async () => {
  const prices = withLambda(() => import('../src/prices.js'), { environment })

  const cold = await invoke(prices, { product: 'tea' })
  expect(cold).toReturn({ product: 'tea', price: 12 })
  expect(cold).toOpenConnections(1)

  const warm = await invoke(prices, { product: 'cup' })
  expect(warm).toReuseConnections(1)
  expect(warm).not.toOpenConnections()
})
// #endregion reuse

test('an agent in the handler opens a connection in each invocation', async () => {
  const slow = withLambda(() => import('../src/prices-slow.js'), { environment })

  for (const product of ['tea', 'cup', 'pot']) {
    const result = await invoke(slow, { product })
    expect(result).toOpenConnections(1)
    expect(result).not.toReuseConnections()
  }
})

test('an environment never finds the connections of another', async () => {
  const prices = withLambda(() => import('../src/prices.js'), { environment })

  await invoke(prices, { product: 'tea' })
  await prices.recycle()
  expect(await invoke(prices, { product: 'tea' })).toOpenConnections(1)
})
