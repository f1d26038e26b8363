// Tests of requests to the URL that API Gateway gives an API, with the stage in it.

import { expect, test } from 'vitest'
import { httpApiSource, type HttpApiOptions } from '../../../src/sources/http/http-api.js'
import { restApiSource, type RestOptions } from '../../../src/sources/http/rest.js'
import { HttpTarget } from './http-target.js'

const host = 'https://abc.execute-api.eu-west-1.amazonaws.com'
const echo = (event: unknown): unknown => ({ statusCode: 200, body: JSON.stringify(event) })

const rest = (url: string, options?: RestOptions): Promise<Response> =>
  restApiSource(new HttpTarget(echo), options).fetch(url)
const http = (url: string, options?: HttpApiOptions): Promise<Response> =>
  httpApiSource(new HttpTarget(echo), options).fetch(url)

test('a REST API finds its routes after the stage [HTTP-1]', async () => {
  const response = await rest(`${host}/prod/orders/1?page=2`, { stage: 'prod', routes: ['GET /orders/{id}'] })
  expect(await response.json()).toMatchObject({
    path: '/orders/1',
    queryStringParameters: { page: '2' },
    pathParameters: { id: '1' },
    requestContext: { path: '/prod/orders/1', stage: 'prod' },
  })
  const root = await rest(`${host}/prod?page=2`)
  expect(await root.json()).toMatchObject({ path: '/', queryStringParameters: { page: '2' } })
})

test('an HTTP API does so where its stage has a name [HTTP-3]', async () => {
  const named = await http(`${host}/test/orders/1`, { stage: 'test', routes: ['GET /orders/{id}'] })
  expect(await named.json()).toMatchObject({ rawPath: '/test/orders/1', pathParameters: { id: '1' } })
  const other = await http(`${host}/test/orders/1`)
  expect(await other.json()).toMatchObject({ rawPath: '/test/orders/1', requestContext: { stage: '$default' } })
})

test('a custom domain has no stage in its paths', async () => {
  const response = await rest('https://shop.example/prod/orders/1')
  expect(await response.json()).toMatchObject({ path: '/prod/orders/1' })
})

test('a path without the stage is one of no route', async () => {
  const response = await restApiSource(new HttpTarget(echo)).fetch(`${host}/production/orders/1`)
  expect([response.status, response.reason]).toEqual([
    403,
    'the path /production/orders/1 does not begin with the stage, /prod, as it does at an execute-api host',
  ])
})
