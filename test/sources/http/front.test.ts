import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { albSource } from '../../../src/sources/http/alb.js'
import { functionUrlSource } from '../../../src/sources/http/function-url.js'
import { httpApiSource } from '../../../src/sources/http/http-api.js'
import { restApiSource } from '../../../src/sources/http/rest.js'
import { answered } from '../../matchers/result.js'
import { ScriptedTraveller } from '../../sandbox/scripted-traveller.js'
import { fails, HttpTarget, throttles } from './http-target.js'

describe('a front that waits no longer', () => {
  test('answers at its timeout, while the function runs on to its own end [HTTP-2]', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200, body: 'late' }), { takesMs: 40_000 })
    const response = await restApiSource(target).fetch('/')
    expect([response.status, await response.text()]).toEqual([504, '{"message": "Endpoint request timed out"}'])
    expect(target.elapsedMs).toBe(29_000)
    expect(response.reason).toBe(
      'no answer within 29000 ms; the function runs on: await response.settled() to see its end',
    )
    expect(response.invocation).toBeUndefined()

    const invocation = await response.settled()
    expect(target.elapsedMs).toBe(40_000)
    expect(invocation).toMatchObject({ payload: { body: 'late' } })
    expect(response.invocation).toBe(invocation)
    expect(response.status).toBe(504)
  })

  test('is 503 after 30 s of an HTTP API [HTTP-3]', async () => {
    const target = new HttpTarget(() => null, { takesMs: 40_000 })
    const response = await httpApiSource(target).fetch('/')
    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}'])
    expect(target.elapsedMs).toBe(30_000)
  })

  test.for([50, 1000, 60_000])('waits for timeoutInMillis: %d ms', async (timeoutInMillis) => {
    const slow = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: timeoutInMillis + 1 })
    expect((await restApiSource(slow, { timeoutInMillis }).fetch('/')).status).toBe(504)
    const fast = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: timeoutInMillis })
    expect((await restApiSource(fast, { timeoutInMillis: timeoutInMillis + 1 }).fetch('/')).status).toBe(200)
  })

  test('leaves nothing behind that would move the time of what comes later', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: 10 })
    await restApiSource(target).fetch('/')
    await target.agenda.run(() => false)
    expect(target.elapsedMs).toBe(10)
  })

  test('does not tell the next request what became of the last one', async () => {
    const target = new HttpTarget(throttles, { takesMs: 100 })
    const { fetch } = restApiSource(target, { timeoutInMillis: 60 })
    const first = await fetch('/')
    const second = await fetch('/')
    expect([first.status, second.status]).toEqual([504, 504])
    expect(target.elapsedMs).toBe(120)
    await expect(first.settled()).rejects.toThrow('Rate Exceeded.')
  })

  test('lets an invocation that takes time by itself go on [HTTP-2]', async () => {
    const target = new HttpTarget()
    target.invoke = async () => {
      await new ScriptedTraveller(target.timeline, [{ wait: 40_000 }]).end
      return answered({ statusCode: 200 })
    }
    const response = await restApiSource(target).fetch('/')
    expect([response.status, target.elapsedMs]).toEqual([504, 29_000])
    expect(await response.settled()).toMatchObject({ payload: { statusCode: 200 } })
    expect(target.elapsedMs).toBe(40_000)
  })
})

describe('requests side by side', () => {
  test('go through the same time', async () => {
    const target = new HttpTarget(() => ({ statusCode: 200 }), { takesMs: 100 })
    const { fetch } = httpApiSource(target)
    const responses = await Promise.all([fetch('/a'), fetch('/b'), fetch('/c')])
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(target.elapsedMs).toBe(100)
  })
})

describe('a failure behind a front', () => {
  const read = ['status', 'ok', 'statusText', 'body', 'invocation'] as const
  test.for(read)('is looked at by reading %s', async (member) => {
    const target = new HttpTarget(fails)
    const response = await functionUrlSource(target).fetch('/')
    expect(target.looked).toBe(0)
    void response[member]
    expect(target.looked).toBe(1)
  })

  test.for(['text', 'json', 'arrayBuffer', 'blob', 'bytes'] as const)(
    'is looked at by reading %s()',
    async (method) => {
      const target = new HttpTarget(fails)
      const response = await restApiSource(target).fetch('/')
      await response[method]()
      expect(target.looked).toBe(1)
    },
  )

  test('is not looked at by whoever only sends the request, reads headers or prints the response', async () => {
    const target = new HttpTarget(fails)
    const response = await restApiSource(target).fetch('/')
    expect(response.headers.has('content-type')).toBe(true)
    expect(response.reason).toContain('boom')
    expect(String(response)).toBe('[object Response]')
    expect(target.looked).toBe(0)
  })

  test('is looked at where it comes after the front has answered, and the test saw that answer', async () => {
    const seen = new HttpTarget(fails, { takesMs: 40_000 })
    const response = await restApiSource(seen).fetch('/')
    expect(response.status).toBe(504)
    await seen.agenda.run(() => false)
    expect(seen.looked).toBe(1)

    const unseen = new HttpTarget(fails, { takesMs: 40_000 })
    await restApiSource(unseen).fetch('/')
    await unseen.agenda.run(() => false)
    expect(unseen.looked).toBe(0)
  })
})

describe('an answer of a front of its own', () => {
  const own =
    'FrontAnswerError: sources.alb() answered PUT /a with 502 by itself: what the function answered is no response: '

  test('is told to a test that fails, unless its reason was read', async () => {
    const target = new HttpTarget(() => 'text')
    const response = await albSource(target).fetch('/a?b', { method: 'PUT' })
    expect([...target.explanations]).toEqual([
      `${own}it is a string, not an object with a statusCode\n\nThis is response.reason, which the test has not read.`,
    ])
    expect(response.status).toBe(502)
    expect(target.explanations.size).toBe(1)
    void response.reason
    expect(target.explanations.size).toBe(0)
  })

  test.for([
    ['where the function answered', () => ({ statusCode: 500 })],
    ['where the function failed, which is told of by itself', fails],
  ] as const)('is none %s', async ([, respond]) => {
    const target = new HttpTarget(respond)
    expect((await functionUrlSource(target).fetch('/')).status).toBeGreaterThanOrEqual(500)
    expect(target.explanations.size).toBe(0)
  })
})

describe('an answer that comes through in another way than it was meant', () => {
  test('is told to a test that fails: base64 that a REST API does not decode [HTTP-6]', async () => {
    const headers = { 'content-type': 'image/png' }
    const target = new HttpTarget(() => ({ statusCode: 200, headers, isBase64Encoded: true, body: '/wA=' }))
    await restApiSource(target).fetch('/a')
    expect([...target.explanations]).toMatchInlineSnapshot(`
      [
        "FrontAnswerError: sources.apiGateway.rest() answered GET /a with 200 and its body in base64: the request accepts */* first, which is none of binaryMediaTypes.

      Give binaryMediaTypes: ['image/png'], and send Accept: image/png, or give ['*/*'] for any.",
      ]
    `)
    const png = new HttpTarget(() => ({ statusCode: 200, headers, isBase64Encoded: true, body: '/wA=' }))
    await restApiSource(png, { binaryMediaTypes: ['*/*'] }).fetch('/a')
    expect(png.explanations.size).toBe(0)
  })

  test.each([{ status: 200, body: 'ok' }, { status: 404, headers: {} }, {}])(
    'is told to a test that fails: %j without a statusCode, where one is not needed [HTTP-3]',
    async (payload) => {
      for (const source of [httpApiSource, functionUrlSource]) {
        const target = new HttpTarget(() => payload)
        expect((await source(target).fetch('/a')).status).toBe(200)
        expect([...target.explanations]).toEqual([
          expect.stringContaining('() answered GET /a with 200 and the JSON of what the function answered: an object'),
        ])
      }
    },
  )

  test('is none where the payload is data', async () => {
    const target = new HttpTarget(() => ({ status: 'shipped' }))
    await httpApiSource(target).fetch('/a')
    expect(target.explanations.size).toBe(0)
  })
})

describe('the response of a front', () => {
  test('is a Response, with the URL that was asked for', async () => {
    const response = await httpApiSource(new HttpTarget(() => ({ statusCode: 200, body: '{"a":1}' }))).fetch(
      'https://shop.example/a?b',
    )
    expect(response).toBeInstanceOf(Response)
    expect(response.url).toBe('https://shop.example/a?b')
    expect(await response.clone().json()).toEqual({ a: 1 })
    expect(await response.json()).toEqual({ a: 1 })
  })

  test('is had without the front before it', async () => {
    const { fetch } = httpApiSource(new HttpTarget(() => ({ statusCode: 204 })))
    expect((await fetch('/')).status).toBe(204)
  })

  test('is none when the test is over before the function ends', async () => {
    const target = new HttpTarget(() => null, { takesMs: 100 })
    const response = httpApiSource(target).fetch('/')
    target.agenda.at(target.agenda.now + 50, () => void target.agenda.close(new Error('the test is over')))
    await expect(response).rejects.toThrow('the test is over')
  })

  test('of what Lambda refused says so again where the end is waited for', async () => {
    const response = await restApiSource(new HttpTarget(throttles)).fetch('/')
    await expect(response.settled()).rejects.toThrow('Rate Exceeded.')
  })
})

describe('whatever the function does, and for however long', () => {
  const ms = fc.integer({ min: 50, max: 60_000 })

  test('the client has its answer at the earlier of its end and the timeout, and the end can be waited for', async () => {
    await fc.assert(
      fc.asyncProperty(ms, ms, async (takesMs, timeoutInMillis) => {
        fc.pre(takesMs !== timeoutInMillis)
        const target = new HttpTarget(() => ({ statusCode: 200 }), { takesMs })
        const response = await restApiSource(target, { timeoutInMillis }).fetch('/')
        expect(response.status).toBe(takesMs < timeoutInMillis ? 200 : 504)
        expect(target.elapsedMs).toBe(Math.min(takesMs, timeoutInMillis))
        expect(await response.settled()).toMatchObject({ payload: { statusCode: 200 } })
        expect(target.elapsedMs).toBe(takesMs)
      }),
    )
  })

  test('every front answers: with the response, or in its own words and with a reason', async () => {
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom(200, '404', 'body', ['a=b']))
    const keys = { statusCode: member, headers: member, multiValueHeaders: member, cookies: member, body: member }
    const payload = fc.oneof(fc.record(keys, { requiredKeys: [] }), fc.jsonValue())
    await fc.assert(
      fc.asyncProperty(payload, fc.constantFrom('GET', 'HEAD', 'POST'), async (value, method) => {
        const target = new HttpTarget(() => value)
        const fronts = {
          502: [restApiSource(target), functionUrlSource(target), albSource(target)],
          500: [httpApiSource(target)],
        }
        for (const [own, some] of Object.entries(fronts)) {
          for (const front of some) {
            const response = await front.fetch('/', { method })
            expect(response.reason === undefined || response.status === Number(own)).toBe(true)
            await response.text()
          }
        }
      }),
    )
  })
})
