import { AsyncLocalStorage } from 'node:async_hooks'
import { Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { CallSite } from '../../../src/effects/clock/call-site.js'
import { OpenConnection } from '../../../src/effects/connections/open-connection.js'
import { unreachable } from '../../../src/effects/network/refusal.js'
import { until } from '../work/environment.js'

const target = { text: '127.0.0.1:5432', isLocal: false }

/** A socket with a handle that says where it is connected to, or nowhere. */
function socketTo(peer: string | undefined): Socket {
  class Handle {
    getpeername(found: { address?: string; port?: number }): void {
      if (peer !== undefined) Object.assign(found, { address: peer, port: 5432 })
    }
  }
  return Object.assign(new Socket(), { _handle: new Handle() })
}

function connection(socket: Socket = socketTo('127.0.0.1'), local = false): OpenConnection {
  return new OpenConnection(socket, { ...target, isLocal: local }, [new CallSite(connection)], 3)
}

describe('a connection', () => {
  test('is one when its socket has reached a peer', () => {
    const socket = socketTo('127.0.0.1')
    const made = connection(socket)
    expect(made.isNew).toBe(false)
    socket.emit('connect')
    expect(made.isNew).toBe(true)
    made.isTold = true
    expect(made.isNew).toBe(false)
  })

  test('is none when a mock stands in for the peer', () => {
    for (const socket of [socketTo(undefined), new Socket()]) {
      const made = connection(socket)
      socket.emit('connect')
      expect(made.isNew).toBe(false)
    }
  })

  test('over a local socket has a peer without an address', () => {
    const socket = socketTo(undefined)
    const made = connection(socket, true)
    socket.emit('connect')
    expect(made.isNew).toBe(true)
  })

  test('says where it was opened, by whom, and to where, and looks that up once', () => {
    const locate = vi.fn(() => ({ at: 'src/db.ts:1:2' }))
    const made = connection()
    expect(made.describe(locate)).toEqual({ target: '127.0.0.1:5432', at: 'src/db.ts:1:2', invocation: 3 })
    expect(made.describe(locate)).toBe(made.describe(locate))
    expect(locate).toHaveBeenCalledOnce()
  })

  test('says where it was asked for when no frame of its own is known', () => {
    const [own, asked] = [new CallSite(connection), new CallSite(connection)]
    const made = new OpenConnection(new Socket(), target, [own, asked], 1)
    expect(made.describe((origin) => (origin === asked ? { at: 'src/a.ts:1:2' } : {})).at).toBe('src/a.ts:1:2')
  })

  test('says which copy of a package opened it when it was blocked, and not when it was let', () => {
    const bundled = { package: 'pg', file: 'dist/handler.js' }
    const refused = new Socket()
    const [blocked, open] = [connection(refused), connection()]
    refused.on('error', () => undefined).destroy(unreachable('connect', 'db.example.com', 5432))
    expect(blocked.describe(() => ({ bundled }))).toEqual({ target: '127.0.0.1:5432', invocation: 3, bundled })
    expect(open.describe(() => ({ bundled }))).toEqual({ target: '127.0.0.1:5432', invocation: 3 })
  })

  test('leaves out what is not known', () => {
    const made = new OpenConnection(new Socket(), target, [new CallSite(connection)], undefined)
    expect(made.describe(() => ({}))).toStrictEqual({ target: '127.0.0.1:5432' })
  })

  test('that is lost ends in the context in which it was opened', async () => {
    const storage = new AsyncLocalStorage<string>()
    const socket = new Socket({ handle: undefined } as never)
    const made = storage.run('home', () => connection(socket))
    const seen: unknown[] = []
    socket.on('close', () => seen.push(storage.getStore()))
    storage.run('elsewhere', () => made.end())
    await until(() => seen.length > 0)
    expect(seen).toEqual(['home'])
  })
})
