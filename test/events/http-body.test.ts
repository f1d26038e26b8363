// Tests of what gateways make of request bodies.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { restApi } from '../../src/events/api-gateway-rest.js'
import { base64, type Body, bodyAsGiven, bodyByContentType, bodyOf } from '../../src/events/http-body.js'
import { headersOf } from '../../src/events/http-headers.js'

const typed = (contentType?: string) =>
  headersOf('events.x', {}, contentType === undefined ? {} : { 'Content-Type': contentType })

function read(given: unknown): Body {
  const body = bodyOf('events.x', given)
  if (!body) throw new Error('no body')
  return body
}

test.each([undefined, null])('%s is no body', (given) => {
  expect(bodyOf('events.x', given)).toBeUndefined()
})

test.each([
  ['an object', { a: 1 }, '{"a":1}', 'application/json'],
  ['a list', [1], '[1]', 'application/json'],
  ['a string', 'hi é', 'hi é', 'text/plain;charset=UTF-8'],
  ['an empty string', '', '', 'text/plain;charset=UTF-8'],
  [
    'URLSearchParams',
    new URLSearchParams({ name: 'Ann Lee', plus: '+' }),
    'name=Ann+Lee&plus=%2B',
    'application/x-www-form-urlencoded;charset=UTF-8',
  ],
])('%s brings its text and content type along', (_, given, text, contentType) => {
  expect(read(given)).toEqual({ bytes: Buffer.from(text), text, contentType })
})

test('bytes bring no content type along', () => {
  const bytes = new Uint8Array([1, 2])
  expect(read(bytes)).toEqual({ bytes })
})

test('bytes are bytes also in a buffer of their own', () => {
  const bytes = new Uint8Array([1, 2])
  expect(read(bytes.buffer)).toEqual({ bytes })
})

test('bytes that are part of a longer buffer are cut out of it', () => {
  expect(base64(read(new Uint8Array([9, 1, 2, 9]).subarray(1, 3)))).toEqual({ body: 'AQI=', isBase64Encoded: true })
})

test('a REST API passes text on as it is and bytes as base64 [HTTP-6]', () => {
  expect(bodyAsGiven(read('a=1'))).toEqual({ body: 'a=1', isBase64Encoded: false })
  expect(bodyAsGiven(read(new Uint8Array([1])))).toEqual({ body: 'AQ==', isBase64Encoded: true })
})

test.each([
  'text/plain',
  'text/csv; charset=utf-8',
  'application/json',
  'Application/JSON;charset=utf-8',
  'application/javascript',
  'application/xml',
])('a body of type %s is text [HTTP-6]', (contentType) => {
  expect(bodyByContentType(read('hi'), typed(contentType))).toEqual({ body: 'hi', isBase64Encoded: false })
})

test.each([
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/vnd.api+json',
  'image/png',
  'idk',
  undefined,
])('a body of type %s is base64 [HTTP-6]', (contentType) => {
  expect(bodyByContentType(read('hi'), typed(contentType))).toEqual({ body: 'aGk=', isBase64Encoded: true })
})

test('a form is sent as fetch sends it, unless the test gives it another type', async () => {
  const form = new URLSearchParams({ a: '1 2' })
  const sent = new Request('https://example.com', { method: 'POST', body: form })
  const { headers, body } = restApi({ body: form })
  expect([headers['Content-Type'], body]).toEqual([sent.headers.get('content-type'), await sent.text()])
  expect(restApi({ body: form, headers: { 'content-type': 'text/x' } }).headers).toMatchObject({
    'content-type': 'text/x',
  })
})

test('bytes are base64 whatever their type [HTTP-6]', () => {
  expect(bodyByContentType(read(new Uint8Array([104])), typed('text/plain'))).toEqual({
    body: 'aA==',
    isBase64Encoded: true,
  })
})

test('whatever the type, the handler can get the same bytes back', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array()), fc.string(), (given, contentType) => {
      const { body, isBase64Encoded } = bodyByContentType(read(given), typed(contentType))
      expect(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')).toEqual(Buffer.from(read(given).bytes))
    }),
  )
})
