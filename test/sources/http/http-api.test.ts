import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { httpApiSource, type HttpApiOptions } from '../../../src/sources/http/http-api.js'
import type { Respond } from '../fake-target.js'
import { fails, HttpTarget, refuses, throttles } from './http-target.js'

const api = (respond: Respond, options?: HttpApiOptions): ReturnType<typeof httpApiSource> =>
  httpApiSource(new HttpTarget(respond), options)

async function eventOf<Event>(
  options: HttpApiOptions,
  ...request: Parameters<ReturnType<typeof httpApiSource>['fetch']>
): Promise<Event> {
  const target = new HttpTarget(() => ({ statusCode: 200 }))
  await httpApiSource(target, options).fetch(...request)
  return target.events[0]?.event as Event
}

describe('the event of an HTTP API', () => {
  test('is payload format 2.0, with route, parameters, cookies and what the authorizer found [HTTP-3]', async () => {
    const event = await eventOf<APIGatewayProxyEventV2>(
      {
        routes: ['GET /orders/{id}'],
        stage: 'test',
        stageVariables: { table: 'orders' },
        authorizer: { jwt: { claims: { sub: '1' }, scopes: [] } },
      },
      'https://shop.example/orders/a%20b?page=1&page=2',
      { headers: { 'X-Tag': 'a', Cookie: 'c=1; d=2' } },
    )
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /orders/{id}',
      rawPath: '/test/orders/a b',
      rawQueryString: 'page=1&page=2',
      cookies: ['c=1', 'd=2'],
      headers: { 'x-tag': 'a', host: 'shop.example', 'x-forwarded-for': '203.0.113.1' },
      queryStringParameters: { page: '1,2' },
      pathParameters: { id: 'a b' },
      stageVariables: { table: 'orders' },
      requestContext: { stage: 'test', domainName: 'shop.example', authorizer: { jwt: { claims: { sub: '1' } } } },
    })
    expect(event.headers).not.toHaveProperty('cookie')
  })

  test('has text as text, and what is no text as base64 [HTTP-6]', async () => {
    const post = async (body: string | Uint8Array<ArrayBuffer>, type?: string): Promise<unknown> => {
      const init = { method: 'POST', body, ...(type !== undefined && { headers: { 'Content-Type': type } }) }
      const event = await eventOf<APIGatewayProxyEventV2>({}, '/', init)
      return [event.headers['content-type'], event.body, event.isBase64Encoded]
    }
    expect(await post('{"a":1}', 'application/json')).toEqual(['application/json', '{"a":1}', false])
    expect(await post(new Uint8Array([0xff, 0]), 'image/png')).toEqual(['image/png', '/wA=', true])
    expect(await post(new Uint8Array([0xff, 0]))).toEqual([undefined, '/wA=', true])
    expect(await post('{}', 'application/octet-stream')).toEqual(['application/octet-stream', 'e30=', true])
  })

  test('is that of the default route where no routes are given', async () => {
    expect(await eventOf({}, '/orders/7')).toMatchObject({ routeKey: '$default', rawPath: '/orders/7' })
  })

  test('is of the route that the decoded path takes, in which %2F parts [HTTP-3]', async () => {
    const routes = ['GET /cafés/{id}', 'GET /cafés/{id}/{part}']
    expect(await eventOf({ routes }, '/cafés/a%20b')).toMatchObject({
      routeKey: 'GET /cafés/{id}',
      pathParameters: { id: 'a b' },
    })
    expect(await eventOf({ routes }, '/cafés/a%2Fb')).toMatchObject({
      routeKey: 'GET /cafés/{id}/{part}',
      pathParameters: { id: 'a', part: 'b' },
    })
    expect((await api(fails, { routes: ['GET /cafés/{id}'] }).fetch('/cafés/a%2Fb')).status).toBe(404)
  })

  test('is payload format 1.0 where that is asked for [HTTP-3]', async () => {
    const event = await eventOf<APIGatewayProxyEvent>(
      {
        payloadFormatVersion: '1.0',
        routes: ['POST /orders/{id}'],
        stageVariables: { a: 'b' },
        authorizer: { lambda: { a: 1 } },
      },
      '/orders/7?page=1&page=2',
      { method: 'POST', body: new Uint8Array([0xff, 0]), headers: { 'X-Tag': 'a', Cookie: 'c=1' } },
    )
    expect(event).toMatchObject({
      version: '1.0',
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'POST',
      headers: { 'X-Tag': 'a', Cookie: 'c=1', Host: expect.stringMatching(/^httpapi123\./) },
      multiValueHeaders: { 'X-Tag': ['a'] },
      queryStringParameters: { page: '2' },
      multiValueQueryStringParameters: { page: ['1', '2'] },
      pathParameters: { id: '7' },
      stageVariables: { a: 'b' },
      body: '/wA=',
      isBase64Encoded: true,
      requestContext: {
        apiId: 'httpapi123',
        stage: '$default',
        path: '/orders/7',
        resourcePath: '/orders/{id}',
        authorizer: { lambda: { a: 1 } },
      },
    })
    expect(event.multiValueHeaders['Host']).toEqual([event.headers['Host']])
    const bare = await eventOf({ payloadFormatVersion: '1.0' }, '/a')
    expect(bare).toMatchObject({
      resource: '$default',
      httpMethod: 'GET',
      pathParameters: null,
      body: null,
      isBase64Encoded: false,
    })
  })
})

describe('the response of an HTTP API', () => {
  test('is what the function answered, its cookies as set-cookie [HTTP-3]', async () => {
    const response = await api(() => ({
      statusCode: 201,
      headers: { 'X-A': 'b' },
      multiValueHeaders: { 'x-ignored': ['c'] },
      cookies: ['a=1; HttpOnly', 'b=2'],
      body: '/wA=',
      isBase64Encoded: true,
    })).fetch('/')
    expect(response.status).toBe(201)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-a': 'b',
      'content-type': 'text/plain; charset=utf-8',
    })
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2'])
    expect(response.headers.has('x-ignored')).toBe(false)
    expect(await response.bytes()).toEqual(new Uint8Array([0xff, 0]))
  })

  test.for([
    [{ hello: 'world' }, '{"hello":"world"}'],
    ['Hello', '"Hello"'],
    [[1], '[1]'],
    [7, '7'],
    [null, 'null'],
    [{}, '{}'],
  ] as const)('is 200 and the payload as JSON where it has no statusCode: %j [HTTP-3]', async ([payload, body]) => {
    const response = await api(() => payload).fetch('/')
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'application/json',
      body,
    ])
  })

  test('is 500 for a function error and for a statusCode that is none [HTTP-3]', async () => {
    for (const respond of [fails, () => ({ statusCode: 'ok' }), () => ({ statusCode: 200, body: {} })]) {
      const response = await api(respond).fetch('/')
      expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}'])
    }
  })

  test('infers nothing in payload format 1.0: 500, and cookies are not read [HTTP-3]', async () => {
    const version1 = { payloadFormatVersion: '1.0' } as const
    const none = await api(() => ({ hello: 'world' }), version1).fetch('/')
    expect([none.status, none.reason]).toEqual([
      500,
      'what the function answered is no response: statusCode is missing',
    ])
    const payload = {
      statusCode: 200,
      cookies: 'no list',
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
      more: 1,
    }
    const response = await api(() => payload, version1).fetch('/')
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, ['a=1', 'b=2']])
  })

  test('is 404 where no route is for the request', async () => {
    const target = new HttpTarget()
    const response = await httpApiSource(target, { routes: ['GET /orders/{id}'] }).fetch('/orders')
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}'])
    expect(response.reason).toBe('no route is for GET /orders: there is GET /orders/{id}')
    expect(target.events).toEqual([])
  })

  test('is 503 where the function is throttled, 413 where the request is too large', async () => {
    const throttled = await api(throttles).fetch('/')
    expect([throttled.status, await throttled.text()]).toEqual([503, '{"message":"Service Unavailable"}'])
    const large = await api(fails).fetch('/', { method: 'POST', body: new Uint8Array(10_485_761) })
    expect([large.status, await large.text()]).toEqual([413, '{"message":"Request Entity Too Large"}'])
  })

  test('does not follow redirects, and has no body for HEAD and 304', async () => {
    const redirect = await api(() => ({ statusCode: 302, headers: { location: '/b' } })).fetch('/a')
    expect([redirect.status, redirect.headers.get('location'), redirect.redirected]).toEqual([302, '/b', false])
    const head = await api(() => ({ statusCode: 200, body: 'abc' })).fetch('/', { method: 'HEAD' })
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['3', ''])
    const unchanged = await api(() => ({ statusCode: 304, body: 'abc' })).fetch('/')
    expect([unchanged.status, unchanged.body, unchanged.headers.has('content-type')]).toEqual([304, null, false])
  })

  test('is none for a misspelt function', async () => {
    await expect(api(refuses('ResourceNotFoundException', 'Function not found')).fetch('/')).rejects.toThrow(
      'not found',
    )
  })
})

test('bad options of an HTTP API are refused when it is made, with what is legal', () => {
  expect(() => api(fails, { timeoutInMillis: 30_001, payloadFormatVersion: '3.0' as '2.0' })).toThrow(
    new TypeError(
      "sources.apiGateway.http(): timeoutInMillis is 30001: it takes a whole number of milliseconds from 50 to 30000 (HTTP-3, https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html); payloadFormatVersion is '3.0': it takes '1.0' or '2.0'; did you mean '1.0'?",
    ),
  )
})
