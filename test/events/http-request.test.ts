// Tests of reading the request that the HTTP builders are given.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinedHeaders } from '../../src/events/http-headers.js'
import {
  type Gateway,
  headersWithCookies,
  type HttpInput,
  type HttpRequest,
  logTime,
  readRequest,
} from '../../src/events/http-request.js'

const GATEWAY: Gateway = { host: 'gateway', kind: 'other' }
const read = (input: HttpInput, gateway: Partial<Gateway> = {}): HttpRequest =>
  readRequest('events.x', input, { ...GATEWAY, ...gateway })

test('the default request is a GET of the root without query, cookies or body', () => {
  expect(read({})).toMatchObject({ method: 'GET', path: '/', rawQuery: '', cookies: [], body: undefined })
})

test('a body makes POST the default method', () => {
  expect(read({ body: {} }).method).toBe('POST')
  expect(read({ body: '' }).method).toBe('POST')
  expect(read({ body: null }).method).toBe('GET')
})

test('a method given wins, in upper case', () => {
  expect(read({ method: 'put', body: {} }).method).toBe('PUT')
  expect(read({ method: 'get' }, { defaultMethod: 'DELETE' }).method).toBe('GET')
})

test('the gateway can name the default method', () => {
  expect(read({ body: {} }, { defaultMethod: 'PATCH' }).method).toBe('PATCH')
})

test.each([
  ['/a', '/a', ''],
  ['/a?', '/a', ''],
  ['/a?x=1&y=2', '/a', 'x=1&y=2'],
  ['/a?x=1?y', '/a', 'x=1?y'],
  ['/a?x=1#part', '/a', 'x=1'],
  ['/a#part?x=1', '/a', ''],
  ['/a%20b%2F?x=%20', '/a%20b%2F', 'x=%20'],
])('the target %s has the path %s and the query %s', (target, path, rawQuery) => {
  expect(read({ path: target })).toMatchObject({ path, rawQuery })
})

test('query parameters follow those of the path', () => {
  expect(read({ path: '/?a=1', query: { b: 2 } }).rawQuery).toBe('a=1&b=2')
  expect(read({ query: { b: 2 } }).rawQuery).toBe('b=2')
})

test('a path that does not begin with a slash is refused', () => {
  expect(() => read({ path: 'https://example.com/a' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: path is "https://example.com/a" (a string), where a path that begins with "/" is expected. Of a URL give what follows the host: its path and query string.]`,
  )
})

test('clients and gateways add their headers', () => {
  expect(joinedHeaders(read({ sourceIp: '198.51.100.7' }).headers)).toEqual({
    host: 'gateway',
    'user-agent': 'vitest-lambda',
    'x-amzn-trace-id': 'Root=1-6955b900-000000000000000000000001',
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  })
})

test('a body adds its length in bytes and its type', () => {
  expect(joinedHeaders(read({ body: 'é' }).headers)).toMatchObject({
    'content-length': '2',
    'content-type': 'text/plain;charset=UTF-8',
  })
})

test('a REST API does not pass the length on', () => {
  expect(read({ body: 'x' }, { kind: 'rest' }).headers.has('content-length')).toBe(false)
})

test('a content type given wins over the body’s own', () => {
  const headers = joinedHeaders(read({ body: {}, headers: { 'content-TYPE': 'application/vnd.api+json' } }).headers)
  expect(headers['content-type']).toBe('application/vnd.api+json')
})

test('the time of the trace id is the time of the request', () => {
  const headers = joinedHeaders(read({ time: 0 }).headers)
  expect(headers['x-amzn-trace-id']).toBe('Root=1-00000000-000000000000000000000001')
})

test.each<[string, HttpInput, string[]]>([
  ['an object', { cookies: { a: '1', gone: undefined, b: '2' } }, ['a=1', 'b=2']],
  ['a list', { cookies: ['a=1', 'b=2'] }, ['a=1', 'b=2']],
  ['a header', { headers: { Cookie: 'a=1;b=2 ; ' } }, ['a=1', 'b=2']],
  ['a header of two lines', { headers: { cookie: ['a=1', 'b=2'] } }, ['a=1', 'b=2']],
  ['a header and an object', { headers: { cookie: 'a=1' }, cookies: { b: '2' } }, ['a=1', 'b=2']],
])('cookies are read from %s', (_, input, cookies) => {
  const request = read(input)
  expect(request.cookies).toEqual(cookies)
  expect(request.headers.has('cookie')).toBe(false)
  expect(headersWithCookies(request).at(-1)).toEqual(['Cookie', ['a=1; b=2']])
})

test('without cookies there is no cookie header', () => {
  expect(headersWithCookies(read({})).map(([name]) => name)).not.toContain('Cookie')
})

test('headers keep the names they were given', () => {
  expect(headersWithCookies(read({ headers: { 'x-Mixed': ['1', '2'] } }))).toContainEqual(['x-Mixed', ['1', '2']])
})

test.each([
  ['2026-01-01T00:00:00.000Z', '01/Jan/2026:00:00:00 +0000'],
  ['2020-03-12T19:03:58.390Z', '12/Mar/2020:19:03:58 +0000'],
])('%s is written %s in a log', (time, text) => {
  expect(logTime(new Date(time))).toBe(text)
})

test('reading a request never changes the input', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fc.dictionary(fc.string(), fc.string()), (headers, query) => {
      const input: HttpInput = { path: '/a?b=c', headers, query, cookies: headers, body: { headers } }
      const before = JSON.stringify(input)
      read(input)
      expect(JSON.stringify(input)).toBe(before)
    }),
  )
})
