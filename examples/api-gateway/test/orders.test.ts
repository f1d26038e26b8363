import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { events, invoke, withLambda } from 'vitest-lambda'
import { beforeEach, expect, test } from 'vitest'

const dynamodb = mockClient(DynamoDBClient)

const orders = withLambda(() => import('../src/orders.js'), {
  functionName: 'orders',
  environment: { TABLE_NAME: 'orders' },
})

beforeEach(() => {
  dynamodb.reset()
})

// #region http
test('an order that exists is answered as JSON', async () => {
  dynamodb.on(GetItemCommand, { TableName: 'orders' }).resolves({ Item: { id: { S: '7' }, quantity: { N: '3' } } })

  const result = await invoke(orders, events.apiGateway.http({ routeKey: 'GET /orders/{id}', path: '/orders/7' }))

  expect(result).toRespondWith({
    statusCode: 200,
    headers: { 'content-type': /json/ },
    body: { id: '7', quantity: 3 },
  })
})
// #endregion http

test('an order that does not exist is a 404', async () => {
  dynamodb.on(GetItemCommand).resolves({})

  const result = await invoke(orders, events.apiGateway.http({ routeKey: 'GET /orders/{id}', path: '/orders/7' }))

  expect(result).toRespondWith({ statusCode: 404, body: { message: 'No order 7' } })
})

test('a new order is stored, logged and found under its location', async () => {
  dynamodb.on(PutItemCommand).resolves({})

  const result = await invoke(
    orders,
    events.apiGateway.http({ routeKey: 'POST /orders', path: '/orders', body: { quantity: 2 } }),
  )

  expect(result).toRespondWith({ statusCode: 201, headers: { location: /^\/orders\/[0-9a-f-]{36}$/ } })
  expect(result).toHaveLogged('order created', 'INFO')
  expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({ Item: { quantity: { N: '2' } } })
})

test('an order without a quantity is refused before anything is stored', async () => {
  const result = await invoke(orders, events.apiGateway.http({ routeKey: 'POST /orders', path: '/orders', body: {} }))

  expect(result).toRespondWith({ statusCode: 400, body: { message: 'quantity must be a number' } })
  expect(dynamodb.commandCalls(PutItemCommand)).toEqual([])
})

// #region function-error
test('a body that is no JSON fails the function, which API Gateway shows as a 5xx', async () => {
  const result = await invoke(orders, events.apiGateway.http({ routeKey: 'POST /orders', path: '/orders', body: '{' }))

  expect(result).toFailWith('SyntaxError')
  expect(await invoke(orders, events.apiGateway.http())).toBeWarmStart() // an error does not cost the environment
})
// #endregion function-error
