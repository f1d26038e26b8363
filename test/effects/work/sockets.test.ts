import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import * as tls from 'node:tls'
import { describe, expect, test } from 'vitest'
import { ANSWER_QUIET_MS, GREETING_MS } from '../../../src/effects/work/client-socket.js'
import { trackSockets } from '../../../src/effects/work/sockets.js'
import { busy, createWork, describe as inWords, type WorkState } from '../../../src/effects/work/work.js'
import { environment, turns, until } from './environment.js'
import { tcpServer } from './loopback.js'

/** A state whose clock stands still, so that nothing becomes quiet unless the test says so. */
function stopped(): { state: WorkState; pass: (ms: number) => void } {
  let now = 0
  return { state: createWork(() => now), pass: (ms) => void (now += ms) }
}

/** TLS without certificates: both sides know the key. */
const PSK = {
  ciphers: 'PSK',
  maxVersion: 'TLSv1.2',
  pskCallback: () => ({ psk: Buffer.alloc(16, 7), identity: 'function' }),
  checkServerIdentity: () => undefined,
} as const
const PSK_SERVER = { ...PSK, isServer: true, pskCallback: () => Buffer.alloc(16, 7) } as const

test('a socket is under way from connect until it is connected and the server has had its say', async () => {
  await using server = await tcpServer(() => undefined)
  const { state, pass } = stopped()
  using env = environment(state)
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  expect(inWords(state)).toEqual([`1 socket to 127.0.0.1:${server.port} connecting`])
  await once(socket, 'connect')
  expect(busy(state)).toBe(1)
  pass(GREETING_MS)
  expect(busy(state)).toBe(0)
  socket.destroy()
})

test('a socket is under way from a write until its answer', async () => {
  await using server = await tcpServer((peer) => peer.on('data', (bytes) => bytes.at(0) === 81 && peer.write('answer')))
  const { state, pass } = stopped()
  using env = environment(state)
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  await once(socket, 'connect')
  env.run(() => socket.write('no question'))
  await turns(5)
  pass(60_000)
  expect(inWords(state)).toEqual([`1 socket to 127.0.0.1:${server.port} waiting for an answer`])
  socket.write('Question')
  await once(socket, 'data')
  expect(busy(state)).toBe(1)
  pass(ANSWER_QUIET_MS)
  expect(busy(state)).toBe(0)
  socket.destroy()
})

test('a socket that is corked waits as well, since its bytes go out together', async () => {
  await using server = await tcpServer((peer) => peer.on('data', (bytes) => peer.write(bytes)))
  const { state, pass } = stopped()
  using env = environment(state)
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  await once(socket, 'connect')
  socket.cork()
  socket.write('one')
  socket.write('two')
  socket.uncork()
  await until(() => socket.writableLength === 0)
  const answered = once(socket, 'data')
  expect(busy(state)).toBe(1)
  await answered
  busy(state)
  pass(ANSWER_QUIET_MS)
  expect(busy(state)).toBe(0)
  socket.destroy()
})

describe('however the target is written, it is named', () => {
  test.each<[string, (socket: Socket, port: number) => Socket]>([
    ['port and host', (socket, port) => socket.connect(port, '127.0.0.1')],
    ['options', (socket, port) => socket.connect({ port, host: '127.0.0.1' })],
    ['options and callback', (socket, port) => socket.connect({ port, host: '127.0.0.1' }, () => undefined)],
    ['net.connect', (_socket, port) => connect({ port, host: '127.0.0.1' })],
  ])('%s', async (_name, start) => {
    await using server = await tcpServer(() => undefined)
    using env = environment()
    const socket = env.run(() => start(new Socket(), server.port))
    expect(inWords(env.state)).toEqual([`1 socket to 127.0.0.1:${server.port} connecting`])
    await once(socket, 'connect')
    socket.destroy()
  })

  test('port only', () => {
    using env = environment()
    const socket = env.run(() => connect(9).on('error', () => undefined))
    expect(inWords(env.state)[0]).toBe('1 socket to localhost:9 connecting')
    socket.destroy()
  })

  test('a path', async () => {
    using env = environment()
    const socket = env.run(() => connect('/nothing/here.sock'))
    expect(inWords(env.state)).toEqual(['1 socket to /nothing/here.sock connecting'])
    await expect(once(socket, 'connect')).rejects.toThrow('here.sock')
    expect(busy(env.state)).toBe(0)
  })
})

test('sockets to one server are described together', async () => {
  await using server = await tcpServer(() => undefined)
  using env = environment()
  const sockets = env.run(() => [1, 2].map(() => connect(server.port, '127.0.0.1')))
  expect(inWords(env.state)).toEqual([`2 sockets to 127.0.0.1:${server.port} connecting`])
  sockets.forEach((socket) => void socket.destroy())
  expect(busy(env.state)).toBe(0)
})

test('a refused connection is over', async () => {
  const server = await tcpServer(() => undefined)
  await server[Symbol.asyncDispose]()
  using env = environment()
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  expect(busy(env.state)).toBe(1)
  await once(socket, 'close').catch(() => once(socket, 'close'))
  expect(busy(env.state)).toBe(0)
})

test('a socket that connects again is under way again', async () => {
  await using server = await tcpServer((peer) => peer.end())
  using env = environment()
  const socket = env.run(() => connect(server.port, '127.0.0.1').resume())
  await once(socket, 'close')
  expect(busy(env.state)).toBe(0)
  env.run(() => socket.connect(server.port, '127.0.0.1'))
  expect(busy(env.state)).toBe(1)
  await once(socket, 'close')
})

test('a TLS socket is under way during its handshake and until its answer', async () => {
  await using server = await tcpServer((peer) => {
    const secure = new tls.TLSSocket(peer, PSK_SERVER)
    secure.on('error', () => undefined).on('data', (bytes) => secure.write(bytes))
  })
  const { state, pass } = stopped()
  using env = environment(state)
  const socket = env.run(() => tls.connect({ port: server.port, host: '127.0.0.1', ...PSK }))
  await once(socket, 'connect')
  pass(60_000)
  expect(inWords(state)).toEqual([`1 socket to 127.0.0.1:${server.port} waiting for an answer`])
  await once(socket, 'secureConnect')
  busy(state)
  pass(GREETING_MS)
  expect(busy(state)).toBe(0)
  socket.write('ping')
  pass(60_000)
  expect(busy(state)).toBe(1)
  await once(socket, 'data')
  busy(state)
  pass(ANSWER_QUIET_MS)
  expect(busy(state)).toBe(0)
  socket.destroy()
})

test('TLS begun on an open socket is under way until its answer', async () => {
  await using server = await tcpServer((peer) => {
    peer.once('data', () => {
      peer.write('S')
      const secure = new tls.TLSSocket(peer, PSK_SERVER)
      secure.on('error', () => undefined).on('data', (bytes) => secure.write(bytes))
    })
  })
  const { state, pass } = stopped()
  using env = environment(state)
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  socket.write('SSLRequest')
  await once(socket, 'data')
  const secure = env.run(() => tls.connect({ socket, ...PSK }))
  await once(secure, 'secureConnect')
  busy(state)
  pass(ANSWER_QUIET_MS)
  expect(busy(state)).toBe(0)
  secure.write('query')
  pass(60_000)
  expect(busy(state)).toBe(1)
  await once(secure, 'data')
  busy(state)
  pass(ANSWER_QUIET_MS)
  expect(busy(state)).toBe(0)
  secure.destroy()
})

test('a socket belongs to the environment that opened it, whoever writes to it', async () => {
  await using server = await tcpServer(() => undefined)
  using env = environment()
  const other = createWork()
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  await once(socket, 'connect')
  env.runIn(other, () => socket.write('question'))
  expect([busy(env.state), busy(other)]).toEqual([1, 0])
  socket.destroy()
})

test('a socket that the test opened is never counted', async () => {
  await using server = await tcpServer(() => undefined)
  using env = environment()
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  env.run(() => socket.write('question'))
  expect(busy(env.state)).toBe(0)
  socket.destroy()
})

test('the server side of a connection to a server of the environment is not waited for', async () => {
  using env = environment()
  await using server = await env.run(() => tcpServer((peer) => peer.write('hello')))
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'data')
  expect(busy(env.state)).toBe(0)
  socket.destroy()
})

test('the undo restores the methods of Socket.prototype', () => {
  const names = ['connect', '_write', '_writev'] as const
  const before = names.map((name) => Object.getOwnPropertyDescriptor(Socket.prototype, name))
  const sockets = trackSockets(() => undefined)
  expect(Object.getOwnPropertyDescriptor(Socket.prototype, 'connect')).not.toEqual(before[0])
  sockets.undo()
  expect(names.map((name) => Object.getOwnPropertyDescriptor(Socket.prototype, name))).toEqual(before)
})
