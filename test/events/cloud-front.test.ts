// Tests of what CloudFront shows to Lambda@Edge functions.

import type { CloudFrontRequestHandler, CloudFrontResponseHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { cloudFront } from '../../src/events/cloud-front.js'

const { viewerRequest, originRequest, originResponse, viewerResponse } = cloudFront

test('the default request of a viewer is complete, and has nothing that a gateway adds', () => {
  expect(viewerRequest()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "cf": {
            "config": {
              "distributionDomainName": "d111111abcdef8.cloudfront.net",
              "distributionId": "EDFDVBD6EXAMPLE",
              "eventType": "viewer-request",
              "requestId": "EXAMPLErequest==",
            },
            "request": {
              "clientIp": "203.0.113.1",
              "headers": {
                "host": [
                  {
                    "key": "Host",
                    "value": "d111111abcdef8.cloudfront.net",
                  },
                ],
                "user-agent": [
                  {
                    "key": "User-Agent",
                    "value": "vitest-lambda",
                  },
                ],
              },
              "method": "GET",
              "querystring": "",
              "uri": "/",
            },
          },
        },
      ],
    }
  `)
})

test('at the origin it says where it goes, with the headers that CloudFront sends', () => {
  expect(originRequest().Records[0]?.cf.request).toMatchInlineSnapshot(`
    {
      "clientIp": "203.0.113.1",
      "headers": {
        "host": [
          {
            "key": "Host",
            "value": "example.com",
          },
        ],
        "user-agent": [
          {
            "key": "User-Agent",
            "value": "Amazon CloudFront",
          },
        ],
        "via": [
          {
            "key": "Via",
            "value": "2.0 d111111abcdef8.cloudfront.net (CloudFront)",
          },
        ],
        "x-forwarded-for": [
          {
            "key": "X-Forwarded-For",
            "value": "203.0.113.1",
          },
        ],
      },
      "method": "GET",
      "origin": {
        "custom": {
          "customHeaders": {},
          "domainName": "example.com",
          "keepaliveTimeout": 5,
          "path": "",
          "port": 443,
          "protocol": "https",
          "readTimeout": 30,
          "sslProtocols": [
            "TLSv1.2",
          ],
        },
      },
      "querystring": "",
      "uri": "/",
    }
  `)
})

test('an origin that is given is the one, and its host is asked', () => {
  const s3 = { authMethod: 'none', customHeaders: {}, domainName: 'photos.s3.amazonaws.com', path: '/a' } as const
  const request = originRequest({ origin: { s3 } }).Records[0]?.cf.request
  expect(request?.origin).toEqual({ s3 })
  expect(request?.headers['host']).toEqual([{ key: 'Host', value: 'photos.s3.amazonaws.com' }])
})

test('everything in the input is found in the request', () => {
  const [record] = viewerRequest({
    method: 'put',
    path: '/a%20b?c=d',
    query: { e: ['1', '2'] },
    headers: { 'X-Many': ['1', '2'], 'user-agent': undefined },
    cookies: { session: 'abc' },
    body: { a: 1 },
    sourceIp: '192.0.2.1',
  }).Records
  expect(record?.cf.request).toEqual({
    clientIp: '192.0.2.1',
    method: 'PUT',
    uri: '/a%20b',
    querystring: 'c=d&e=1&e=2',
    headers: {
      'content-length': [{ key: 'Content-Length', value: '7' }],
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
      host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }],
      'x-many': [
        { key: 'X-Many', value: '1' },
        { key: 'X-Many', value: '2' },
      ],
      cookie: [{ key: 'Cookie', value: 'session=abc' }],
    },
    body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: 'eyJhIjoxfQ==' },
  })
})

test('a response comes with its request, without that one’s body', () => {
  const [record] = viewerResponse({ path: '/a', body: 'x' }).Records
  expect(record?.cf.config.eventType).toBe('viewer-response')
  expect(record?.cf.request).toMatchObject({ uri: '/a', method: 'POST' })
  expect(record?.cf.request).not.toHaveProperty('body')
  expect(record?.cf.response).toMatchInlineSnapshot(`
    {
      "headers": {
        "content-type": [
          {
            "key": "Content-Type",
            "value": "text/html",
          },
        ],
      },
      "status": "200",
      "statusDescription": "OK",
    }
  `)
})

test('status and headers of the response are found in it', () => {
  const [record] = originResponse({ status: 404, responseHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } }).Records
  expect(record?.cf.config.eventType).toBe('origin-response')
  expect(record?.cf.request).toHaveProperty('origin')
  expect(record?.cf.response).toMatchObject({
    status: '404',
    statusDescription: 'Not Found',
    headers: {
      'set-cookie': [
        { key: 'Set-Cookie', value: 'a=1' },
        { key: 'Set-Cookie', value: 'b=2' },
      ],
    },
  })
})

test('the record can be overridden in part', () => {
  expect(originRequest({ record: { cf: { request: { uri: '/other' } } } }).Records[0]?.cf.request).toMatchObject({
    uri: '/other',
    method: 'GET',
  })
  const over = { cf: { response: { status: '599' } } }
  expect(viewerResponse({ record: over }).Records[0]?.cf.response).toMatchObject({
    status: '599',
    statusDescription: 'OK',
  })
})

test('a Region is no key: CloudFront’s events name none', () => {
  expect(() => viewerRequest({ region: 'us-east-1' } as object)).toThrow(
    'events.cloudFront.viewerRequest: unknown key "region"',
  )
})

test('a status that is none is refused', () => {
  expect(() => originResponse({ status: 99 })).toThrow(
    'events.cloudFront.originResponse: status is 99 (a number), where a whole number from 100 to 599 is expected.',
  )
})

test.each(['viewerRequest', 'viewerResponse'] as const)('%s knows no origin', (name) => {
  const origin = { s3: { authMethod: 'none', customHeaders: {}, domainName: 'a.s3.amazonaws.com', path: '' } } as const
  expect(() => cloudFront[name]({ origin })).toThrow(
    /^events\.cloudFront\.viewer\w+: unknown key "origin" in the input\. It takes: method, path, query, headers, cookies, body/,
  )
})

test('handlers take them', () => {
  expectTypeOf(viewerRequest()).toExtend<Parameters<CloudFrontRequestHandler>[0]>()
  expectTypeOf(originResponse()).toExtend<Parameters<CloudFrontResponseHandler>[0]>()
})
