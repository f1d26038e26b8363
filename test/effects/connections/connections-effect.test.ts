import http, { createServer } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import { connect, Socket } from 'node:net'
import { connect as secure, createServer as createSecureServer } from 'node:tls'
import { expect, test } from 'vitest'
import { makeIdentity } from '../../servers/certificate.js'
import { counting } from '../../servers/counting.js'
import { until } from '../work/environment.js'
import { environment } from './environment.js'

test('every way to open a socket is noticed', async () => {
  const identity = makeIdentity()
  const web = await counting(createServer((_request, response) => response.end()))
  const http2 = await counting(createHttp2Server())
  const tls = await counting(createSecureServer(identity))
  using inside = environment()
  const opened: Record<string, () => unknown> = {
    'net.connect': () => connect(web.port, '127.0.0.1'),
    'socket.connect': () => new Socket().connect({ port: web.port, host: '127.0.0.1' }),
    'tls.connect': () => secure({ port: tls.port, host: '127.0.0.1', ca: identity.cert }),
    'http.get': () => http.get({ port: web.port, host: '127.0.0.1' }, (response) => response.resume()),
    'http2.connect': () => connectHttp2(`http://127.0.0.1:${http2.port}`),
    fetch: () => fetch(`http://127.0.0.1:${web.port}/`).then((response) => response.text()),
  }
  for (const [name, open] of Object.entries(opened)) {
    const made = inside.run(open)
    if (made instanceof Promise) await made
    let count = 0
    await until(() => (count += inside.take().opened.length) > 0)
    expect([name, count]).toEqual([name, 1])
  }
  inside.book.end()
  await Promise.all([web, http2, tls].map((server) => server.close()))
})

test('TLS begun on an open socket is one connection', async () => {
  const identity = makeIdentity()
  const tls = await counting(createSecureServer(identity, (socket) => socket.resume()))
  using inside = environment()
  const below = inside.run(() => connect(tls.port, '127.0.0.1'))
  const socket = inside.run(() => secure({ socket: below, ca: identity.cert, servername: 'localhost' }))
  await new Promise((resolve) => socket.once('secureConnect', resolve))
  expect(inside.take().opened).toHaveLength(1)
  inside.book.begin(2)
  await new Promise((resolve) => socket.write('hello', resolve))
  expect(inside.take()).toMatchObject({ opened: [], reused: [{ target: `127.0.0.1:${tls.port}` }] })
  inside.book.end()
  await until(() => socket.closed && below.closed)
  await tls.close()
})

test('sockets of the test are not touched', async () => {
  const web = await counting(createServer())
  using inside = environment()
  const socket = connect(web.port, '127.0.0.1')
  await until(() => !socket.connecting)
  socket.write('GET / HTTP/1.1\r\n\r\n')
  inside.book.lose('reset')
  expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
  expect(socket.destroyed).toBe(false)
  socket.destroy()
  await web.close()
})

test('the undo puts everything back', () => {
  const keys = ['connect', '_write', '_writev'] as const
  const descriptors = (): unknown[] => keys.map((key) => Object.getOwnPropertyDescriptor(Socket.prototype, key))
  const before = descriptors()
  const inside = environment()
  expect(descriptors()).not.toEqual(before)
  inside[Symbol.dispose]()
  expect(descriptors()).toEqual(before)
})
