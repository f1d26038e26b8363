// HTTP fronts before functions that really run: their time, their failures, and what the test sees of both.

import { setTimeout as sleep } from 'node:timers/promises'
import { handler, type Lambda, loader, sources, withLambda } from 'vitest-lambda'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

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

describe('a form with a file', () => {
  const upload = withLambda(
    handler(async ({ headers, body, isBase64Encoded }: APIGatewayProxyEventV2) => {
      const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
      const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
      const photo = form.get('photo') as File
      return { statusCode: 200, body: JSON.stringify([form.get('title'), photo.name, [...(await photo.bytes())]]) }
    }),
    { functionName: 'upload' },
  )

  test.each([
    ['an HTTP API', sources.apiGateway.http(upload)],
    ['a REST API', sources.apiGateway.rest(upload, { binaryMediaTypes: ['multipart/form-data'] })],
    ['a function URL', sources.functionUrl(upload)],
    ['a load balancer', sources.alb(upload)],
  ])('reaches a function behind %s as its client wrote it [HTTP-6]', async (_, front) => {
    const body = new FormData()
    body.set('title', 'Tom')
    body.set('photo', new Blob([new Uint8Array([255, 216, 0])]), 'tom.jpg')

    const response = await front.fetch('/photos', { method: 'POST', body })

    expect(await response.json()).toEqual(['Tom', 'tom.jpg', [255, 216, 0]])
  })
})

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

interface Traced {
  readonly header: string
  readonly own: string
}

describe('the trace of a request', () => {
  const traced = handler(async ({ headers }: { readonly headers?: Readonly<Record<string, string>> }) => {
    const header = headers?.['X-Amzn-Trace-Id'] ?? headers?.['x-amzn-trace-id']
    return { statusCode: 200, body: JSON.stringify({ header, own: process.env['_X_AMZN_TRACE_ID'] }) }
  })
  const lambda = withLambda(traced, { functionName: 'traced' })
  const fronts = {
    rest: sources.apiGateway.rest(lambda),
    http: sources.apiGateway.http(lambda),
    functionUrl: sources.functionUrl(lambda),
    alb: sources.alb(lambda),
  }
  const ask = async (front: keyof typeof fronts, header?: string): Promise<Traced> => {
    const headers = header === undefined ? undefined : { 'x-amzn-trace-id': header }
    return (await (await fronts[front].fetch('/', { ...(headers && { headers }) })).json()) as Traced
  }
  const ROOT = '1-67891233-abcdef012345678912345678'

  test.for(['rest', 'http', 'functionUrl', 'alb'] as const)('is a new one at %s [HTTP-7]', async (front) => {
    const traces = [await ask(front), await ask(front)]
    for (const { header } of traces) expect(header).toMatch(/^Root=1-[\da-f]{8}-[\da-f]{24}$/)
    expect(traces[0]?.header).not.toBe(traces[1]?.header)
  })

  test('is that of the function behind a REST API, and not behind the others [HTTP-7]', async () => {
    const { header, own } = await ask('rest')
    expect(own).toMatch(new RegExp(`^${header};Parent=[\\da-f]{16};Sampled=0`))
    for (const front of ['http', 'functionUrl', 'alb'] as const) {
      const other = await ask(front)
      expect(other.own).toMatch(/^Root=1-/)
      expect(other.own).not.toContain(other.header)
    }
  })

  test('keeps the Root, and all else, that its client has given it [HTTP-7]', async () => {
    for (const front of ['rest', 'http', 'functionUrl', 'alb'] as const) {
      const { header } = await ask(front, `Root=${ROOT};CalledFrom=app`)
      expect(header).toMatch(new RegExp(`^Self=1-[\\da-f]{8}-[\\da-f]{24};Root=${ROOT};CalledFrom=app$`))
    }
    const { own } = await ask('rest', `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`)
    expect(own).toMatch(new RegExp(`^Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=`))
  })

  test('is the same in every run with a seed', async () => {
    vi.setSystemTime('2026-01-01')
    onTestFinished(() => void vi.useRealTimers())
    const seeded = (): Lambda<never, never> => withLambda(traced, { functionName: 'seeded', seed: 1 }) as never
    const [one, other] = [sources.apiGateway.rest(seeded()), sources.apiGateway.rest(seeded())]
    expect(await (await one.fetch('/')).json()).toEqual(await (await other.fetch('/')).json())
  })
})
