// Tests of events of HTTP APIs.

import { expect, test } from 'vitest'
import { httpApi } from '../../src/events/api-gateway-http.js'

test('the default event is a complete GET of the root [HTTP-3]', () => {
  expect(httpApi()).toMatchInlineSnapshot(`
    {
      "headers": {
        "host": "httpapi123.execute-api.us-east-1.amazonaws.com",
        "user-agent": "vitest-lambda",
        "x-amzn-trace-id": "Root=1-6955b900-000000000000000000000001",
        "x-forwarded-for": "203.0.113.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      "isBase64Encoded": false,
      "rawPath": "/",
      "rawQueryString": "",
      "requestContext": {
        "accountId": "123456789012",
        "apiId": "httpapi123",
        "domainName": "httpapi123.execute-api.us-east-1.amazonaws.com",
        "domainPrefix": "httpapi123",
        "http": {
          "method": "GET",
          "path": "/",
          "protocol": "HTTP/1.1",
          "sourceIp": "203.0.113.1",
          "userAgent": "vitest-lambda",
        },
        "requestId": "00000000-0000-4000-8000-000000000001",
        "routeKey": "$default",
        "stage": "$default",
        "time": "01/Jan/2026:00:00:00 +0000",
        "timeEpoch": 1767225600000,
      },
      "routeKey": "$default",
      "version": "2.0",
    }
  `)
})

test('a request with everything becomes the event that AWS documents [HTTP-3]', () => {
  const event = httpApi({
    routeKey: 'POST /my/{name}',
    path: '/my/path?parameter1=value1&parameter1=value2',
    query: { parameter2: 'value' },
    headers: { Header1: 'value1', Header2: ['value1', 'value2'] },
    cookies: ['cookie1=a', 'cookie2=b'],
    body: { hello: 'world' },
    stageVariables: { table: 'orders' },
    authorizer: { jwt: { claims: { sub: 'ann' }, scopes: ['read'] } },
    sourceIp: '192.0.2.1',
    region: 'eu-central-1',
    accountId: '210987654321',
    time: 1583348638390,
  })
  expect(event).toMatchInlineSnapshot(`
    {
      "body": "{"hello":"world"}",
      "cookies": [
        "cookie1=a",
        "cookie2=b",
      ],
      "headers": {
        "content-length": "17",
        "content-type": "application/json",
        "header1": "value1",
        "header2": "value1,value2",
        "host": "httpapi123.execute-api.eu-central-1.amazonaws.com",
        "user-agent": "vitest-lambda",
        "x-amzn-trace-id": "Root=1-5e5ffb9e-000000000000000000000001",
        "x-forwarded-for": "192.0.2.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      "isBase64Encoded": false,
      "pathParameters": {
        "name": "path",
      },
      "queryStringParameters": {
        "parameter1": "value1,value2",
        "parameter2": "value",
      },
      "rawPath": "/my/path",
      "rawQueryString": "parameter1=value1&parameter1=value2&parameter2=value",
      "requestContext": {
        "accountId": "210987654321",
        "apiId": "httpapi123",
        "authorizer": {
          "jwt": {
            "claims": {
              "sub": "ann",
            },
            "scopes": [
              "read",
            ],
          },
        },
        "domainName": "httpapi123.execute-api.eu-central-1.amazonaws.com",
        "domainPrefix": "httpapi123",
        "http": {
          "method": "POST",
          "path": "/my/path",
          "protocol": "HTTP/1.1",
          "sourceIp": "192.0.2.1",
          "userAgent": "vitest-lambda",
        },
        "requestId": "00000000-0000-4000-8000-000000000001",
        "routeKey": "POST /my/{name}",
        "stage": "$default",
        "time": "04/Mar/2020:19:03:58 +0000",
        "timeEpoch": 1583348638390,
      },
      "routeKey": "POST /my/{name}",
      "stageVariables": {
        "table": "orders",
      },
      "version": "2.0",
    }
  `)
})

test('rawPath is decoded, whatever its name says [HTTP-3]', () => {
  expect(httpApi({ path: '/a%2Fb%20c?d=%20' })).toMatchObject({ rawPath: '/a/b c', rawQueryString: 'd=%20' })
})

test('a path that cannot be decoded stays as it is', () => {
  expect(httpApi({ path: '/100%' }).rawPath).toBe('/100%')
})

test('a stage with a name is the first segment of the path [HTTP-3]', () => {
  const event = httpApi({ path: '/orders', stage: 'dev' })
  expect(event).toMatchObject({
    rawPath: '/dev/orders',
    requestContext: { stage: 'dev', http: { path: '/dev/orders' } },
  })
})

test('the cookie header is gone, cookies are in their list [HTTP-3]', () => {
  const event = httpApi({ headers: { cookie: 'a=1; b=2' } })
  expect(event.headers).not.toHaveProperty('cookie')
  expect(event.cookies).toEqual(['a=1', 'b=2'])
})

test('a route key gives the method and the path parameters', () => {
  expect(httpApi({ routeKey: 'DELETE /orders/{id}', path: '/orders/a%20b' })).toMatchObject({
    routeKey: 'DELETE /orders/{id}',
    pathParameters: { id: 'a b' },
    requestContext: { routeKey: 'DELETE /orders/{id}', http: { method: 'DELETE' } },
  })
})

test('a route of any method leaves the method to the request', () => {
  expect(httpApi({ routeKey: 'ANY /{proxy+}', path: '/a/b', body: {} })).toMatchObject({
    pathParameters: { proxy: 'a/b' },
    requestContext: { http: { method: 'POST' } },
  })
})

test('path parameters give the route key', () => {
  expect(httpApi({ path: '/orders/1', pathParameters: { id: '1' } }).routeKey).toBe('GET /orders/{id}')
  expect(httpApi({ path: '/orders/1' }).routeKey).toBe('$default')
})

test('bytes are base64 [HTTP-6]', () => {
  expect(httpApi({ body: new Uint8Array([1, 2, 3]) })).toMatchObject({ body: 'AQID', isBase64Encoded: true })
})

test('overrides reach every field of the event', () => {
  const event = httpApi({ cookies: ['a=1'] }, { cookies: ['b=2'], requestContext: { http: { protocol: 'HTTP/2' } } })
  expect(event.cookies).toEqual(['b=2'])
  expect(event.requestContext.http).toMatchObject({ protocol: 'HTTP/2', method: 'GET' })
})

test('an unknown key is refused', () => {
  const input = { rawPath: '/' } as object
  expect(() => httpApi(input)).toThrow(
    'events.apiGateway.http: unknown key "rawPath" in the input. Did you mean "path"?',
  )
})
