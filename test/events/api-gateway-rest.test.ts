// Tests of events of REST APIs.

import type { APIGatewayProxyEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { restApi } from '../../src/events/api-gateway-rest.js'

test('the default event is a complete GET of the root [HTTP-1]', () => {
  expect(restApi()).toMatchInlineSnapshot(`
    {
      "body": null,
      "headers": {
        "Host": "restapi123.execute-api.us-east-1.amazonaws.com",
        "User-Agent": "vitest-lambda",
        "X-Amzn-Trace-Id": "Root=1-6955b900-000000000000000000000001",
        "X-Forwarded-For": "203.0.113.1",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
      },
      "httpMethod": "GET",
      "isBase64Encoded": false,
      "multiValueHeaders": {
        "Host": [
          "restapi123.execute-api.us-east-1.amazonaws.com",
        ],
        "User-Agent": [
          "vitest-lambda",
        ],
        "X-Amzn-Trace-Id": [
          "Root=1-6955b900-000000000000000000000001",
        ],
        "X-Forwarded-For": [
          "203.0.113.1",
        ],
        "X-Forwarded-Port": [
          "443",
        ],
        "X-Forwarded-Proto": [
          "https",
        ],
      },
      "multiValueQueryStringParameters": null,
      "path": "/",
      "pathParameters": null,
      "queryStringParameters": null,
      "requestContext": {
        "accountId": "123456789012",
        "apiId": "restapi123",
        "domainName": "restapi123.execute-api.us-east-1.amazonaws.com",
        "domainPrefix": "restapi123",
        "extendedRequestId": "EXAMPLEextended=",
        "httpMethod": "GET",
        "identity": {
          "accessKey": null,
          "accountId": null,
          "apiKey": null,
          "apiKeyId": null,
          "caller": null,
          "clientCert": null,
          "cognitoAuthenticationProvider": null,
          "cognitoAuthenticationType": null,
          "cognitoIdentityId": null,
          "cognitoIdentityPoolId": null,
          "principalOrgId": null,
          "sourceIp": "203.0.113.1",
          "user": null,
          "userAgent": "vitest-lambda",
          "userArn": null,
        },
        "path": "/prod/",
        "protocol": "HTTP/1.1",
        "requestId": "00000000-0000-4000-8000-000000000001",
        "requestTime": "01/Jan/2026:00:00:00 +0000",
        "requestTimeEpoch": 1767225600000,
        "resourceId": "abc123",
        "resourcePath": "/",
        "stage": "prod",
      },
      "resource": "/",
      "stageVariables": null,
    }
  `)
})

test('a request with everything becomes the event that AWS documents [HTTP-1]', () => {
  const event = restApi({
    method: 'POST',
    resource: '/my/{name}',
    path: '/my/path?parameter1=value1&parameter1=value2',
    query: { parameter2: 'value' },
    headers: { Header1: 'value1', Header2: ['value1', 'value2'] },
    cookies: { session: 'abc', theme: 'dark' },
    body: { hello: 'world' },
    stage: 'dev',
    stageVariables: { table: 'orders' },
    sourceIp: '198.51.100.7',
    region: 'eu-central-1',
    accountId: '210987654321',
    time: '2020-03-04T19:15:17.135Z',
  })
  expect(event).toMatchInlineSnapshot(`
    {
      "body": "{"hello":"world"}",
      "headers": {
        "Content-Type": "application/json",
        "Cookie": "session=abc; theme=dark",
        "Header1": "value1",
        "Header2": "value2",
        "Host": "restapi123.execute-api.eu-central-1.amazonaws.com",
        "User-Agent": "vitest-lambda",
        "X-Amzn-Trace-Id": "Root=1-5e5ffe45-000000000000000000000001",
        "X-Forwarded-For": "198.51.100.7",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
      },
      "httpMethod": "POST",
      "isBase64Encoded": false,
      "multiValueHeaders": {
        "Content-Type": [
          "application/json",
        ],
        "Cookie": [
          "session=abc; theme=dark",
        ],
        "Header1": [
          "value1",
        ],
        "Header2": [
          "value1",
          "value2",
        ],
        "Host": [
          "restapi123.execute-api.eu-central-1.amazonaws.com",
        ],
        "User-Agent": [
          "vitest-lambda",
        ],
        "X-Amzn-Trace-Id": [
          "Root=1-5e5ffe45-000000000000000000000001",
        ],
        "X-Forwarded-For": [
          "198.51.100.7",
        ],
        "X-Forwarded-Port": [
          "443",
        ],
        "X-Forwarded-Proto": [
          "https",
        ],
      },
      "multiValueQueryStringParameters": {
        "parameter1": [
          "value1",
          "value2",
        ],
        "parameter2": [
          "value",
        ],
      },
      "path": "/my/path",
      "pathParameters": {
        "name": "path",
      },
      "queryStringParameters": {
        "parameter1": "value2",
        "parameter2": "value",
      },
      "requestContext": {
        "accountId": "210987654321",
        "apiId": "restapi123",
        "domainName": "restapi123.execute-api.eu-central-1.amazonaws.com",
        "domainPrefix": "restapi123",
        "extendedRequestId": "EXAMPLEextended=",
        "httpMethod": "POST",
        "identity": {
          "accessKey": null,
          "accountId": null,
          "apiKey": null,
          "apiKeyId": null,
          "caller": null,
          "clientCert": null,
          "cognitoAuthenticationProvider": null,
          "cognitoAuthenticationType": null,
          "cognitoIdentityId": null,
          "cognitoIdentityPoolId": null,
          "principalOrgId": null,
          "sourceIp": "198.51.100.7",
          "user": null,
          "userAgent": "vitest-lambda",
          "userArn": null,
        },
        "path": "/dev/my/path",
        "protocol": "HTTP/1.1",
        "requestId": "00000000-0000-4000-8000-000000000001",
        "requestTime": "04/Mar/2020:19:15:17 +0000",
        "requestTimeEpoch": 1583349317135,
        "resourceId": "abc123",
        "resourcePath": "/my/{name}",
        "stage": "dev",
      },
      "resource": "/my/{name}",
      "stageVariables": {
        "table": "orders",
      },
    }
  `)
})

test('header names keep their case, every value is in multiValueHeaders, the last in headers [HTTP-1]', () => {
  const event = restApi({ headers: { 'X-Mixed': ['1', '2'] } })
  expect(event.headers['X-Mixed']).toBe('2')
  expect(event.multiValueHeaders['X-Mixed']).toEqual(['1', '2'])
})

test('query parameters are decoded, every value is in the multi-value field, the last in the other [HTTP-1]', () => {
  const event = restApi({ path: '/?a%20b=1%26&a%20b=2%26' })
  expect(event.queryStringParameters).toEqual({ 'a b': '2&' })
  expect(event.multiValueQueryStringParameters).toEqual({ 'a b': ['1&', '2&'] })
})

test('cookies are one header [HTTP-1]', () => {
  const event = restApi({ cookies: ['a=1', 'b=2'] })
  expect(event.headers['Cookie']).toBe('a=1; b=2')
  expect(event.multiValueHeaders['Cookie']).toEqual(['a=1; b=2'])
  expect(event).not.toHaveProperty('cookies')
})

test('what is absent is null [HTTP-1]', () => {
  expect(restApi({ stageVariables: {}, pathParameters: {} })).toMatchObject({
    body: null,
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
  })
})

test('the path stays percent-encoded, and the context has it behind the stage', () => {
  const event = restApi({ path: '/a%20b' })
  expect(event.path).toBe('/a%20b')
  expect(event.requestContext.path).toBe('/prod/a%20b')
})

test('path parameters come from the resource, or the resource from path parameters', () => {
  const expected = { resource: '/orders/{id}', path: '/orders/1', pathParameters: { id: '1' } }
  expect(restApi({ resource: '/orders/{id}', path: '/orders/1' })).toMatchObject(expected)
  expect(restApi({ path: '/orders/1', pathParameters: { id: '1' } })).toMatchObject(expected)
})

test('a form is passed on as text, bytes as base64 [HTTP-6]', () => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect(restApi({ body: 'a=1', headers })).toMatchObject({ body: 'a=1', isBase64Encoded: false })
  expect(restApi({ body: new Uint8Array([1]) })).toMatchObject({ body: 'AQ==', isBase64Encoded: true })
})

test('JSON has its content type, and no content-length', () => {
  const { headers } = restApi({ body: { a: 1 } })
  expect(headers['Content-Type']).toBe('application/json')
  expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('content-length')
})

test('without an authorizer the context has none; with one it has what the authorizer found', () => {
  expect(restApi().requestContext).not.toHaveProperty('authorizer')
  const event = restApi({ authorizer: { claims: { sub: 'ann' } } })
  expect(event.requestContext.authorizer.claims.sub).toBe('ann')
})

test('a host given is the domain of the API', () => {
  const { requestContext } = restApi({ headers: { host: 'api.example.com' } })
  expect(requestContext).toMatchObject({ domainName: 'api.example.com', domainPrefix: 'api' })
})

test('headers taken away leave their fields of the context empty', () => {
  const { requestContext } = restApi({ headers: { host: undefined, 'user-agent': undefined } })
  expect(requestContext.identity.userAgent).toBeNull()
  expect(requestContext.domainName).toBe('')
})

test('overrides reach every field of the event', () => {
  const event: APIGatewayProxyEvent = restApi(
    { path: '/a' },
    { requestContext: { identity: { apiKey: 'key' }, stage: 'qa' }, multiValueHeaders: { A: ['b'] }, resource: '/{x}' },
  )
  expect(event.requestContext.identity).toMatchObject({ apiKey: 'key', sourceIp: '203.0.113.1' })
  expect(event).toMatchObject({ resource: '/{x}', requestContext: { stage: 'qa' }, multiValueHeaders: { A: ['b'] } })
})

test('a field of the event in the input is refused with the name of the input', () => {
  const input = { httpMethod: 'GET' } as object
  expect(() => restApi(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.rest: unknown key "httpMethod" in the input. Did you mean "method"? It takes: method, path, query, headers, cookies, body, sourceIp, region, accountId, time, pathParameters, stageVariables, stage, authorizer, resource. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})
