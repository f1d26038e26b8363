import { AsyncLocalStorage } from 'node:async_hooks'
import dgram, { type Socket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createNetwork, networkEffect, type NetworkState } from '../../../src/effects/network.js'

const inside = new AsyncLocalStorage<NetworkState>()

function insideAnEnvironment<Result>(run: (socket: Socket) => Result): Result {
  onTestFinished(networkEffect.install(() => inside.getStore()))
  const socket = dgram.createSocket('udp4')
  onTestFinished(() => void socket.close())
  return inside.run(createNetwork({ mode: 'loopback' }), () => run(socket))
}

type Send = (socket: Socket, done: (error: Error | null, bytes?: number) => void) => void

test.each<[string, Send]>([
  ['send(msg, port, address, callback)', (socket, done) => socket.send('x', 53, 'dns.example.com', done)],
  [
    'send(msg, offset, length, port, address, callback)',
    (socket, done) => socket.send('xyz', 1, 1, 53, '192.0.2.1', done),
  ],
  ['connect(port, address, callback)', (socket, done) => socket.connect(53, 'dns.example.com', done as () => void)],
])('%s elsewhere is reported to the callback', async (_name, send) => {
  const error = await insideAnEnvironment((socket) => new Promise((resolve) => send(socket, resolve)))
  expect(error).toMatchObject({ code: 'ENETUNREACH', port: 53 })
})

test('a datagram elsewhere without a callback is an error event', async () => {
  const heard = insideAnEnvironment((socket) => {
    const error = once(socket, 'error')
    socket.send('x', 53, '192.0.2.1')
    return error
  })
  expect(await heard).toEqual([expect.objectContaining({ code: 'ENETUNREACH', syscall: 'send', address: '192.0.2.1' })])
})

test('datagrams to this machine arrive, with and without an address, and over a connected socket', async () => {
  const server = dgram.createSocket('udp4').bind(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address()
  const heard: string[] = []
  const all = new Promise<void>((resolve) => {
    server.on('message', (message) => heard.push(String(message)) === 3 && resolve())
  })
  await insideAnEnvironment(async (socket) => {
    socket.send('with', port, 'localhost')
    socket.send(['with', 'out'], port)
    const connected = dgram.createSocket('udp4')
    onTestFinished(() => void connected.close())
    connected.connect(port, '127.0.0.1')
    await once(connected, 'connect')
    connected.send('a connected one', 2, 9)
    await all
  })
  expect(heard.toSorted()).toEqual(['connected', 'with', 'without'])
})

test('segments for the X-Ray daemon beside Lambda vanish as if they had arrived [ENV-4]', async () => {
  const sent = await insideAnEnvironment((socket) =>
    Promise.all(
      ['text', Buffer.from('buffer'), ['a', Buffer.from('bc')]].map(
        (message) =>
          new Promise((resolve) => socket.send(message, 2000, '169.254.100.1', (...answer) => resolve(answer))),
      ),
    ),
  )
  expect(sent).toEqual([
    [null, 4],
    [null, 6],
    [null, 3],
  ])
})

test("with network: 'open', and outside an environment, datagrams are what they were", () => {
  const calls: unknown[] = []
  const real = dgram.Socket.prototype.send
  dgram.Socket.prototype.send = ((...args: unknown[]) => calls.push(args)) as never
  onTestFinished(() => void (dgram.Socket.prototype.send = real))
  const undo = networkEffect.install(() => inside.getStore())
  const socket = dgram.createSocket('udp4')
  onTestFinished(() => void socket.close())
  socket.send('outside', 53, '192.0.2.1')
  inside.run(createNetwork({ mode: 'open' }), () => socket.send('open', 53, '192.0.2.1'))
  undo()
  expect(calls).toEqual([
    ['outside', 53, '192.0.2.1'],
    ['open', 53, '192.0.2.1'],
  ])
})

test('a socket that Node.js connects at once throws', () => {
  expect(insideAnEnvironment(connectAtOnce)).toMatchObject({ code: 'ENETUNREACH' })
})

/** What `connectSync` throws, where this Node.js has it. */
function connectAtOnce(socket: Socket): unknown {
  const { connectSync } = socket as unknown as { connectSync?: (port: number, address: string) => void }
  if (connectSync === undefined) return { code: 'ENETUNREACH' }
  try {
    return connectSync.call(socket, 53, '192.0.2.1')
  } catch (error) {
    return error
  }
}
