// Tests of payload format 2.0, which HTTP APIs and function URLs share.

import { expect, test } from 'vitest'
import { type HttpInput, readRequest } from '../../src/events/http-request.js'
import { payloadV2, type PayloadV2Place } from '../../src/events/payload-v2.js'

const PLACE: PayloadV2Place = {
  routeKey: '$default',
  stage: '$default',
  rawPath: '/raw',
  apiId: 'id',
  accountId: '123456789012',
  keepsCookieHeader: false,
  authorizer: undefined,
}

const build = (input: HttpInput, place: Partial<PayloadV2Place> = {}) =>
  payloadV2(readRequest('events.x', input, { host: 'id.example.com', kind: 'other' }), { ...PLACE, ...place })

test('header names are in lower case, several values joined by commas [HTTP-3]', () => {
  expect(build({ headers: { 'X-Mixed': ['1', '2'] } }).headers).toMatchObject({ 'x-mixed': '1,2' })
})

test('query parameters are decoded and joined by commas, and raw as they were written [HTTP-3]', () => {
  expect(build({ path: '/?a%20b=1&c=%26&a%20b=2' })).toMatchObject({
    rawQueryString: 'a%20b=1&c=%26&a%20b=2',
    queryStringParameters: { 'a b': '1,2', c: '&' },
  })
})

test('cookies are a list [HTTP-3]', () => {
  const event = build({ headers: { Cookie: 'a=1; b=2' }, cookies: { c: '3' } })
  expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3'])
  expect(event.headers).not.toHaveProperty('cookie')
})

test('where the cookie header stays, it is beside the list [HTTP-4]', () => {
  const event = build({ cookies: { a: '1', b: '2' } }, { keepsCookieHeader: true })
  expect(event.cookies).toEqual(['a=1', 'b=2'])
  expect(event.headers['cookie']).toBe('a=1; b=2')
})

test('what is absent has no field [HTTP-3]', () => {
  const event = build({}, { pathParameters: {}, stageVariables: {} })
  for (const field of ['body', 'cookies', 'queryStringParameters', 'pathParameters', 'stageVariables']) {
    expect(event).not.toHaveProperty(field)
  }
  expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false })
  expect(event.headers).not.toHaveProperty('cookie')
  expect(event.requestContext).not.toHaveProperty('authorizer')
})

test('the context repeats method, path, client and time of the request [HTTP-3]', () => {
  const { requestContext } = build({
    method: 'PUT',
    sourceIp: '198.51.100.7',
    headers: { 'User-Agent': 'agent' },
    time: 1583348638390,
  })
  expect(requestContext.http).toEqual({
    method: 'PUT',
    path: '/raw',
    protocol: 'HTTP/1.1',
    sourceIp: '198.51.100.7',
    userAgent: 'agent',
  })
  expect(requestContext).toMatchObject({
    domainName: 'id.example.com',
    domainPrefix: 'id',
    time: '04/Mar/2020:19:03:58 +0000',
    timeEpoch: 1583348638390,
  })
})

test('a form is base64 here [HTTP-6]', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  expect(build({ body: 'a=1', headers })).toMatchObject({ body: 'YT0x', isBase64Encoded: true })
})

test('headers taken away leave their fields of the context empty', () => {
  const { requestContext } = build({ headers: { host: undefined, 'user-agent': undefined } })
  expect(requestContext).toMatchObject({ domainName: '', domainPrefix: '', http: { userAgent: '' } })
})
