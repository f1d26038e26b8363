// Tests of events of function URLs.

import { expect, test } from 'vitest'
import { functionUrl } from '../../src/events/function-url.js'

test('the default event is a complete GET of the root [HTTP-4]', () => {
  expect(functionUrl()).toMatchInlineSnapshot(`
    {
      "headers": {
        "host": "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws",
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
        "accountId": "anonymous",
        "apiId": "abcdefghijklmnopqrstuvwxyz012345",
        "domainName": "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws",
        "domainPrefix": "abcdefghijklmnopqrstuvwxyz012345",
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

test('a request with IAM becomes the event that AWS documents [HTTP-4]', () => {
  const event = functionUrl({
    path: '/my/path?parameter1=value1&parameter1=value2',
    headers: { Header1: 'value1', Header2: ['value1', 'value2'] },
    cookies: ['cookie1=a', 'cookie2=b'],
    body: 'Hello!',
    authorizer: { iam: { userId: 'AIDAEXAMPLE' } },
    region: 'us-west-2',
    time: '2020-03-12T19:03:58.390Z',
  })
  expect(event).toMatchInlineSnapshot(`
    {
      "body": "Hello!",
      "cookies": [
        "cookie1=a",
        "cookie2=b",
      ],
      "headers": {
        "content-length": "6",
        "content-type": "text/plain;charset=UTF-8",
        "cookie": "cookie1=a; cookie2=b",
        "header1": "value1",
        "header2": "value1,value2",
        "host": "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-west-2.on.aws",
        "user-agent": "vitest-lambda",
        "x-amzn-trace-id": "Root=1-5e6a879e-000000000000000000000001",
        "x-forwarded-for": "203.0.113.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      "isBase64Encoded": false,
      "queryStringParameters": {
        "parameter1": "value1,value2",
      },
      "rawPath": "/my/path",
      "rawQueryString": "parameter1=value1&parameter1=value2",
      "requestContext": {
        "accountId": "123456789012",
        "apiId": "abcdefghijklmnopqrstuvwxyz012345",
        "authorizer": {
          "iam": {
            "userId": "AIDAEXAMPLE",
          },
        },
        "domainName": "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-west-2.on.aws",
        "domainPrefix": "abcdefghijklmnopqrstuvwxyz012345",
        "http": {
          "method": "POST",
          "path": "/my/path",
          "protocol": "HTTP/1.1",
          "sourceIp": "203.0.113.1",
          "userAgent": "vitest-lambda",
        },
        "requestId": "00000000-0000-4000-8000-000000000001",
        "routeKey": "$default",
        "stage": "$default",
        "time": "12/Mar/2020:19:03:58 +0000",
        "timeEpoch": 1584039838390,
      },
      "routeKey": "$default",
      "version": "2.0",
    }
  `)
})

test('route and stage are always $default [HTTP-4]', () => {
  expect(functionUrl({ path: '/orders/1' })).toMatchObject({
    routeKey: '$default',
    requestContext: { routeKey: '$default', stage: '$default' },
  })
})

test('rawPath stays percent-encoded', () => {
  expect(functionUrl({ path: '/a%2Fb' }).rawPath).toBe('/a%2Fb')
})

test('cookies are in their list and in the header [HTTP-4]', () => {
  const event = functionUrl({ cookies: { a: '1', b: '2' } })
  expect(event.cookies).toEqual(['a=1', 'b=2'])
  expect(event.headers['cookie']).toBe('a=1; b=2')
})

test('the account is anonymous unless IAM knows the caller', () => {
  expect(functionUrl().requestContext.accountId).toBe('anonymous')
  expect(functionUrl({ authorizer: { iam: {} } }).requestContext.accountId).toBe('123456789012')
})

test('a form is base64 [HTTP-6]', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  expect(functionUrl({ body: 'token=1', headers })).toMatchObject({ body: 'dG9rZW49MQ==', isBase64Encoded: true })
})

test('overrides reach every field of the event', () => {
  expect(functionUrl({}, { requestContext: { requestId: 'r' } }).requestContext.requestId).toBe('r')
})

test('there are no path parameters to give', () => {
  const input = { pathParameters: {} } as object
  expect(() => functionUrl(input)).toThrow('unknown key "pathParameters" in the input. Did you mean "path"?')
})
