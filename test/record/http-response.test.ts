import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHttpResponse, type HttpResponse } from '../../src/record/http-response.js'

describe('readHttpResponse', () => {
  test('reads status, headers, cookies and body [HTTP-1, HTTP-3]', () => {
    const { statusCode, headers, body } = read({
      statusCode: '404',
      headers: { 'X-A': 'b', 'x-n': 1, 'x-none': null },
      multiValueHeaders: { 'x-a': ['a', 'b'] },
      cookies: ['c=1', 'd=2'],
      body: 'häh',
    })
    expect(statusCode).toBe(404)
    expect(Object.fromEntries(headers)).toEqual({ 'x-a': ['a', 'b'], 'x-n': ['1'], 'set-cookie': ['c=1', 'd=2'] })
    expect(Buffer.from(body ?? []).toString()).toBe('häh')
  })

  test('has no body where the payload has none', () => {
    expect(read({ statusCode: 204 }).body).toBeUndefined()
    expect(
      read({ statusCode: 204, body: null, headers: null, multiValueHeaders: null, cookies: null }).body,
    ).toBeUndefined()
    expect(read({ statusCode: 200, body: '' }).body).toHaveLength(0)
  })

  test('gives back any bytes that were sent as base64 [HTTP-6]', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { body } = read({ statusCode: 200, isBase64Encoded: true, body: Buffer.from(bytes).toString('base64') })
        expect(new Uint8Array(body ?? [])).toEqual(bytes)
      }),
    )
  })

  test('keeps every value of every header, once, under its lower-case name', () => {
    const values = fc.dictionary(fc.stringMatching(/^[a-zA-Z-]{1,5}$/), fc.array(fc.string()))
    fc.assert(
      fc.property(values, (multiValueHeaders) => {
        const { headers } = read({ statusCode: 200, multiValueHeaders })
        for (const [name, list] of Object.entries(multiValueHeaders)) {
          expect(headers.get(name.toLowerCase()) ?? []).toEqual(expect.arrayContaining(list))
        }
        for (const list of headers.values()) expect(new Set(list).size).toBe(list.length)
      }),
    )
  })

  test('never throws: any payload is a response or has a reason', () => {
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom(200, '200', 'body', {}))
    const payload = fc.record(
      { statusCode: member, headers: member, multiValueHeaders: member, cookies: member, body: member },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(payload, fc.jsonValue()), (value) => {
        const response = readHttpResponse(value)
        expect(typeof response === 'string' || Number.isInteger(response.statusCode)).toBe(true)
      }),
    )
  })
})

function read(payload: unknown): HttpResponse {
  const response = readHttpResponse(payload)
  if (typeof response === 'string') throw new Error(response)
  return response
}
