// Tests of events of Application Load Balancers.

import { expect, test } from 'vitest'
import { alb } from '../../src/events/alb.js'

test('the default event is a complete GET of the root [HTTP-5]', () => {
  expect(alb()).toMatchInlineSnapshot(`
    {
      "body": "",
      "headers": {
        "host": "my-alb-123456789.us-east-1.elb.amazonaws.com",
        "user-agent": "vitest-lambda",
        "x-amzn-trace-id": "Root=1-6955b900-000000000000000000000001",
        "x-forwarded-for": "203.0.113.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      "httpMethod": "GET",
      "isBase64Encoded": false,
      "path": "/",
      "queryStringParameters": {},
      "requestContext": {
        "elb": {
          "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/my-target-group/0123456789abcdef",
        },
      },
    }
  `)
})

test('with multi-value headers all values are in the multiValue fields, and only there [HTTP-5]', () => {
  const event = alb({
    path: '/lambda?query=1234ABCD&query=2',
    headers: { Accept: ['text/html', 'text/plain'] },
    cookies: { a: '1', b: '2' },
    body: { hello: 'world' },
    multiValueHeaders: true,
    targetGroup: 'orders',
    region: 'us-east-2',
  })
  expect(event).toMatchInlineSnapshot(`
    {
      "body": "{"hello":"world"}",
      "httpMethod": "POST",
      "isBase64Encoded": false,
      "multiValueHeaders": {
        "accept": [
          "text/html",
          "text/plain",
        ],
        "content-length": [
          "17",
        ],
        "content-type": [
          "application/json",
        ],
        "cookie": [
          "a=1; b=2",
        ],
        "host": [
          "my-alb-123456789.us-east-2.elb.amazonaws.com",
        ],
        "user-agent": [
          "vitest-lambda",
        ],
        "x-amzn-trace-id": [
          "Root=1-6955b900-000000000000000000000001",
        ],
        "x-forwarded-for": [
          "203.0.113.1",
        ],
        "x-forwarded-port": [
          "443",
        ],
        "x-forwarded-proto": [
          "https",
        ],
      },
      "multiValueQueryStringParameters": {
        "query": [
          "1234ABCD",
          "2",
        ],
      },
      "path": "/lambda",
      "requestContext": {
        "elb": {
          "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/orders/0123456789abcdef",
        },
      },
    }
  `)
})

test('without them the last value of each counts [HTTP-5]', () => {
  const event = alb({ path: '/?a=1&a=2', headers: { 'X-A': ['1', '2'] } })
  expect(event.queryStringParameters).toEqual({ a: '2' })
  expect(event.headers).toMatchObject({ 'x-a': '2' })
  expect(event).not.toHaveProperty('multiValueHeaders')
  expect(event).not.toHaveProperty('multiValueQueryStringParameters')
})

test('query parameters are not decoded [HTTP-5]', () => {
  expect(alb({ query: { 'a b': 'c&d' } }).queryStringParameters).toEqual({ 'a%20b': 'c%26d' })
})

test('no query is an empty object, no body an empty string [HTTP-5]', () => {
  expect(alb()).toMatchObject({ queryStringParameters: {}, body: '', isBase64Encoded: false })
})

test('cookies are one header', () => {
  expect(alb({ cookies: ['a=1', 'b=2'] }).headers).toMatchObject({ cookie: 'a=1; b=2' })
})

test('the content type decides whether a body is text [HTTP-6]', () => {
  expect(alb({ body: { a: 1 } })).toMatchObject({ body: '{"a":1}', isBase64Encoded: false })
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect(alb({ body: 'a=1', headers })).toMatchObject({ body: 'YT0x', isBase64Encoded: true })
})

test('a body with a content encoding is base64 [HTTP-5]', () => {
  const headers = { 'Content-Encoding': 'identity' }
  expect(alb({ body: { a: 1 }, headers })).toMatchObject({ body: 'eyJhIjoxfQ==', isBase64Encoded: true })
})

test('overrides reach every field of the event', () => {
  const event = alb({}, { requestContext: { elb: { targetGroupArn: 'arn' } }, headers: { host: 'h' } })
  expect(event).toMatchObject({ requestContext: { elb: { targetGroupArn: 'arn' } }, headers: { host: 'h' } })
})

test('an unknown key is refused', () => {
  const input = { multiValueHeader: true } as object
  expect(() => alb(input)).toThrow('unknown key "multiValueHeader" in the input. Did you mean "multiValueHeaders"?')
})
