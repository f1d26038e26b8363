import type { ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { ANSWER_QUIET_MS } from '../../../src/effects/work/client-socket.js'
import { refd } from '../../../src/effects/work/handles.js'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment, turns, until } from './environment.js'
import { httpServer, tcpServer } from './loopback.js'

test('a fetch is under way until its body has arrived', async () => {
  const reached = Promise.withResolvers<ServerResponse>()
  await using server = await httpServer((_request, response) => reached.resolve(response))
  using env = environment()
  const answer = env.run(() => fetch(`${server.url}/orders?id=1`))
  const response = await reached.promise
  expect(inWords(env.state)).toEqual([`fetch ${server.url}/orders?id=1`])
  response.write('first, ')
  const body = env.run(async () => (await answer).text())
  await answer
  await turns(5)
  expect(inWords(env.state)).toEqual([`fetch ${server.url}/orders?id=1`])
  response.end('last')
  expect(await body).toBe('first, last')
  expect(busy(env.state)).toBe(0)
})

test('a fetch is under way from the call on, while it connects', async () => {
  await using server = await httpServer((_request, response) => response.end())
  using env = environment()
  const answer = env.run(() => fetch(server.url))
  await Promise.resolve()
  expect(inWords(env.state)).toContain(`fetch ${server.url}/`)
  await answer
})

test('a short body that nobody reads arrives all the same', async () => {
  await using server = await httpServer((_request, response) => response.end('short'))
  using env = environment()
  const answer = await env.run(() => fetch(server.url))
  await until(() => busy(env.state) === 0)
  expect(await answer.text()).toBe('short')
})

test('a long body that nobody reads is idle, and under way again when somebody does', async () => {
  const size = 8_000_000
  await using server = await httpServer((_request, response) => response.end(Buffer.alloc(size)))
  using env = environment()
  const answer = await env.run(() => fetch(server.url))
  await until(() => busy(env.state) === 0)
  const body = env.run(() => answer.bytes())
  await until(() => busy(env.state) > 0)
  expect((await body).length).toBe(size)
  expect(busy(env.state)).toBe(0)
})

test('a body that is sent is under way', async () => {
  const reached = Promise.withResolvers<ServerResponse>()
  await using server = await httpServer((request, response) =>
    request.resume().on('end', () => reached.resolve(response)),
  )
  using env = environment()
  const answer = env.run(() => fetch(server.url, { method: 'POST', body: 'x'.repeat(100_000) }))
  const response = await reached.promise
  expect(inWords(env.state)).toEqual([`fetch ${server.url}/`])
  response.end()
  await answer.then((a) => a.text())
  expect(busy(env.state)).toBe(0)
})

test('each step of a redirect is under way', async () => {
  const reached = Promise.withResolvers<ServerResponse>()
  await using server = await httpServer((request, response) => {
    if (request.url === '/to') return reached.resolve(response)
    response.writeHead(302, { location: '/to' }).end()
  })
  using env = environment()
  const answer = env.run(() => fetch(`${server.url}/from`))
  const response = await reached.promise
  expect(inWords(env.state)).toEqual([`fetch ${server.url}/to`])
  response.end()
  await answer.then((a) => a.text())
  expect(busy(env.state)).toBe(0)
})

test('a fetch that fails is over', async () => {
  await using server = await httpServer((request) => request.socket.destroy())
  using env = environment()
  await expect(env.run(() => fetch(server.url))).rejects.toThrow('fetch failed')
  expect(busy(env.state)).toBe(0)
})

test('a fetch that is refused is over', async () => {
  const server = await httpServer(() => undefined)
  await server[Symbol.asyncDispose]()
  using env = environment()
  await expect(env.run(() => fetch(server.url))).rejects.toThrow('fetch failed')
  expect(busy(env.state)).toBe(0)
})

test('a fetch that is aborted is over', async () => {
  const reached = Promise.withResolvers<void>()
  await using server = await httpServer(() => reached.resolve())
  using env = environment()
  const abort = new AbortController()
  const answer = env.run(() => fetch(server.url, { signal: abort.signal }))
  await reached.promise
  expect(busy(env.state)).toBe(1)
  abort.abort()
  await expect(answer).rejects.toThrow('aborted')
  expect(busy(env.state)).toBe(0)
})

test('a body that is cancelled is over', async () => {
  await using server = await httpServer((_request, response) => void response.write('endless'))
  using env = environment()
  const answer = await env.run(() => fetch(server.url))
  expect(inWords(env.state)).toEqual([`fetch ${server.url}/`])
  await env.run(() => answer.body?.cancel())
  await until(() => busy(env.state) === 0)
})

test('a fetch that is aborted while it connects is over, and its connection with it', async () => {
  const accepted = Promise.withResolvers<void>()
  await using server = await tcpServer(() => accepted.resolve())
  const state = createWork(() => 0)
  using env = environment(state)
  const abort = new AbortController()
  const answer = env.run(() => fetch(server.url, { signal: abort.signal }))
  await Promise.resolve()
  expect(inWords(state)).toContain(`1 socket to 127.0.0.1:${server.port} connecting`)
  abort.abort()
  await expect(answer).rejects.toThrow('aborted')
  await accepted.promise
  await until(() => busy(state) === 0)
})

test('the connection kept alive after a fetch is idle and does not hold the event loop (HND-15)', async () => {
  await using server = await httpServer((_request, response) => response.end('answer'))
  using env = environment()
  await env.run(() => fetch(server.url).then((answer) => answer.text()))
  await turns(2)
  expect([busy(env.state), refd(env.state)]).toEqual([0, []])
})

test('a fetch over a connection that another environment opened counts for its own only', async () => {
  const reached: ServerResponse[] = []
  await using server = await httpServer((_request, response) => void reached.push(response))
  using env = environment()
  const other = createWork()
  const first = env.run(() => fetch(server.url).then((answer) => answer.text()))
  await until(() => reached.length === 1)
  const port = reached[0]?.socket?.remotePort
  reached[0]?.end()
  await first
  await turns(2)
  const second = env.runIn(other, () => fetch(server.url).then((answer) => answer.text()))
  await until(() => reached.length === 2)
  expect(reached[1]?.socket?.remotePort).toBe(port)
  expect([busy(env.state), busy(other)]).toEqual([0, 1])
  reached[1]?.end()
  await second
  expect([busy(env.state), busy(other)]).toEqual([0, 0])
})

test('a fetch without a network is not work', async () => {
  using env = environment()
  const answer = await env.run(() => fetch('data:text/plain,hello'))
  expect(await answer.text()).toBe('hello')
  expect(env.state.changes).toBe(0)
})

const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
let webSocket: WebSocket | undefined
afterEach(() => webSocket?.close())

test('a WebSocket is under way until it is open, and then waits only for answers', async () => {
  const { createHash } = await import('node:crypto')
  await using server = await tcpServer((peer) => {
    peer.once('data', (bytes) => {
      const key = /sec-websocket-key: (\S+)/i.exec(bytes.toString())?.[1] ?? ''
      const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64')
      peer.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
      )
    })
  })
  let now = 0
  const state = createWork(() => now)
  using env = environment(state)
  const opened = new Promise((resolve, reject) => {
    webSocket = env.run(() => new WebSocket(`ws://127.0.0.1:${server.port}/`))
    webSocket.addEventListener('open', resolve)
    webSocket.addEventListener('error', reject)
  })
  await turns(1)
  expect(busy(state)).toBe(1)
  await opened
  busy(state)
  now += ANSWER_QUIET_MS
  expect(busy(state)).toBe(0)
  env.run(() => webSocket?.send('question'))
  await turns(2)
  now += 60_000
  expect(inWords(state)).toEqual([`1 socket to 127.0.0.1:${server.port} waiting for an answer`])
})
