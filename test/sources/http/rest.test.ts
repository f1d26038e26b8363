import type { APIGatewayProxyEvent } from 'aws-lambda'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restApiSource, type RestOptions } from '../../../src/sources/http/rest.js'
import type { Respond } from '../fake-target.js'
import { fails, HttpTarget, refuses, streams, throttles } from './http-target.js'

const api = (respond: Respond, options?: RestOptions): ReturnType<typeof restApiSource> =>
  restApiSource(new HttpTarget(respond), options)

async function eventOf(
  options: RestOptions,
  ...request: Parameters<ReturnType<typeof restApiSource>['fetch']>
): Promise<APIGatewayProxyEvent> {
  const target = new HttpTarget(() => ({ statusCode: 200 }))
  await restApiSource(target, options).fetch(...request)
  return target.events[0]?.event as APIGatewayProxyEvent
}

describe('the event of a REST API', () => {
  test('has the resource, its parameters, the stage, its variables and what the authorizer found [HTTP-1]', async () => {
    const event = await eventOf(
      {
        routes: ['GET /orders/{id}', 'ANY /{proxy+}'],
        stage: 'test',
        stageVariables: { table: 'orders' },
        authorizer: { claims: { sub: '1' } },
      },
      '/orders/7?page=1&page=2',
      { headers: { Authorization: 'Bearer x', 'X-Tag': 'a' } },
    )
    expect(event).toMatchObject({
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'GET',
      pathParameters: { id: '7' },
      stageVariables: { table: 'orders' },
      queryStringParameters: { page: '2' },
      multiValueQueryStringParameters: { page: ['1', '2'] },
      headers: { Authorization: 'Bearer x', 'X-Tag': 'a' },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        stage: 'test',
        path: '/test/orders/7',
        resourcePath: '/orders/{id}',
        authorizer: { claims: { sub: '1' } },
        requestTimeEpoch: Date.UTC(2026, 0, 1),
      },
    })
  })

  test('is that of a proxy resource where no routes are given', async () => {
    expect(await eventOf({}, '/orders/7')).toMatchObject({
      resource: '/{proxy+}',
      pathParameters: { proxy: 'orders/7' },
    })
    expect(await eventOf({}, '/')).toMatchObject({ resource: '/', pathParameters: null })
  })

  test('keeps a slash at the end of the path, which makes no difference to its resource [HTTP-1]', async () => {
    expect(await eventOf({ routes: ['GET /orders/{id}'] }, '/orders/7/')).toMatchObject({
      resource: '/orders/{id}',
      path: '/orders/7/',
      pathParameters: { id: '7' },
    })
  })

  test('has a request id of its own each time', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }))
    const { fetch } = restApiSource(target)
    await fetch('/')
    await fetch('/')
    const ids = target.events.map(({ event }) => (event as APIGatewayProxyEvent).requestContext.requestId)
    expect(new Set(ids).size).toBe(2)
  })

  test('has a body as text, and as base64 where its type is a binary media type [HTTP-6]', async () => {
    const init = { method: 'POST', body: new Uint8Array([0xff, 0x61]), headers: { 'content-type': 'image/png' } }
    expect(await eventOf({}, '/', init)).toMatchObject({ body: '\uFFFDa', isBase64Encoded: false })
    const binary = { body: '/2E=', isBase64Encoded: true }
    for (const one of ['image/png', 'image/*', '*/*']) {
      expect(await eventOf({ binaryMediaTypes: [one] }, '/', init)).toMatchObject(binary)
    }
    const json = { method: 'POST', body: '{"a":1}' }
    expect(await eventOf({ binaryMediaTypes: ['image/png'] }, '/', json)).toMatchObject({ body: '{"a":1}' })
    expect(await eventOf({ binaryMediaTypes: ['*/*'] }, '/', json)).toMatchObject({ isBase64Encoded: true })
  })
})

describe('the response of a REST API', () => {
  test('is what the function answered: status, all headers, body [HTTP-1]', async () => {
    const response = await api(() => ({
      statusCode: '201',
      headers: { 'X-A': 'b', 'content-length': '99', 'transfer-encoding': 'chunked' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: '{"id":7}',
    })).fetch('/')
    expect(response.status).toBe(201)
    expect(response.reason).toBeUndefined()
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-a': 'b',
      'content-type': 'application/json',
      'content-length': '8',
    })
    expect(response.headers.has('transfer-encoding')).toBe(false)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toEqual({ id: 7 })
    expect(response.invocation).toMatchObject({ statusCode: 200, payload: { statusCode: '201' } })
  })

  test.for([
    ['nothing but headers', { headers: { 'x-a': 'b', 'x-on': true } }, { 'x-a': 'b', 'x-on': 'true' }, ''],
    ['nothing but a body', { body: 'x' }, {}, 'x'],
    ['an empty object', {}, {}, ''],
  ] as const)('is 200 where the function answers %s [HTTP-1]', async ([, payload, headers, body]) => {
    const response = await api(() => payload).fetch('/')
    expect([response.status, response.reason]).toEqual([200, undefined])
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'application/json', ...headers })
    expect(await response.text()).toBe(body)
  })

  test('has some headers of the function under another name', async () => {
    const headers = { 'WWW-Authenticate': 'Basic', Date: 'today' }
    const response = await api(() => ({ statusCode: 401, headers })).fetch('/')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-amzn-remapped-www-authenticate': 'Basic',
      'x-amzn-remapped-date': 'today',
    })
    expect(response.headers.has('www-authenticate')).toBe(false)
  })

  test('is 502 for a function error [HTTP-1]', async () => {
    const response = await api(fails).fetch('/')
    expect(response.status).toBe(502)
    expect(response.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException')
    expect(await response.text()).toBe('{"message": "Internal server error"}')
    expect(response.reason).toBe('the function failed: TypeError: boom')
  })

  test.for([
    ['a text', 'x', 'it is a string, not an object with a statusCode'],
    ['nothing', null, 'it is null, not an object with a statusCode'],
    [
      'a statusCode that is no number',
      { statusCode: 'test' },
      'statusCode is "test", not a whole number from 100 to 599',
    ],
    ['an object as the body', { statusCode: 200, body: {} }, 'body is an object, not a string: JSON.stringify it'],
    [
      'a field of another format',
      { statusCode: 200, cookies: [] },
      'it has cookies, and a REST API takes statusCode, headers, multiValueHeaders, body, isBase64Encoded only',
    ],
    [
      'a field of its own, without a statusCode',
      { message: 'hi' },
      'it has message, and a REST API takes statusCode, headers, multiValueHeaders, body, isBase64Encoded only',
    ],
    [
      'a single multi-value',
      { multiValueHeaders: { a: 'b' } },
      'header a in multiValueHeaders is a string, not an array',
    ],
    [
      'a header that HTTP cannot carry',
      { statusCode: 200, headers: { a: 'b\nc' } },
      'header a has a name or value that HTTP cannot carry',
    ],
    ['no final answer', { statusCode: 100 }, 'statusCode is 100, which is no final answer'],
    [
      'a stream with metadata',
      { sent: { metadata: { statusCode: 200 }, chunks: [{ at: 1, text: 'x' }] } },
      'it was streamed with HttpResponseStream.from(), and this front waits for a whole JSON answer (STR-11)',
    ],
  ] as const)('is 502 for %s [HTTP-1]', async ([, payload, why]) => {
    const response = await api(() => payload).fetch('/')
    expect(response.status).toBe(502)
    expect(await response.text()).toBe('{"message": "Internal server error"}')
    expect(response.reason).toBe(`what the function answered is no response: ${why}`)
  })

  test('is 500 where Lambda throttles the function, which did not run [HTTP-1]', async () => {
    const response = await api(throttles).fetch('/')
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('{"message": "Internal server error"}')
    expect(response.invocation).toBeUndefined()
    expect(response.reason).toBe('Lambda refused to invoke: TooManyRequestsException: Rate Exceeded.')
    await expect(response.settled()).rejects.toThrow('Rate Exceeded.')
  })

  test('is none for what is wrong with the test', async () => {
    const response = api(refuses('ResourceNotFoundException', 'Function not found')).fetch('/')
    await expect(response).rejects.toThrow('Function not found')
  })

  test('is 403 where no route is for the request, and the function does not run', async () => {
    const target = new HttpTarget()
    const response = await restApiSource(target, { routes: ['GET /orders', 'ANY /'] }).fetch('/others', {
      method: 'PUT',
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
    expect(await response.text()).toBe('{"message":"Missing Authentication Token"}')
    expect(response.reason).toBe('no route is for PUT /others: there is GET /orders, ANY /')
    expect(response.invocation).toBeUndefined()
    expect(await response.settled()).toBeUndefined()
    expect(target.events).toEqual([])
  })

  test('is 413 for a body over 10 MB, and the function does not run', async () => {
    const target = new HttpTarget()
    const response = await restApiSource(target).fetch('/', { method: 'POST', body: new Uint8Array(10_485_761) })
    expect(response.status).toBe(413)
    expect(await response.text()).toBe('HTTP content length exceeded 10485760 bytes.')
    expect(response.reason).toBe('the body has 10485761 bytes, and at most 10485760 are taken')
    expect(target.events).toEqual([])
  })

  test('is decoded from base64 only where the first accepted type is a binary media type [HTTP-6]', async () => {
    const png = () => ({
      statusCode: 200,
      isBase64Encoded: true,
      body: '/wA=',
      headers: { 'content-type': 'image/png' },
    })
    const accepting = async (accept: string | undefined, binaryMediaTypes: string[]): Promise<string> => {
      const init = accept === undefined ? {} : { headers: { accept } }
      return Buffer.from(await (await api(png, { binaryMediaTypes }).fetch('/', init)).arrayBuffer()).toString('hex')
    }
    const decoded = 'ff00'
    expect(await accepting('image/png;q=1, */*', ['image/png'])).toBe(decoded)
    expect(await accepting(undefined, ['*/*'])).toBe(decoded)
    const asText = Buffer.from('/wA=').toString('hex')
    expect(await accepting('*/*', ['image/png'])).toBe(asText)
    expect(await accepting('text/html, image/png', ['image/png'])).toBe(asText)
    expect(await accepting('image/png', [])).toBe(asText)
  })

  test('is a response with some status for any payload', async () => {
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom(200, '404', 'body'))
    const payload = fc.record({ statusCode: member, headers: member, body: member }, { requiredKeys: [] })
    await fc.assert(
      fc.asyncProperty(fc.oneof(payload, fc.jsonValue()), async (value) => {
        const { status, reason } = await api(() => value).fetch('/')
        expect(reason === undefined || status === 502).toBe(true)
      }),
    )
  })
})

describe('a REST API that streams', () => {
  const streaming = { responseTransferMode: 'STREAM' } as const

  test('sends metadata and each piece on as they come [STR-6]', async () => {
    const metadata = {
      statusCode: 201,
      headers: { 'content-type': 'text/html' },
      multiValueHeaders: { 'x-m': ['a', 'b'] },
    }
    const chunks = [
      { at: 1, text: 'one ' },
      { at: 20_000, text: 'two' },
    ]
    const response = await api(streams({ metadata, chunks }), streaming).fetch('/')
    expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
      status: 201,
      type: 'text/html',
    })
    expect(response.headers.get('x-m')).toBe('a, b')
    const pieces: string[] = []
    for await (const piece of response.body ?? []) pieces.push(new TextDecoder().decode(piece))
    expect(pieces).toEqual(['one ', 'two'])
  })

  test('is cut off at its timeout, and is 504 before the first byte [HTTP-2]', async () => {
    const chunks = [
      { at: 1000, text: 'one ' },
      { at: 40_000, text: 'two' },
    ]
    const cut = await api(streams({ metadata: {}, chunks }), streaming).fetch('/')
    expect(cut.status).toBe(200)
    await expect(cut.text()).rejects.toThrow(
      expect.objectContaining({
        message: 'terminated',
        cause: new Error('the front ended it after 29000 ms'),
      }) as Error,
    )
    const none = await api(streams({ metadata: {}, chunks }), { ...streaming, timeoutInMillis: 500 }).fetch('/')
    expect(none.status).toBe(504)
    const whole = await api(streams({ metadata: {}, chunks }), { ...streaming, timeoutInMillis: 900_000 }).fetch('/')
    expect(await whole.text()).toBe('one two')
  })

  test('is 502 for a handler that does not stream, and for a stream without metadata', async () => {
    const plain = await api(() => ({ statusCode: 200 }), streaming).fetch('/')
    expect([plain.status, plain.reason]).toEqual([
      502,
      'what the function answered is no response: the handler is not marked with awslambda.streamifyResponse()',
    ])
    const bare = await api(streams({ chunks: [{ at: 1, text: 'x' }] }), streaming).fetch('/')
    expect([bare.status, bare.reason]).toEqual([
      502,
      'what the function answered is no response: it has no metadata: a REST API takes what HttpResponseStream.from() sends ahead of the body',
    ])
  })
})

test('bad options of a REST API are refused when it is made, with what is legal', () => {
  const refused = (options: unknown): string => {
    try {
      api(fails, options as RestOptions)
      return 'taken'
    } catch (error) {
      return String(error)
    }
  }
  expect(
    [
      refused({ timeoutInMillis: 49 }),
      refused({ timeoutInMilis: 1000 }),
      refused({ responseTransferMode: 'stream', stage: '' }),
      refused({ stageVariables: { a: 1 }, authorizer: 'me' }),
      refused({ authorizer: { expires: 1n } }),
      refused({ authorizer: new URLSearchParams('sub=1') }),
      refused({ authorizer: { jwt: { claims: {} } } }),
      refused('prod'),
    ].join('\n'),
  ).toMatchInlineSnapshot(`
    "TypeError: sources.apiGateway.rest(): timeoutInMillis is 49: it takes a whole number of milliseconds from 50 to 900000 (HTTP-2, https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html).
    TypeError: sources.apiGateway.rest(): timeoutInMilis is not a key here: did you mean timeoutInMillis?
    TypeError: sources.apiGateway.rest(): responseTransferMode is 'stream': it takes 'BUFFERED' or 'STREAM'; did you mean 'STREAM'?; stage is '': it takes text.
    TypeError: sources.apiGateway.rest(): stageVariables.a is 1 (a number): it takes text; authorizer is 'me' (a string): it takes an object.
    TypeError: sources.apiGateway.rest(): authorizer is { expires: 1n } (an object): it takes an object that can be written as JSON.
    TypeError: sources.apiGateway.rest(): authorizer is URLSearchParams {} (an object): it takes an object.
    TypeError: sources.apiGateway.rest(): authorizer has jwt, and a REST API has claims: { … } of a user pool, or text, numbers and booleans of a Lambda authorizer there.
    TypeError: sources.apiGateway.rest(): the options are 'prod' (a string): it takes an object with routes, stage, stageVariables, authorizer, timeoutInMillis, binaryMediaTypes, responseTransferMode."
  `)
})
