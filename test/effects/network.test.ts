import { AsyncLocalStorage } from 'node:async_hooks'
import dgram from 'node:dgram'
import dns from 'node:dns'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import net, { type AddressInfo, connect as namedConnect, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createNetwork, networkEffect, NetworkRefusal, type NetworkState } from '../../src/effects/network.js'

const inside = new AsyncLocalStorage<NetworkState>()
const loopback = createNetwork({ mode: 'loopback' })
const open = createNetwork({ mode: 'open' })

function install(): void {
  onTestFinished(networkEffect.install(() => inside.getStore()))
}

/** Every name that is really looked up, whoever asks: it is never sent anywhere. */
const lookedUp: string[] = []

beforeEach(() => {
  lookedUp.length = 0
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(((
    name: string,
    options: dns.LookupOptions,
    done: Function,
  ) => {
    if (!net.isIP(name)) lookedUp.push(name)
    process.nextTick(done, null, options.all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4)
  }) as never)
  return () => spy.mockRestore()
})

async function serve(
  listener: http.RequestListener = (_request, response) => void response.end('hello'),
): Promise<number> {
  const server = http.createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The error of a socket that must not connect. */
async function errorOf(connect: () => NodeJS.EventEmitter): Promise<unknown> {
  const emitter = inside.run(loopback, connect)
  const [error] = (await once(emitter, 'error')) as unknown[]
  return error
}

const agent = { agent: false } as const

test.each<[string, () => NodeJS.EventEmitter, string]>([
  ['net.connect(port, host)', () => net.connect(5432, 'db.example.com'), 'db.example.com:5432'],
  ['net.connect(options)', () => net.connect({ port: 5432, host: 'db.example.com' }), 'db.example.com:5432'],
  ['a named import', () => namedConnect({ port: 1, host: 'db.example.com' }), 'db.example.com:1'],
  ['socket.connect(port, host, callback)', () => new Socket().connect(9, 'x.test', () => undefined), 'x.test:9'],
  ['tls.connect', () => tls.connect({ port: 443, host: 'example.com' }), 'example.com:443'],
  ['http.get', () => http.get('http://example.com/', agent), 'example.com:80'],
  ['https.get', () => https.get('https://example.com/', agent), 'example.com:443'],
  ['http2.connect', () => http2.connect('http://example.com'), 'example.com:80'],
  ['an IPv4 address', () => net.connect(80, '192.0.2.1'), '192.0.2.1:80'],
  ['an IPv6 address', () => net.connect(80, '2001:db8::1'), '2001:db8::1:80'],
  ['tls.connect to an address', () => tls.connect({ port: 443, host: '192.0.2.1' }), '192.0.2.1:443'],
])(
  '%s elsewhere fails, later, with an error that names host and port, and nothing is looked up',
  async (_, connect, where) => {
    install()
    expect(await errorOf(connect)).toMatchObject({
      code: 'ENETUNREACH',
      syscall: 'connect',
      message: expect.stringContaining(`connect ENETUNREACH ${where}: blocked`),
    })
    expect(lookedUp).toEqual([])
  },
)

test('a refused socket behaves as one whose connection failed: connecting at first, closed in the end', async () => {
  install()
  const socket = inside.run(loopback, () => net.connect(80, 'example.com'))
  expect([socket.connecting, socket.destroyed]).toEqual([true, false])
  const connected = vi.fn()
  socket.on('connect', connected)
  const [error] = (await once(socket, 'error')) as unknown[]
  expect(error).toBeInstanceOf(NetworkRefusal)
  await once(socket, 'close')
  expect([socket.connecting, socket.destroyed, connected.mock.calls.length]).toEqual([false, true, 0])
})

test('fetch elsewhere rejects as for any failed connection, with the reason as cause', async () => {
  install()
  const failure = inside.run(loopback, () => fetch('https://api.example.com/orders'))
  await expect(failure).rejects.toMatchObject({
    message: 'fetch failed',
    cause: expect.objectContaining({ code: 'ENETUNREACH', hostname: 'api.example.com', port: 443 }),
  })
  expect(lookedUp).toEqual([])
})

test('a server on this machine is reached, by every name and way', async () => {
  const port = await serve()
  install()
  const texts = await inside.run(loopback, async () => {
    const byName = await fetch(`http://localhost:${port}/`)
    const byAddress = await fetch(`http://127.0.0.1:${port}/`)
    const [response] = (await once(http.get(`http://db.localhost:${port}/`, agent), 'response')) as [
      http.IncomingMessage,
    ]
    return [await byName.text(), await byAddress.text(), String(await response.toArray())]
  })
  expect(texts).toEqual(['hello', 'hello', 'hello'])
})

test('a connection without a host is one to this machine', async () => {
  const port = await serve()
  install()
  const socket = inside.run(loopback, () => net.connect(port))
  await once(socket, 'connect')
  socket.destroy()
  expect(lookedUp).toEqual(['localhost'])
})

// Windows has pipes in their place.
test.skipIf(process.platform === 'win32')('a unix socket is reached', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'network-'))
  const path = join(folder, 'socket')
  const server = net.createServer((socket) => void socket.end('hello')).listen(path)
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await once(server, 'listening')
  install()
  const texts = await inside.run(loopback, () =>
    Promise.all([net.connect(path), net.connect({ path })].map((each) => each.toArray())),
  )
  expect(texts.map(String)).toEqual(['hello', 'hello'])
})

test("a lookup of the caller's own may lead to this machine, and not elsewhere", async () => {
  const port = await serve()
  install()
  for (const [lookup, autoSelectFamily] of [
    [to('127.0.0.1'), false],
    [toAll('127.0.0.1'), true],
  ] as const) {
    const socket = inside.run(loopback, () =>
      net.connect({ port, host: 'db.internal', lookup: lookup as never, autoSelectFamily }),
    )
    await once(socket, 'connect')
    socket.destroy()
  }
  expect(
    await errorOf(() =>
      net.connect({ port: 80, host: 'db.internal', lookup: to('192.0.2.1') as never, autoSelectFamily: false }),
    ),
  ).toMatchObject({ code: 'ENETUNREACH', hostname: 'db.internal', port: 80 })
  expect(
    await errorOf(() => net.connect({ port: 80, host: 'db.internal', lookup: dns.lookup as never })),
  ).toMatchObject({ code: 'ENETUNREACH', hostname: 'db.internal' })
})

test("an error of the caller's own lookup is its own", async () => {
  install()
  const reason = new Error('no such service')
  const lookup = (_host: string, _options: unknown, done: Function): void => done(reason)
  expect(await errorOf(() => net.connect({ port: 80, host: 'db.internal', lookup: lookup as never }))).toBe(reason)
})

test('a library that answers connections itself works, whether it took over before or after', async () => {
  const port = await serve()
  for (const order of ['before', 'after'] as const) {
    let restore = order === 'before' ? answerWith(port) : undefined
    const undo = networkEffect.install(() => inside.getStore())
    restore ??= answerWith(port)
    const socket = inside.run(loopback, () => net.connect(80, 'mocked.example.com'))
    await once(socket, 'connect')
    socket.destroy()
    for (const end of order === 'before' ? [undo, restore] : [restore, undo]) end()
  }
  expect(lookedUp).toEqual([])
})

test("a connection that Node.js itself refuses for its arguments is Node's own error", () => {
  install()
  expect(() => inside.run(loopback, () => new Socket().connect({} as never))).toThrow(
    expect.objectContaining({ code: 'ERR_MISSING_ARGS' }),
  )
  expect(() => inside.run(loopback, () => net.connect({ port: 99_999, host: 'example.com' }))).toThrow(
    expect.objectContaining({ code: 'ERR_SOCKET_BAD_PORT' }),
  )
})

test("with network: 'open', and outside an environment, connections are what they were", async () => {
  const port = await serve()
  install()
  for (const run of [() => inside.run(open, connectElsewhere), connectElsewhere]) {
    const socket = run()
    await once(socket, 'connect')
    socket.destroy()
  }
  expect(lookedUp).toEqual(['somewhere.example.com', 'somewhere.example.com'])
  function connectElsewhere(): net.Socket {
    return net.connect(port, 'somewhere.example.com')
  }
})

test('the undo restores the exact properties', () => {
  const before = look()
  const undo = networkEffect.install(() => inside.getStore())
  expect(look()).not.toEqual(before)
  undo()
  undo()
  expect(look()).toEqual(before)
})

/** Takes over connections as msw does: with its own lookup, towards a server of its own. */
function answerWith(port: number): () => void {
  const real = Socket.prototype.connect as Function
  Socket.prototype.connect = function connect(this: Socket, ...args: unknown[]): Socket {
    const [options, callback] = (Array.isArray(args[0]) ? args[0] : args) as [net.TcpNetConnectOpts, unknown]
    return Reflect.apply(real, this, [{ ...options, port, lookup: toThisMachine }, callback]) as Socket
  } as never
  return () => void (Socket.prototype.connect = real as never)
}

function toThisMachine(_host: string, asked: dns.LookupOptions, done: Function): void {
  process.nextTick(done, null, asked.all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4)
}

function to(address: string) {
  return (_host: string, _options: unknown, done: Function): void => done(null, address, 4)
}

function toAll(address: string) {
  return (_host: string, _options: unknown, done: Function): void => done(null, [{ address, family: 4 }])
}

function look(): unknown[] {
  return [
    Object.getOwnPropertyDescriptor(Socket.prototype, 'connect'),
    Object.getOwnPropertyDescriptors(dns.promises),
    Object.getOwnPropertyDescriptors(dns),
    Object.getOwnPropertyDescriptors(dns.Resolver.prototype),
    Object.getOwnPropertyDescriptors(dgram.Socket.prototype),
  ]
}
