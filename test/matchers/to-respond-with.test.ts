import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, failed, failure, timedOut } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const response = {
  statusCode: 201,
  headers: { 'Content-Type': 'application/json', 'content-length': 14 },
  multiValueHeaders: { 'X-Tag': ['a', 'b'] },
  cookies: ['session=1; HttpOnly', 'theme=dark'],
  body: '{"id":1,"tags":["new"]}',
}
const result = answered(response)

describe('toRespondWith', () => {
  test('compares only what is given', () => {
    expect(result).toRespondWith({})
    expect(result).toRespondWith({ statusCode: 201 })
    expect(result).toRespondWith({ statusCode: 201, headers: { 'content-type': 'application/json' } })
    expect(result).not.toRespondWith({ statusCode: 200 })
    expect(result).not.toRespondWith({ statusCode: 201, body: {} })
  })

  test('takes a status code as a number or as text, on both sides [HTTP-1]', () => {
    expect(answered({ statusCode: '201' })).toRespondWith({ statusCode: 201 })
    expect(result).toRespondWith({ statusCode: '201' })
    expect(result).toRespondWith({ statusCode: expect.any(Number) })
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(result)).resolves.toRespondWith({ statusCode: 201 })
    await expect.poll(() => result).toRespondWith({ statusCode: 201 })
    expect([result]).toEqual([expect.toRespondWith({ statusCode: 201 })])
    expect([result]).toEqual([expect.not.toRespondWith({ statusCode: 200 })])
  })
})

describe('toRespondWith and headers', () => {
  test('finds a name in any case', () => {
    fc.assert(
      fc.property(fc.mixedCase(fc.constantFrom('x-tag', 'content-type')), (name) => {
        expect(result).toRespondWith({ headers: { [name]: expect.any(String) } })
      }),
    )
  })

  test('compares a text, a pattern, a number or an asymmetric matcher', () => {
    expect(result).toRespondWith({ headers: { 'content-type': /json$/, 'content-length': 14 } })
    expect(result).toRespondWith({ headers: { 'content-type': expect.stringContaining('json') } })
    expect(result).not.toRespondWith({ headers: { 'content-type': 'text/html' } })
  })

  test('looks into multiValueHeaders: one value, the list, or the values joined', () => {
    expect(result).toRespondWith({ headers: { 'x-tag': 'a' } })
    expect(result).toRespondWith({ headers: { 'x-tag': 'a, b' } })
    expect(result).toRespondWith({ headers: { 'x-tag': ['a', 'b'] } })
    expect(result).toRespondWith({ headers: { 'x-tag': /b$/ } })
    expect(result).not.toRespondWith({ headers: { 'x-tag': ['b', 'a'] } })
    expect(result).not.toRespondWith({ headers: { 'x-tag': expect.not.stringContaining('a') } })
  })

  test('joins headers and multiValueHeaders of one name', () => {
    const both = answered({ statusCode: 200, headers: { 'x-tag': 'c' }, multiValueHeaders: { 'X-Tag': ['a', 'c'] } })
    expect(both).toRespondWith({ headers: { 'X-TAG': ['a', 'c'] } })
  })

  test('finds the cookies of payload format 2.0 as set-cookie [HTTP-3]', () => {
    expect(result).toRespondWith({ headers: { 'set-cookie': 'theme=dark' } })
    expect(result).toRespondWith({ headers: { 'Set-Cookie': expect.stringContaining('HttpOnly') } })
  })

  test('takes undefined, or a negated matcher, for a header that is not sent', () => {
    expect(result).toRespondWith({ headers: { 'x-powered-by': undefined } })
    expect(result).toRespondWith({ headers: { 'x-powered-by': expect.not.stringContaining('x') } })
    expect(result).not.toRespondWith({ headers: { 'content-type': undefined } })
    expect(result).not.toRespondWith({ headers: { 'x-powered-by': expect.any(String) } })
    expect(answered({ statusCode: 200, headers: null })).toRespondWith({ headers: { a: undefined } })
  })
})

describe('toRespondWith and the body', () => {
  test('compares a text or a pattern with the text', () => {
    expect(result).toRespondWith({ body: response.body })
    expect(result).toRespondWith({ body: /"id":1/ })
    expect(result).toRespondWith({ body: expect.stringContaining('new') })
    expect(result).not.toRespondWith({ body: expect.not.stringContaining('new') })
    expect(answered({ statusCode: 200, body: 'Not found' })).toRespondWith({ body: 'Not found' })
  })

  test('compares anything else with what the JSON says, as toEqual does', () => {
    expect(result).toRespondWith({ body: { id: 1, tags: ['new'] } })
    expect(result).toRespondWith({ body: { id: expect.any(Number), tags: ['new'], note: undefined } })
    expect(result).toRespondWith({ body: expect.objectContaining({ id: 1 }) })
    expect(result).not.toRespondWith({ body: { id: 1 } })
    expect(answered({ statusCode: 200, body: '3' })).toRespondWith({ body: 3 })
    expect(answered({ statusCode: 200, body: 'null' })).toRespondWith({ body: null })
  })

  test('finds any JSON value that was sent', () => {
    const value = fc.jsonValue().filter((json) => typeof json !== 'string')
    fc.assert(
      fc.property(value, fc.boolean(), (body, isBase64Encoded) => {
        const text = Buffer.from(JSON.stringify(body)).toString(isBase64Encoded ? 'base64' : 'utf8')
        expect(answered({ statusCode: 200, isBase64Encoded, body: text })).toRespondWith({
          body: JSON.parse(JSON.stringify(body)) as unknown,
        })
      }),
    )
  })

  test('decodes base64 [HTTP-6]', () => {
    const bytes = new Uint8Array([137, 80, 78, 71])
    const image = answered({ statusCode: 200, isBase64Encoded: true, body: Buffer.from(bytes).toString('base64') })
    expect(image).toRespondWith({ body: bytes })
    expect(image).toRespondWith({ body: Buffer.from(bytes) })
    expect(image).not.toRespondWith({ body: bytes.subarray(1) })
    const note = answered({ statusCode: 200, isBase64Encoded: true, body: Buffer.from('häh').toString('base64') })
    expect(note).toRespondWith({ body: 'häh' })
  })

  test('takes undefined and null for no body', () => {
    for (const none of [{ statusCode: 204 }, { statusCode: 204, body: null }]) {
      expect(answered(none)).toRespondWith({ body: undefined })
      expect(answered(none)).toRespondWith({ body: null })
      expect(answered(none)).not.toRespondWith({ body: '' })
    }
    expect(result).not.toRespondWith({ body: undefined })
  })
})

describe('a failing toRespondWith', () => {
  test('names the parts that differ and shows the response in the same form', () => {
    const { message, actual, expected } = failure(() =>
      expect(result).toRespondWith({
        statusCode: 200,
        headers: { 'content-type': 'text/html', 'X-Tag': 'a' },
        body: { id: 2 },
      }),
    )
    expect(message).toMatchInlineSnapshot(`
      "expected an HTTP response with {"body": {"id": 2}, "headers": {"X-Tag": "a", "content-type": "text/html"}, "st…, but it differs in statusCode, header content-type, body

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered"
    `)
    expect({ actual, expected }).toEqual({
      actual: {
        statusCode: 201,
        headers: { 'content-type': 'application/json', 'X-Tag': 'a, b' },
        body: { id: 1, tags: ['new'] },
      },
      expected: { statusCode: 200, headers: { 'content-type': 'text/html', 'X-Tag': 'a' }, body: { id: 2 } },
    })
  })

  test('says when the body is not JSON, or when there is none', () => {
    const text = answered({ statusCode: 404, body: 'Not found' })
    expect(() => expect(text).toRespondWith({ body: { id: 1 } })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected an HTTP response with {"body": {"id": 1}}, but it differs in body (which is not JSON)

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
    expect(() => expect(answered({ statusCode: 204 })).toRespondWith({ body: 'x' })).toThrow('body (there is none)')
    expect(() => expect(text).toRespondWith({ body: 'x' })).toThrow(/differs in body\n/)
    expect(() => expect(text).toRespondWith({ body: expect.stringContaining('x') })).toThrow(/differs in body\n/)
    expect(() => expect(text).toRespondWith({ body: expect.any(Number) })).toThrow(/differs in body\n/)
  })

  test('with .not shows what it is', () => {
    expect(() => expect(result).not.toRespondWith({ statusCode: 201 })).toThrow(
      /^expected another HTTP response than {"statusCode": 201}, but that is what it is\n/,
    )
  })

  test('fails with and without .not for a function that failed [HTTP-1]', () => {
    expect(() => expect(failed()).toRespondWith({ statusCode: 502 })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected an HTTP response, but the function failed with TypeError: boom
      Its client gets a 5xx from API Gateway or whatever is in front; of the function itself, check toFailWith(…).

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom]
    `)
    expect(() => expect(timedOut()).not.toRespondWith({ statusCode: 200 })).toThrow(
      /^expected an HTTP response, but the function timed out after 3 s\n/,
    )
  })

  test.for([
    ['no statusCode', { body: 'x' }, 'statusCode is missing. What becomes of it depends on what is in front'],
    ['a text', 'x', 'it is a string, not an object with a statusCode'],
    ['null', null, 'it is null, not an object with a statusCode'],
    ['an array', [1], 'it is an array, not an object with a statusCode'],
    ['a status that is a word', { statusCode: 'ok' }, 'statusCode is "ok", not a whole number from 100 to 599'],
    ['an empty status', { statusCode: '' }, 'statusCode is "", not a whole number from 100 to 599'],
    ['a status in a list', { statusCode: [200] }, 'statusCode is [200], not a whole number from 100 to 599'],
    ['a status out of range', { statusCode: 42 }, 'statusCode is 42, not a whole number from 100 to 599'],
    ['a body that is an object', { statusCode: 200, body: {} }, 'body is an object, not a string: JSON.stringify it'],
    [
      'a body that is a Buffer',
      { statusCode: 200, body: { type: 'Buffer', data: [255] } },
      "body is a Buffer, not a string: give body.toString('base64') and isBase64Encoded: true",
    ],
    ['a body that is a number', { statusCode: 200, body: 1 }, 'body is a number, not a string: JSON.stringify it'],
    ['headers that are text', { statusCode: 200, headers: 'a: b' }, 'headers is a string, not an object'],
    [
      'a header with a list',
      { statusCode: 200, headers: { a: ['b'] } },
      'header a is an array, not a string: several values go into multiValueHeaders, or in payload format 2.0 (an HTTP API, ' +
        'a function URL) into one string in headers, parted by commas',
    ],
    [
      'a list of cookies in headers',
      { statusCode: 200, headers: { 'set-cookie': ['a=1'] } },
      'header set-cookie is an array, not a string: several cookies go into multiValueHeaders, or in payload format 2.0 (an ' +
        'HTTP API, a function URL) into cookies: […]',
    ],
    [
      'multiValueHeaders as a list',
      { statusCode: 200, multiValueHeaders: [] },
      'multiValueHeaders is an array, not an object',
    ],
    [
      'a single multi-value',
      { statusCode: 200, multiValueHeaders: { a: 'b' } },
      'header a in multiValueHeaders is a string',
    ],
    ['cookies as text', { statusCode: 200, cookies: 'a=b' }, 'cookies is a string, not an array'],
  ] as const)('says why a payload is no HTTP response, with and without .not: %s [HTTP-1]', ([, payload, why]) => {
    expect(() => expect(answered<unknown>(payload)).toRespondWith({})).toThrow(why)
    expect(() => expect(answered<unknown>(payload)).not.toRespondWith({})).toThrow(why)
  })

  test('shows the payload that is no HTTP response', () => {
    const message = failure(() => expect(answered({ message: 'hi' })).toRespondWith({ statusCode: 200 })).message
    expect(message).toMatchInlineSnapshot(`
      "expected an HTTP response, but the function returned {"message": "hi"}
      statusCode is missing. What becomes of it depends on what is in front: 200 with the payload as JSON (an HTTP API, a function URL), 200 with its headers and body (a REST API), or an error (a load balancer). For the payload as it is, use toReturn

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered"
    `)
  })

  test('says how to write what it refuses', () => {
    const refused = [undefined, 200, { status: 200 }, expect.objectContaining({ statusCode: 200 }), { headers: 'a' }]
    const messages = refused.flatMap((expected) => [
      failure(() => expect(result).toRespondWith(expected as object)).message,
      failure(() => expect(result).not.toRespondWith(expected as object)).message,
    ])
    expect([...new Set(messages)].join('\n')).toMatchInlineSnapshot(`
      "Write toRespondWith({ statusCode, headers, body }), with any of these. An asymmetric matcher for the whole payload goes into toReturn(…).
      toRespondWith() compares statusCode, headers and body, but received the key status. To compare the payload as it is, use toReturn(…).
      toRespondWith() looks headers up by name: write headers: { name: value }, where a value may be an asymmetric matcher."
    `)
  })
})
