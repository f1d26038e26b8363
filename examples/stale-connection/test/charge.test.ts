import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { invoke, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

let server: Server
let environment: Record<string, string>
const keys: unknown[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'])
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  environment = { PAYMENTS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
})

beforeEach(() => {
  keys.length = 0
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

// #region stale
test('a connection that was reset during a freeze is replaced, and the card is charged', async () => {
  const charge = withLambda(() => import('../src/charge.js'), { environment })
  await invoke(charge, { key: 'a', amount: 10 })

  await charge.idle('10m', { connections: 'reset' })
  const late = await invoke(charge, { key: 'b', amount: 20 })

  expect(late).toReturn({ charged: 20 })
  expect(late).toOpenConnections(1)
  expect(late.record.connections.stale).toHaveLength(1)
  expect(keys).toEqual(['a', 'b'])
})
// #endregion stale

test('without a second try the first customer after the freeze gets an error', async () => {
  const charge = withLambda(() => import('../src/charge-once.js'), { environment })
  await invoke(charge, { key: 'a', amount: 10 })

  await charge.idle('10m', { connections: 'reset' })
  expect(await invoke(charge, { key: 'b', amount: 20 })).toFailWith(/ECONNRESET/)
  expect(await invoke(charge, { key: 'c', amount: 30 })).toOpenConnections(1)
})

test('an agent notices by itself that a connection was closed in an orderly way', async () => {
  const charge = withLambda(() => import('../src/charge-once.js'), { environment })
  await invoke(charge, { key: 'a', amount: 10 })

  await charge.idle('10m', { connections: 'closed' })
  const late = await invoke(charge, { key: 'b', amount: 20 })
  expect(late).toReturn({ charged: 20 })
  expect(late).toOpenConnections(1)
})

test('nothing is lost while connections are kept', async () => {
  const charge = withLambda(() => import('../src/charge-once.js'), { environment })
  await invoke(charge, { key: 'a', amount: 10 })

  await charge.idle('10m')
  expect(await invoke(charge, { key: 'b', amount: 20 })).toReuseConnections(1)
})
