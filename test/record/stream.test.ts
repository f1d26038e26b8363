import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBody, HTTP_INTEGRATION, readStream, type SentStream, summarise } from '../../src/record/stream.js'

const STARTED_AT = 1_000
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function sent(contentType: string, ...chunks: [at: number, text: string][]): SentStream {
  return { contentType, chunks: chunks.map(([at, text]) => ({ at, bytes: bytesOf(text) })) }
}

const NULS = '\0'.repeat(8)

describe('readStream()', () => {
  test('gives the chunks their times since the invocation began, and the whole body', () => {
    const stream = readStream(sent('text/plain', [1_000, 'a'], [1_250, 'bc']), STARTED_AT)
    expect(stream).toEqual({
      contentType: 'text/plain',
      chunks: [
        { atMs: 0, bytes: bytesOf('a') },
        { atMs: 250, bytes: bytesOf('bc') },
      ],
      bytes: bytesOf('abc'),
    })
    expect(Object.isFrozen(stream) && Object.isFrozen(stream.chunks)).toBe(true)
  })

  test('takes the metadata off the body of an HTTP integration [STR-6]', () => {
    const metadata = { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=d'] }
    const chunks: [number, string][] = [
      [1_000, JSON.stringify(metadata)],
      [1_000, NULS],
      [1_100, '<p>'],
    ]
    expect(readStream(sent(HTTP_INTEGRATION, ...chunks), STARTED_AT)).toEqual({
      contentType: HTTP_INTEGRATION,
      metadata,
      chunks: [{ atMs: 100, bytes: bytesOf('<p>') }],
      bytes: bytesOf('<p>'),
    })
  })

  test('finds it wherever the pieces are cut, and leaves eight NUL bytes of the body alone', async () => {
    const metadata = { statusCode: 200, headers: { 'x-a': 'é' } }
    const whole = bytesOf(`${JSON.stringify(metadata)}${NULS}a${NULS}b`)
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: whole.length - 1 }))
    fc.assert(
      fc.property(cuts, (at) => {
        const places = [0, ...at.toSorted((a, b) => a - b), whole.length]
        const chunks = places.slice(1).map((end, i) => ({ at: STARTED_AT, bytes: whole.slice(places[i], end) }))
        const stream = readStream({ contentType: HTTP_INTEGRATION, chunks }, STARTED_AT)
        expect(stream.metadata).toEqual(metadata)
        expect(textOf(stream.bytes)).toBe(`a${NULS}b`)
        expect(stream.chunks.every(({ bytes }) => bytes.length > 0)).toBe(true)
      }),
    )
  })

  test.each([
    ['another content type', 'text/html', `{"statusCode":200}${NULS}x`],
    ['no NUL bytes', HTTP_INTEGRATION, 'body'],
    ['no JSON before them', HTTP_INTEGRATION, `{nope${NULS}x`],
    ['JSON that is no object', HTTP_INTEGRATION, `5${NULS}x`],
  ])('finds none with %s [STR-7]', (_name, contentType, text) => {
    const stream = readStream(sent(contentType, [1_000, text]), STARTED_AT)
    expect(stream).not.toHaveProperty('metadata')
    expect(textOf(stream.bytes)).toBe(text)
  })

  test('has nothing of a stream that nothing was written to', () => {
    expect(readStream(sent('text/plain'), STARTED_AT)).toEqual({
      contentType: 'text/plain',
      chunks: [],
      bytes: new Uint8Array(),
    })
  })
})

describe('decodeBody()', () => {
  test.each([
    ['{"a":[1]}', { a: [1] }],
    ['5', 5],
    ['null', null],
    ['"text"', 'text'],
    ['{"a":1}\n{"a":2}\n', '{"a":1}\n{"a":2}\n'],
    ['<p>é</p>', '<p>é</p>'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(decodeBody(bytesOf(text))).toEqual(expected)
  })
})

test('summarise() keeps times and sizes as plain data, and the status code if there is one', () => {
  const plain = summarise(readStream(sent('text/plain', [1_000, 'é'], [1_500, 'b']), STARTED_AT), true)
  expect(plain).toEqual({
    contentType: 'text/plain',
    chunks: [
      { atMs: 0, bytes: 2 },
      { atMs: 500, bytes: 1 },
    ],
    complete: true,
  })
  expect(JSON.parse(JSON.stringify(plain))).toEqual(plain)
  const http = readStream(sent(HTTP_INTEGRATION, [1_000, `{"statusCode":404}${NULS}`]), STARTED_AT)
  expect(summarise(http, false)).toEqual({
    contentType: HTTP_INTEGRATION,
    statusCode: 404,
    chunks: [],
    complete: false,
  })
})
