// HTTP fronts before functions that really run: their time, their failures, and what the test sees of both.

import { setTimeout as sleep } from 'node:timers/promises'
import { handler, loader, sources, withLambda } from 'vitest-lambda'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, test } from 'vitest'

const shop = withLambda(
  handler(async ({ rawPath, headers }: APIGatewayProxyEventV2) => {
    if (rawPath === '/slow') await sleep(Number(headers['x-ms']))
    if (rawPath === '/fails') throw new TypeError('boom')
    return { statusCode: 200, body: rawPath }
  }),
  { functionName: 'shop', timeout: 60 },
)
const api = sources.apiGateway.http(shop)

const slow = (ms: number): [string, RequestInit] => ['/slow', { headers: { 'x-ms': String(ms) } }]

describe('a function behind an HTTP API', () => {
  test('answers its client, cold and warm', async () => {
    const cold = await api.fetch('/a')
    const warm = await api.fetch('/b')
    expect([await cold.text(), await warm.text()]).toEqual(['/a', '/b'])
    expect(warm.invocation).toBeWarmStart()
    expect(warm.invocation).toRespondWith({ statusCode: 200, body: '/b' })
  })

  test('has time until the front gives up, and then until its own end [HTTP-3]', async () => {
    expect((await api.fetch(...slow(29_999))).status).toBe(200)
    const late = await api.fetch(...slow(45_000))
    expect([late.status, late.invocation]).toEqual([503, undefined])
    const invocation = await late.settled()
    expect(invocation).toReturn({ statusCode: 200, body: '/slow' })
    expect(invocation?.record.report.durationMs).toBe(45_000)
  })

  test('may still be running when the test is over', async () => {
    expect((await api.fetch(...slow(45_000))).status).toBe(503)
  })

  test('has environments of its own for requests side by side', async () => {
    const responses = await Promise.all([api.fetch(...slow(100)), api.fetch(...slow(200)), api.fetch(...slow(40_000))])
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 503])
    expect([...shop.environments]).toHaveLength(3)
  })

  test('fails visibly: the client has a 500, the test the error', async () => {
    const response = await api.fetch('/fails')
    expect(response.status).toBe(500)
    expect(response.reason).toBe('the function failed: TypeError: boom')
    expect(response.invocation).toFailWith('TypeError')
  })

  test('fails after the front has answered, which the test has seen [HTTP-2]', async () => {
    const timingOut = withLambda(
      handler(async () => sleep(60_000)),
      { functionName: 'stuck', timeout: 40 },
    )
    const response = await sources.apiGateway.rest(timingOut).fetch('/')
    expect(response.status).toBe(504)
    expect(await response.settled()).toTimeOut()
  })
})

test('a function URL sends on what a function streams [STR-6]', async () => {
  const streaming = withLambda(loader(() => import('./functions/streaming/hono.js')))
  const url = sources.functionUrl(streaming, { invokeMode: 'RESPONSE_STREAM' })
  const pieces: string[] = []
  for await (const piece of (await url.fetch('/words')).body ?? []) pieces.push(new TextDecoder().decode(piece))
  expect(pieces.join('')).toBe('one two three')
  expect(pieces.length).toBeGreaterThan(1)
  const order = await url.fetch('/order')
  expect([order.status, order.headers.getSetCookie(), await order.json()]).toEqual([201, ['a=b'], { id: 7 }])
})
