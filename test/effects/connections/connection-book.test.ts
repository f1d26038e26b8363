import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { until } from '../work/environment.js'
import { counting } from '../../servers/counting.js'
import { lineServer } from '../../servers/lines.js'
import { unreachable } from '../../../src/effects/network/refusal.js'
import { environment } from './environment.js'

/** A connected socket of an environment. */
async function open(inside: ReturnType<typeof environment>, port: number): Promise<Socket> {
  const socket = inside.run(() => connect(port, '127.0.0.1'))
  socket.on('error', () => {})
  await until(() => !socket.connecting)
  return socket
}

async function ask(socket: Socket): Promise<void> {
  const before = socket.bytesRead
  socket.resume()
  socket.write('hello\n')
  await until(() => socket.bytesRead > before)
}

describe('the book of an environment', () => {
  test('is the same empty record while nothing was opened', () => {
    using inside = environment()
    inside.book.begin(1)
    expect(inside.take()).toBe(inside.take())
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
    expect(inside.book.thaw()).toBe(false)
  })

  test('has what Init opened without an invocation, and what an invocation opened with its index', async () => {
    using inside = environment()
    const server = await lineServer()
    await open(inside, server.port)
    inside.book.begin(1)
    await open(inside, server.port)
    const at = 'src/client.ts:1:1'
    const target = `127.0.0.1:${server.port}`
    expect(inside.take().opened).toEqual([
      { target, at },
      { target, at, invocation: 1 },
    ])
    inside.book.end()
    await server.close()
  })

  test('has a connection that was refused, once, as blocked and not as opened', async () => {
    using inside = environment()
    inside.book.begin(2)
    const socket = inside.run(() => connect(443, '127.0.0.1', () => expect.unreachable()))
    socket.on('error', () => {})
    socket.destroy(unreachable('connect', 'api.example.com', 443))
    const blocked = [{ target: '127.0.0.1:443', at: 'src/client.ts:1:1', invocation: 2 }]
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked })
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
  })

  test('has a connection as reused when something is sent on it in a later invocation', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    inside.take()
    inside.book.begin(2)
    expect(inside.take().reused).toEqual([])
    inside.book.begin(3)
    await ask(socket)
    expect(inside.take()).toMatchObject({ opened: [], reused: [{ target: `127.0.0.1:${server.port}` }], stale: [] })
    inside.book.begin(4)
    expect(inside.take().reused).toEqual([])
    inside.book.end()
    await server.close()
  })

  test('does not count what was sent before the invocation began', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    inside.take()
    await ask(socket)
    inside.book.begin(2)
    expect(inside.take().reused).toEqual([])
    inside.book.end()
    await server.close()
  })

  test('forgets what the function has closed itself, and does not call it stale [FRZ-9]', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    inside.take()
    inside.book.begin(2)
    socket.resume().end()
    inside.take()
    await until(() => socket.closed)
    inside.book.thaw()
    inside.book.begin(3)
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
    await server.close()
  })

  test('leaves out what reached nobody', async () => {
    using inside = environment()
    const server = await lineServer()
    await server.close()
    const socket = inside.run(() => connect(server.port, '127.0.0.1'))
    socket.on('error', () => {})
    await until(() => socket.closed)
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
  })

  test('leaves out sockets of the test, and of another environment', async () => {
    using inside = environment()
    using other = environment()
    const server = await lineServer()
    const [theirs, tests] = [await open(other, server.port), connect(server.port, '127.0.0.1')]
    await until(() => !tests.connecting)
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
    expect(other.take().opened).toHaveLength(1)
    for (const socket of [theirs, tests]) socket.destroy()
    await server.close()
  })

  test('ends every socket with its environment, and each that comes later', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    inside.book.end()
    await until(() => socket.closed && server.open === 0)
    const late = inside.run(() => connect(server.port, '127.0.0.1'))
    await until(() => late.closed)
    expect(inside.take()).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
    await server.close()
  })

  test('says what is frozen: records do not change', async () => {
    using inside = environment()
    const server = await lineServer()
    await open(inside, server.port)
    const taken = inside.take()
    for (const part of [taken, taken.opened, taken.opened[0], taken.reused, taken.stale]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
    inside.book.end()
    await server.close()
  })
})

describe('peers that go while everything is frozen', () => {
  test('close: the peer sees it at once, the function at the thaw [FRZ-9]', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    socket.resume()
    inside.take()
    inside.book.lose('closed')
    await until(() => server.open === 0)
    expect(socket.destroyed).toBe(false)
    expect(inside.book.isClosing).toBe(false)
    expect(inside.book.thaw()).toBe(true)
    expect(inside.book.isClosing).toBe(true)
    await until(() => socket.closed)
    expect(inside.book.isClosing).toBe(false)
    expect(inside.take().stale).toHaveLength(1)
    expect(inside.book.thaw()).toBe(false)
    await server.close()
  })

  test('reset: the function knows nothing until it writes [FRZ-9]', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    inside.take()
    inside.book.lose('reset')
    await until(() => server.open === 0)
    expect(inside.book.thaw()).toBe(false)
    inside.book.begin(2)
    expect(inside.take().stale).toHaveLength(1)
    const sent = new Promise((resolve) => socket.write('hello\n', resolve))
    expect(await sent).toBeFalsy()
    await until(() => socket.closed)
    expect(socket.errored).toMatchObject({ code: 'ECONNRESET' })
    expect(inside.take()).toMatchObject({ opened: [], reused: [], stale: [{}] })
    expect(inside.take().stale).toEqual([])
    await server.close()
  })

  test('reset meets several writes at once only once [FRZ-9]', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    const errors: unknown[] = []
    socket.on('error', (error) => errors.push(error))
    inside.take()
    inside.book.lose('reset')
    inside.book.thaw()
    socket.cork()
    for (const line of ['a\n', 'b\n', 'c\n']) socket.write(line)
    socket.uncork()
    socket.write('d\n')
    await until(() => socket.closed)
    expect(errors).toHaveLength(1)
    await server.close()
  })

  test('are not lost twice', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = await open(inside, server.port)
    socket.resume()
    inside.take()
    inside.book.lose('closed')
    inside.book.lose('reset')
    expect(inside.book.thaw()).toBe(true)
    await until(() => socket.closed)
    expect(socket.errored).toBeNull()
    await server.close()
  })

  test('cannot be lost by a socket that has not reached them', async () => {
    using inside = environment()
    const server = await lineServer()
    const socket = inside.run(() => connect(server.port, '127.0.0.1'))
    inside.book.lose('reset')
    await until(() => !socket.connecting)
    await ask(socket)
    expect(inside.take().opened).toHaveLength(1)
    inside.book.end()
    await server.close()
  })

  test('that keep their side open do not hold up the function’s end [FRZ-9]', async () => {
    using inside = environment()
    const stubborn = await counting(createServer({ allowHalfOpen: true }, () => {}))
    const socket = await open(inside, stubborn.port)
    socket.resume()
    inside.take()
    inside.book.lose('closed')
    inside.book.thaw()
    await until(() => socket.closed)
    expect(inside.take().stale).toHaveLength(1)
    await stubborn.close()
  })
})
