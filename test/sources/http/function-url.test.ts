import type { LambdaFunctionURLEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { LambdaServiceException } from '../../../src/invoke/exceptions.js'
import { functionUrlSource, type FunctionUrlOptions } from '../../../src/sources/http/function-url.js'
import type { Respond } from '../fake-target.js'
import { fails, HttpTarget, streams, throttles } from './http-target.js'

const url = (respond: Respond, options?: FunctionUrlOptions): ReturnType<typeof functionUrlSource> =>
  functionUrlSource(new HttpTarget(respond), options)

describe('a function URL', () => {
  test('sends payload format 2.0 with the default route, the cookie header and the caller [HTTP-4]', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }))
    await functionUrlSource(target, { authorizer: { iam: { userId: 'me' } } }).fetch('/a?b=c', {
      headers: { Cookie: 'd=e' },
    })
    expect(target.events[0]?.event as LambdaFunctionURLEvent).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a',
      rawQueryString: 'b=c',
      cookies: ['d=e'],
      headers: { cookie: 'd=e' },
      requestContext: { stage: '$default', accountId: '123456789012', authorizer: { iam: { userId: 'me' } } },
    })
  })

  test('reads payload format 2.0: a response, or the payload as JSON [HTTP-4]', async () => {
    const response = await url(() => ({ statusCode: 202, cookies: ['a=1'], body: '{}' })).fetch('/')
    expect([response.status, response.headers.getSetCookie(), response.headers.get('content-type')]).toEqual([
      202,
      ['a=1'],
      'application/json',
    ])
    expect(await (await url(() => ({ hello: 1 })).fetch('/')).json()).toEqual({ hello: 1 })
  })

  test('answers 502 where the function failed or its answer is malformed, 429 where it is throttled [HTTP-4]', async () => {
    for (const respond of [fails, () => ({ statusCode: 200, headers: 'a: b' })]) {
      const response = await url(respond).fetch('/')
      expect([response.status, await response.text()]).toEqual([502, 'Internal Server Error'])
    }
    const throttled = await url(throttles).fetch('/')
    expect([throttled.status, await throttled.json()]).toEqual([429, { Type: 'User', message: 'Rate Exceeded.' }])
  })

  test('answers 413 for a body over 6 MB, and for an event that is larger than Lambda takes [LIM-1]', async () => {
    const target = new HttpTarget()
    const large = await functionUrlSource(target).fetch('/', { method: 'POST', body: new Uint8Array(6_291_457) })
    expect(large.status).toBe(413)
    expect(target.events).toEqual([])
    target.invoke = () =>
      Promise.reject(new LambdaServiceException('RequestTooLargeException', 'Request must be smaller'))
    const grown = await functionUrlSource(target).fetch('/', { method: 'POST', body: new Uint8Array(5_000_000) })
    expect([grown.status, grown.reason]).toEqual([
      413,
      'Lambda refused to invoke: RequestTooLargeException: Request must be smaller',
    ])
  })

  test('waits for as long as the function runs', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: 800_000 })
    expect((await functionUrlSource(target).fetch('/')).status).toBe(200)
    expect(target.elapsedMs).toBe(800_000)
  })
})

describe('a function URL that streams', () => {
  const streaming = { invokeMode: 'RESPONSE_STREAM' } as const
  const chunks = [
    { at: 1, text: 'one ' },
    { at: 5, text: 'two' },
  ]

  test('sends on metadata and body, or the body alone as a 200 [STR-6]', async () => {
    const metadata = { statusCode: 201, cookies: ['a=1'] }
    const response = await url(streams({ metadata, chunks }), streaming).fetch('/')
    expect([response.status, response.headers.getSetCookie(), await response.text()]).toEqual([201, ['a=1'], 'one two'])
    const bare = await url(streams({ chunks, contentType: 'text/event-stream' }), streaming).fetch('/')
    expect([bare.status, bare.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  })

  test('breaks off where the function fails after the first byte, which reading the body tells [STR-9]', async () => {
    const error = { errorType: 'TypeError', errorMessage: 'boom' }
    const target = new HttpTarget(streams({ metadata: {}, chunks, error }))
    const response = await functionUrlSource(target, streaming).fetch('/')
    expect([response.status, response.reason]).toEqual([200, undefined])
    expect(target.looked).toBe(0)
    await expect(response.text()).rejects.toThrow(
      expect.objectContaining({ message: 'terminated', cause: new Error('TypeError: boom') }) as Error,
    )
    expect(target.looked).toBe(1)
  })

  test('is 502 where the function fails before the first byte [STR-9]', async () => {
    const error = { errorType: 'TypeError', errorMessage: 'boom' }
    expect((await url(streams({ chunks: [], error }), streaming).fetch('/')).status).toBe(502)
  })

  test('sends the JSON of a handler that does not stream', async () => {
    const response = await url(() => ({ statusCode: 404 }), streaming).fetch('/')
    expect([response.status, await response.text()]).toEqual([200, '{"statusCode":404}'])
  })

  test('waits for the whole stream where it is BUFFERED, and reads it as JSON [STR-11]', async () => {
    const json = [{ at: 1, text: '{"statusCode":404}' }]
    expect((await url(() => ({ statusCode: 404 })).fetch('/')).status).toBe(404)
    const target = new HttpTarget(streams({ chunks: json }))
    expect((await functionUrlSource(target).fetch('/')).status).toBe(404)
    const response = await url(streams({ metadata: { statusCode: 201 }, chunks })).fetch('/')
    expect([response.status, response.reason]).toEqual([
      502,
      'what the function answered is no response: it was streamed with HttpResponseStream.from(), and this front waits for a whole JSON answer (STR-11)',
    ])
  })
})

test('bad options of a function URL are refused when it is made', () => {
  expect(() => url(fails, { invokeMode: 'STREAM' as 'BUFFERED' })).toThrow(
    new TypeError(
      "sources.functionUrl(): invokeMode is 'STREAM': it takes 'BUFFERED' or 'RESPONSE_STREAM'; did you mean 'RESPONSE_STREAM'?",
    ),
  )
})
