import { once } from 'node:events'
import * as http from 'node:http'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { ANSWER_QUIET_MS } from '../../../src/effects/work/client-socket.js'
import { refd } from '../../../src/effects/work/handles.js'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment, turns, until } from './environment.js'
import { httpServer, tcpServer } from './loopback.js'

/** The socket below is named beside the request while it connects. */
const requests = (lines: readonly string[]): string[] => lines.filter((line) => !line.includes('socket'))

test('a request is under way until its body has arrived', async () => {
  const reached = Promise.withResolvers<http.ServerResponse>()
  await using server = await httpServer((_request, response) => reached.resolve(response))
  using env = environment()
  const request = env.run(() => http.get(`${server.url}/orders?id=1`))
  expect(requests(inWords(env.state))).toEqual([`GET ${server.url}/orders?id=1`])
  const response = await reached.promise
  expect(inWords(env.state)).toEqual([`GET ${server.url}/orders?id=1`])
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>
  response.write('first')
  const [message] = await answered
  message.resume()
  await turns(5)
  expect(busy(env.state)).toBe(1)
  response.end('last')
  await once(message, 'end')
  expect(busy(env.state)).toBe(0)
})

test('a request whose body the function has yet to write is idle', async () => {
  await using server = await httpServer((request, response) => request.resume().on('end', () => response.end()))
  using env = environment()
  const request = env.run(() => http.request(server.url, { method: 'POST' }))
  await once(request, 'socket')
  await until(() => request.socket?.connecting === false)
  expect(requests(inWords(env.state))).toEqual([])
  env.run(() => request.end('body'))
  expect(requests(inWords(env.state))).toEqual([`POST ${server.url}/`])
  const [message] = (await once(request, 'response')) as [http.IncomingMessage]
  await once(message.resume(), 'end')
  expect(busy(env.state)).toBe(0)
})

test('a body that nobody reads is idle once its buffer is full', async () => {
  await using server = await httpServer((_request, response) => void response.write(Buffer.alloc(4_000_000)))
  using env = environment()
  const request = env.run(() => http.get(server.url))
  const [message] = (await once(request, 'response')) as [http.IncomingMessage]
  await until(() => message.readableLength >= message.readableHighWaterMark)
  expect(busy(env.state)).toBe(0)
  message.resume()
  await until(() => busy(env.state) === 1)
  request.destroy()
})

test('a connection kept alive for later requests is idle and does not hold the event loop (HND-15)', async () => {
  await using server = await httpServer((_request, response) => response.end('answer'))
  using env = environment()
  const agent = new http.Agent({ keepAlive: true })
  const get = async (): Promise<http.ClientRequest> => {
    const request = http.get(server.url, { agent })
    const [message] = (await once(request, 'response')) as [http.IncomingMessage]
    await once(message.resume(), 'end')
    return request
  }
  await env.run(get)
  await turns(2)
  expect(Object.keys(agent.freeSockets)).toHaveLength(1)
  expect([busy(env.state), refd(env.state)]).toEqual([0, []])
  const again = await env.run(get)
  expect(again.reusedSocket).toBe(true)
  expect(busy(env.state)).toBe(0)
  agent.destroy()
})

test('a pooled connection used by another environment counts for that one only', async () => {
  const reached: http.ServerResponse[] = []
  await using server = await httpServer((_request, response) => void reached.push(response))
  using env = environment()
  const other = createWork()
  const agent = new http.Agent({ keepAlive: true })
  const first = env.run(() => http.get(server.url, { agent }, (message) => message.resume()))
  await until(() => reached.length === 1)
  reached[0]?.end()
  await once(first, 'close')
  const second = env.runIn(other, () => http.get(server.url, { agent }, (message) => message.resume()))
  await until(() => reached.length === 2)
  expect(second.reusedSocket).toBe(true)
  expect([busy(env.state), busy(other)]).toEqual([0, 1])
  reached[1]?.end()
  await once(second, 'close')
  expect([busy(env.state), busy(other)]).toEqual([0, 0])
  agent.destroy()
})

test('a request that waits for a free connection of its agent is under way', async () => {
  const reached: http.ServerResponse[] = []
  await using server = await httpServer((_request, response) => void reached.push(response))
  using env = environment()
  const agent = new http.Agent({ maxSockets: 1 })
  const both = env.run(() => ['/1', '/2'].map((path) => http.get(`${server.url}${path}`, { agent }, (m) => m.resume())))
  const closed = Promise.all(both.map((request) => once(request, 'close')))
  await until(() => reached.length === 1)
  expect(inWords(env.state)).toEqual([`GET ${server.url}/1`, `GET ${server.url}/2`])
  reached[0]?.end()
  await until(() => reached.length === 2)
  reached[1]?.end()
  await closed
  expect(busy(env.state)).toBe(0)
})

test('a request whose connection breaks is over', async () => {
  await using server = await httpServer((request) => request.socket.destroy())
  using env = environment()
  const request = env.run(() => http.get(server.url))
  await expect(once(request, 'response')).rejects.toThrow('socket hang up')
  expect(busy(env.state)).toBe(0)
})

test('a request that is destroyed while it waits is over', async () => {
  const reached = Promise.withResolvers<void>()
  await using server = await httpServer(() => reached.resolve())
  using env = environment()
  const request = env.run(() => http.get(server.url).on('error', () => undefined))
  await reached.promise
  expect(busy(env.state)).toBe(1)
  request.destroy()
  expect(busy(env.state)).toBe(0)
})

test('a response that breaks off is over', async () => {
  await using server = await httpServer((request, response) => {
    response.write('part', () => request.socket.destroy())
  })
  using env = environment()
  const request = env.run(() => http.get(server.url))
  const [message] = (await once(request, 'response')) as [http.IncomingMessage]
  await expect(once(message.resume(), 'end')).rejects.toThrow('aborted')
  expect(busy(env.state)).toBe(0)
})

test('after an upgrade the socket is watched as any other', async () => {
  await using server = await tcpServer((peer) => {
    peer.once('data', () => {
      peer.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
      peer.on('data', (bytes) => peer.write(bytes))
    })
  })
  let now = 0
  const state = createWork(() => now)
  using env = environment(state)
  const request = env.run(() => http.get(server.url, { headers: { connection: 'upgrade', upgrade: 'echo' } }))
  const [, socket] = (await once(request, 'upgrade')) as [http.IncomingMessage, Duplex]
  expect(busy(state)).toBe(0)
  expect(busy(state)).toBe(1)
  now += ANSWER_QUIET_MS
  expect(busy(state)).toBe(0)
  env.run(() => socket.write('message'))
  now += 60_000
  expect(inWords(state)).toEqual([`1 socket to 127.0.0.1:${server.port} waiting for an answer`])
  await once(socket, 'data')
  busy(state)
  now += ANSWER_QUIET_MS
  expect(busy(state)).toBe(0)
  socket.destroy()
})

test('a mocked request is under way until the mock answers: by whose timers, nobody can tell', async () => {
  using env = environment()
  const mock = new Duplex({ read: () => undefined, write: (_chunk, _encoding, written) => written() })
  const request = env.run(() => http.get('http://mocked.test/', { createConnection: () => mock }))
  await once(request, 'finish')
  expect(inWords(env.state)).toEqual(['GET http://mocked.test/'])
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>
  mock.push('HTTP/1.1 204 No Content\r\n\r\n')
  const [message] = await answered
  await once(message.resume(), 'end')
  expect(busy(env.state)).toBe(0)
})

test('requests of the test itself are not counted', async () => {
  await using server = await httpServer((_request, response) => response.end())
  using env = environment()
  const request = http.get(server.url, (message) => message.resume())
  expect(env.state.changes).toBe(0)
  await once(request, 'close')
  expect(env.state.changes).toBe(0)
})

test('a body that has come and that nobody takes is left unfinished; an empty one is not, nor one that flows', async () => {
  await using server = await httpServer((request, response) => response.end(request.url === '/full' ? 'body' : ''))
  using env = environment()
  const left = (): number =>
    [...env.state.pieces.keys()].filter((work) => work.kind === 'http' && work.unfinished?.()).length
  const answer = async (path: string): Promise<http.IncomingMessage> => {
    const request = env.run(() => http.get(`${server.url}${path}`))
    const [message] = (await once(request, 'response')) as [http.IncomingMessage]
    await until(() => message.complete)
    return message
  }
  const empty = await answer('/empty')
  expect(left()).toBe(0)
  const full = await answer('/full')
  expect(left()).toBe(1)
  full.resume()
  expect(left()).toBe(0)
  await once(full, 'end')
  empty.destroy()
})
