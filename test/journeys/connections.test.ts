// The connections of a function: opened by a cold environment, used again by a warm one, gone with it.

import { type Lambda, withLambda } from 'vitest-lambda'
import { createServer } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import { createServer as createSecureServer } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeIdentity } from '../servers/certificate.js'
import { counting, type CountingServer } from '../servers/counting.js'
import { lineServer } from '../servers/lines.js'

const identity = makeIdentity()
let web: CountingServer
let secure: CountingServer
let http2: CountingServer
let lines: CountingServer

beforeAll(async () => {
  web = await counting(createServer((_request, response) => response.end('{}')))
  secure = await counting(createSecureServer(identity, (_request, response) => response.end('{}')))
  http2 = await counting(createHttp2Server((_request, response) => response.end('{}')))
  lines = await lineServer()
})

afterAll(() => Promise.all([web, secure, http2, lines].map((server) => server.close())))

interface Client {
  readonly file: string
  readonly code: () => Promise<{ readonly handler: (event: { readonly retry?: boolean }) => Promise<unknown> }>
  readonly server: () => CountingServer
}

/** Functions that each keep what they talk through between invocations, one way or another. */
const clients: Readonly<Record<string, Client>> = {
  'node:http': {
    file: 'http-default',
    code: () => import('./functions/connections/http-default.js'),
    server: () => web,
  },
  'a keep-alive agent': {
    file: 'http-own',
    code: () => import('./functions/connections/http-own.js'),
    server: () => web,
  },
  'node:https': {
    file: 'https-default',
    code: () => import('./functions/connections/https-default.js'),
    server: () => secure,
  },
  'node:http2': {
    file: 'http2-session',
    code: () => import('./functions/connections/http2-session.js'),
    server: () => http2,
  },
  fetch: { file: 'fetching', code: () => import('./functions/connections/fetching.js'), server: () => web },
  'AWS SDK': { file: 'sdk', code: () => import('./functions/connections/sdk.js'), server: () => web },
  'a raw socket': { file: 'lines', code: () => import('./functions/connections/lines.js'), server: () => lines },
}

const names = Object.keys(clients)

function use(name: string): { lambda: Lambda<{ retry?: boolean }>; server: CountingServer } {
  const { code, server } = clients[name] as Client
  const { port } = server()
  const scheme = server() === secure ? 'https' : 'http'
  const environment = { URL: `${scheme}://127.0.0.1:${port}/`, PORT: String(port), CA: identity.cert }
  const lambda = withLambda(code, { environment, console: 'silent', timeout: 10 })
  return { lambda: lambda as Lambda<{ retry?: boolean }>, server: server() }
}

function placeIn(name: string): unknown {
  const { file } = clients[name] as Client
  return expect.stringMatching(new RegExp(String.raw`^test/journeys/functions/connections/${file}\.ts:\d+:\d+$`))
}

describe.each(names)('%s', (name) => {
  test('opens a connection in a cold environment and uses it again in a warm one', async () => {
    const { lambda, server } = use(name)
    const cold = await lambda.invoke({})
    const connection = { target: `127.0.0.1:${server.port}`, at: placeIn(name), invocation: 1 }
    expect(cold).toReturn()
    expect(cold.record.connections).toEqual({ opened: [connection], reused: [], stale: [], blocked: [] })
    expect(cold).toOpenConnections(1)
    expect(cold).not.toReuseConnections()

    const warm = await lambda.invoke({})
    expect(warm).toReturn()
    expect(warm.record.connections).toEqual({ opened: [], reused: [connection], stale: [], blocked: [] })
    expect(warm).toReuseConnections(1)
    expect(warm).not.toOpenConnections()
  })

  test('is cut off when its environment is recycled, and a new one connects anew [LIF-8]', async () => {
    const { lambda, server } = use(name)
    await lambda.invoke({})
    await expect.poll(() => server.open).toBe(1)
    await lambda.recycle()
    await expect.poll(() => server.open).toBe(0)
    expect(await lambda.invoke({})).toOpenConnections(1)
  })

  test('notices at the thaw that its peer has closed, before the handler is entered [FRZ-9]', async () => {
    const { lambda } = use(name)
    await lambda.invoke({})
    await lambda.idle('10m', { connections: 'closed' })
    const next = await lambda.invoke({})
    expect(next.record.connections.stale).toEqual([expect.objectContaining({ at: placeIn(name), invocation: 1 })])
    expect(next).toReturn()
    expect(next).toOpenConnections(1)
    expect(await lambda.invoke({})).toReuseConnections(1)
  })

  test('meets ECONNRESET on a connection that its peer has forgotten, and gets over it [FRZ-9, PIT-6]', async () => {
    const { lambda, server } = use(name)
    await lambda.invoke({})
    await expect.poll(() => server.open).toBe(1)
    await lambda.idle('10m', { connections: 'reset' })
    expect(server.open).toBe(0)
    const next = await lambda.invoke({ retry: true })
    expect(next).toReturn()
    expect(next).toOpenConnections(1)
    expect(next.record.connections.stale).toEqual([expect.objectContaining({ target: `127.0.0.1:${server.port}` })])
  })
})

test.each(names)(
  'what %s says of a connection that its peer has forgotten reaches whoever does not retry',
  async (name) => {
    const { lambda, server } = use(name)
    await lambda.invoke({})
    await expect.poll(() => server.open).toBe(1)
    await lambda.idle('10m', { connections: 'reset' })
    const next = await lambda.invoke({})
    if (name === 'AWS SDK') expect(next).toReturn()
    else expect(next).toFailWith({ errorType: 'Error', errorMessage: 'read ECONNRESET' })
  },
)
