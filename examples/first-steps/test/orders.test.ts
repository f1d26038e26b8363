// #region test
import { events, invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const orders = withLambda(() => import('../src/orders.js'), {
  functionName: 'orders',
  timeout: 3, // seconds, as in AWS
})

const request = events.apiGateway.http({ path: '/orders/1' })

test('the first invocation is a cold start, the second finds the environment of the first', async () => {
  const cold = await invoke(orders, request)
  const warm = await invoke(orders, request)

  expect(cold).toBeColdStart()
  expect(cold).toRespondWith({ statusCode: 200, body: { path: '/orders/1', served: 1 } })
  expect(warm).toBeWarmStart()
  expect(warm).toRespondWith({ statusCode: 200, body: { path: '/orders/1', served: 2 } })
})

test('every test starts with no environment', async () => {
  expect(await invoke(orders, request)).toRespondWith({ body: { path: '/orders/1', served: 1 } })
})

test('a slow order runs into the timeout, in no time', async () => {
  const result = await invoke(orders, events.apiGateway.http({ path: '/orders/slow' }))

  expect(result).toTimeOut()
  expect(result.record.report.durationMs).toBe(3_000)
})
// #endregion test
