import { sources, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const shop = withLambda(() => import('../src/shop.js'), { functionName: 'shop', timeout: 60 })

const api = sources.apiGateway.http(shop, { routes: ['POST /orders', 'GET /orders/{id}', 'GET /reports'] })

const order = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

// #region fetch
test('a new order is found under the location that its client is told', async () => {
  const created = await api.fetch('/orders', order({ quantity: 2 }))
  expect(created.status).toBe(201)
  expect(created.headers.getSetCookie()).toEqual(['last=1; HttpOnly', 'seen=yes'])

  const found = await api.fetch(created.headers.get('location') ?? '')
  expect(await found.json()).toEqual({ id: 1, quantity: 2 })
  expect(found.invocation).toBeWarmStart()
})

test('the API gives up after 30 seconds, and the function goes on', async () => {
  const response = await api.fetch('/reports')
  expect(response.status).toBe(503)

  const invocation = await response.settled()
  expect(invocation).toRespondWith({ statusCode: 200, body: { orders: 0 } })
  expect(invocation?.record.report.durationMs).toBe(45_000)
})
// #endregion fetch

test('a path without a route does not reach the function', async () => {
  const response = await api.fetch('/customers')

  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ message: 'Not Found' }) // the words of the API, not of Hono
  expect(response.invocation).toBeUndefined()
})

test('an order that does not exist is a 404 of the function', async () => {
  const response = await api.fetch('/orders/7')

  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ message: 'No order 7' })
  expect(response.reason).toBeUndefined()
})
