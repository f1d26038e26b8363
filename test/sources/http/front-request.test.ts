import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFrontRequest } from '../../../src/sources/http/front-request.js'

const read = (given: string | URL | Request, init?: RequestInit): ReturnType<typeof readFrontRequest> =>
  readFrontRequest('sources.alb().fetch()', given, init)

describe('a request to a front', () => {
  test('is a path, with its query string', async () => {
    const { method, path, url, input } = await read('/a%20b/c?d=e&d=f#g')
    expect({ method, path, url }).toEqual({ method: 'GET', path: '/a%20b/c', url: '' })
    expect(input).toEqual({ method: 'GET', path: '/a%20b/c?d=e&d=f', headers: { 'content-type': undefined } })
  })

  test('is a URL or a Request, whose host the function sees', async () => {
    for (const given of [
      'https://shop.example/a',
      new URL('https://shop.example/a'),
      new Request('https://shop.example/a'),
    ]) {
      const { path, url, input } = await read(given)
      expect({ path, url, host: input.headers['host'] }).toEqual({
        path: '/a',
        url: 'https://shop.example/a',
        host: 'shop.example',
      })
    }
  })

  test('keeps the letter case and the several values of headers that are spelled in init', async () => {
    const asList = await read('/', {
      headers: [
        ['X-Tag', 'a'],
        ['x-tag', 'b'],
        ['Cookie', 'c=d'],
      ],
    })
    expect(asList.input.headers).toEqual({ 'content-type': undefined, 'X-Tag': ['a', 'b'], Cookie: 'c=d' })
    const asObject = await read('/', { headers: { Authorization: 'Bearer x' } })
    expect(asObject.input.headers).toEqual({ 'content-type': undefined, Authorization: 'Bearer x' })
    const asHeaders = await read('/', { headers: new Headers({ Authorization: 'Bearer x' }) })
    expect(asHeaders.input.headers).toEqual({ 'content-type': undefined, authorization: 'Bearer x' })
  })

  test('takes what init says on top of a Request', async () => {
    const request = new Request('https://shop.example/a', { headers: { 'x-a': 'b' } })
    const { method, input } = await read(request, { method: 'DELETE' })
    expect({ method, 'x-a': input.headers['x-a'] }).toEqual({ method: 'DELETE', 'x-a': 'b' })
  })

  test('has any kind of body that fetch takes, with the content type that fetch gives it', async () => {
    const form = new FormData()
    form.set('a', 'b')
    const bodies: [RequestInit['body'], string | undefined, unknown][] = [
      ['text', 'text/plain;charset=UTF-8', 'text'],
      [new URLSearchParams({ a: 'b c' }), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=b+c'],
      [new Blob(['{}'], { type: 'application/json' }), 'application/json', '{}'],
      [new Uint8Array([0xff, 0]), undefined, new Uint8Array([0xff, 0])],
      [new Uint8Array([0xff, 1]).buffer, undefined, new Uint8Array([0xff, 1])],
      [new Blob(['streamed']).stream(), undefined, 'streamed'],
      ['', 'text/plain;charset=UTF-8', undefined],
    ]
    for (const [body, contentType, expected] of bodies) {
      const { input } = await read('/', { method: 'POST', ...(body != null && { body }) })
      expect({ contentType: input.headers['content-type'], body: input.body }).toEqual({ contentType, body: expected })
    }
    const { input } = await read('/', { method: 'POST', body: form })
    expect(input.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(input.body).toMatch(/name="a"\r\n\r\nb\r\n/)
  })

  test('keeps every byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (body) => {
        const { bytes, input } = await read('/', { method: 'PUT', body: new Uint8Array(body) })
        expect(bytes).toEqual(body)
        expect(new Uint8Array(Buffer.from(input.body as string | Uint8Array))).toEqual(body)
      }),
    )
  })

  test('that was aborted is not sent', async () => {
    const signal = AbortSignal.abort(new Error('no longer wanted'))
    await expect(read('/', { signal })).rejects.toThrow('no longer wanted')
  })

  test.for(['orders', '', 7])('is refused where it is neither path nor URL: %j', async (given) => {
    await expect(read(given as string)).rejects.toThrow(
      `sources.alb().fetch(): it takes a path that begins with "/", a URL or a Request, and received ${typeof given === 'string' ? `'${given}'` : given}.`,
    )
  })
})
