import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { unwatchFile, watch, watchFile } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { refd } from '../../../src/effects/work/handles.js'
import { createWork } from '../../../src/effects/work/work.js'
import { environment, turns, until } from './environment.js'
import { tcpServer } from './loopback.js'

test('an open socket holds the event loop until it is closed (CB-1)', async () => {
  await using server = await tcpServer(() => undefined)
  using env = environment()
  const socket = env.run(() => connect(server.port, '127.0.0.1'))
  await once(socket, 'connect')
  expect(refd(env.state)).toEqual([`open socket to 127.0.0.1:${server.port}`])
  socket.destroy()
  await until(() => refd(env.state).length === 0)
})

test('an open socket that was unref’d does not hold it (HND-12)', async () => {
  await using server = await tcpServer(() => undefined)
  using env = environment()
  const socket = env.run(() => connect(server.port, '127.0.0.1').unref())
  await turns(1)
  expect(refd(env.state)).toEqual([])
  socket.ref()
  expect(refd(env.state)).toHaveLength(1)
  socket.destroy()
})

test('several sockets to one server are put together', async () => {
  await using server = await tcpServer(() => undefined)
  using env = environment()
  const sockets = env.run(() => [1, 2].map(() => connect(server.port, '127.0.0.1')))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  expect(refd(env.state)).toEqual([`open socket to 127.0.0.1:${server.port} (2 times)`])
  sockets.forEach((socket) => void socket.destroy())
})

test('a server holds it until it is closed', async () => {
  using env = environment()
  const server = env.run(() => createServer().listen(0, '127.0.0.1'))
  await once(server, 'listening')
  expect(refd(env.state)).toEqual([`server on 127.0.0.1:${(server.address() as AddressInfo).port}`])
  await new Promise((resolve) => server.close(resolve))
  await until(() => refd(env.state).length === 0)
})

test('a UDP socket holds it', async () => {
  using env = environment()
  const socket = env.run(() => createSocket('udp4').bind(0, '127.0.0.1'))
  await once(socket, 'listening')
  expect(refd(env.state)).toEqual([`UDP socket on 127.0.0.1:${socket.address().port}`])
  socket.close()
  await until(() => refd(env.state).length === 0)
})

test('a socket that is not open yet, or that a mock stands in for, does not hold it (HND-12)', async () => {
  using env = environment()
  const unbound = env.run(() => createSocket('udp4'))
  expect(refd(env.state)).toEqual([])
  unbound.close()
  const looksUp = env.run(() => connect({ port: 9, host: 'slow.test', lookup: () => undefined }))
  expect(refd(env.state)).toEqual([])
  looksUp.destroy()
})

const listener = (): void => undefined

test('watchers hold it', async () => {
  using env = environment()
  const watcher = env.run(() => watch(import.meta.dirname))
  env.run(() => watchFile(import.meta.filename, listener))
  expect(refd(env.state).toSorted()).toEqual(['fs.watch', 'fs.watchFile'])
  watcher.close()
  unwatchFile(import.meta.filename, listener)
  await until(() => refd(env.state).length === 0)
})

test('a message port holds it while it listens', async () => {
  using env = environment()
  const { port1, port2 } = env.run(() => new MessageChannel())
  expect(refd(env.state)).toEqual([])
  port1.on('message', () => undefined)
  expect(refd(env.state)).toEqual(['message port'])
  port1.close()
  port2.close()
  await until(() => refd(env.state).length === 0)
})

test('what the test has open holds no environment', async () => {
  using env = environment()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  expect(refd(env.state)).toEqual([])
  await new Promise((resolve) => server.close(resolve))
})

test('an environment sees only its own', async () => {
  using env = environment()
  const other = createWork()
  const server = env.runIn(other, () => createServer().listen(0, '127.0.0.1'))
  await once(server, 'listening')
  expect([refd(env.state), refd(other).length]).toEqual([[], 1])
  await new Promise((resolve) => server.close(resolve))
})
