// Tests of what gateways make of request bodies.

import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restApi } from '../../src/events/api-gateway-rest.js'
import { functionUrl } from '../../src/events/function-url.js'
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

test.each([new Uint16Array([513, 3]), new DataView(new ArrayBuffer(2))])(
  'bytes are bytes in any view of a buffer, as fetch takes them: %o',
  async (view) => {
    expect(read(view).bytes).toEqual(new Uint8Array(await new Response(view).arrayBuffer()))
  },
)

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

describe('a body that a client has to send', () => {
  const form = new FormData()
  form.set('photo', new Blob([new Uint8Array([255, 0])]), 'tom.jpg')

  test('is refused with what can be done', () => {
    expect(() => bodyOf('events.alb', form)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: events.alb: body is an object (FormData), which takes a client to send: use an HTTP source, as in sources.functionUrl(fn).fetch('/', { method: 'POST', body }). Or give what a client makes of it, with const sent = new Response(body): new Uint8Array(await sent.arrayBuffer()) as body, and sent.headers.get('content-type') as the content-type header.]`,
    )
  })

  test.each([
    ['Blob', new Blob(['a'])],
    ['FormData', form],
    ['ReadableStream', new Blob(['a']).stream()],
    ['Readable', Readable.from(['a'])],
    ['AsyncGenerator', (async function* () {})()],
  ])('is one that fetch() reads only later: %s', (_, body) => {
    expect(() => bodyOf('events.x', body)).toThrow('events.x: body is an object (')
    expect(() => bodyOf('events.x', body)).toThrow('new Response(body)')
  })

  test('is taken as the guide says', async () => {
    const sent = new Response(form)
    const { headers, body, isBase64Encoded } = functionUrl({
      body: new Uint8Array(await sent.arrayBuffer()),
      headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    })
    const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')
    const received = await new Response(bytes, { headers: headers as Record<string, string> }).formData()
    expect(await (received.get('photo') as File).bytes()).toEqual(new Uint8Array([255, 0]))
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
