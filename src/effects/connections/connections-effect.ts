// The effect that notices the sockets an environment opens, and lets none use the connections of another.

import { Socket } from 'node:net'
import type { ClientHttp2Stream } from 'node:http2'
import { CallSite } from '../clock/call-site.js'
import { connectTarget } from '../connect-target.js'
import type { Current, Effect, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import { listen } from '../work/channels.js'
import { socketBelow } from '../work/node-internals.js'
import type { ConnectionBook } from './connection-book.js'
import type { OpenConnection } from './open-connection.js'

/** Calls that open a connection lie deep in their clients: `fetch` alone is 27 frames above its socket. */
const FRAMES = 64

type Method = (...args: unknown[]) => unknown

/** `net.Socket` is what net, tls, http, https, http2, fetch, WebSocket and database drivers have in common. */
export const connectionsEffect: Effect<ConnectionBook> = {
  name: 'connections',
  install(current) {
    const known = new WeakMap<Socket, OpenConnection>()
    return unwind([
      noticeBodies(current),
      noticeConnect(current, known),
      noticeWrites(known),
      noticeHttp2Streams(current),
    ])
  },
}

/**
 * For a request with a body undici connects a microtask later, when no frame leads to the request any more. It tells of
 * the request before it queues that microtask, so the one that is queued here is the last before it.
 */
function noticeBodies(current: Current<ConnectionBook>): Undo {
  const onRequest = ({ request }: { request: { readonly body?: unknown } }): void => {
    const book = request.body ? current() : undefined
    if (!book) return
    const site = new CallSite(onRequest, FRAMES)
    queueMicrotask(() => book.request(site))
  }
  return listen({ 'undici:request:create': onRequest })
}

function noticeConnect(current: Current<ConnectionBook>, known: WeakMap<Socket, OpenConnection>): Undo {
  const original = Socket.prototype.connect as Method
  function connect(this: Socket, ...args: unknown[]): unknown {
    const book = current()
    if (book) {
      const connection = book.add(this, connectTarget(args), new CallSite(connect, FRAMES))
      if (connection) known.set(this, connection)
    }
    return Reflect.apply(original, this, args)
  }
  return patch(Socket.prototype, 'connect', { value: connect })
}

/** All writes end up in these two, buffered ones too, except those of HTTP/2, which go past the JavaScript of a socket. */
function noticeWrites(known: WeakMap<Socket, OpenConnection>): Undo {
  const find = (socket: Socket): OpenConnection | undefined => {
    const below = socketBelow(socket) as Socket | undefined
    const connection = below && known.get(below)
    if (!connection) return undefined
    connection.secureBy(socket)
    known.set(socket, connection)
    return connection
  }
  return unwind(
    (['_write', '_writev'] as const).map((name) => {
      const original = Reflect.get(Socket.prototype, name) as Method | undefined
      // They are Node's own: without one of them, a lost peer is met when something is read.
      if (typeof original !== 'function') return () => undefined
      return patch(Socket.prototype, name, {
        value(this: Socket, ...args: unknown[]): unknown {
          const connection = known.get(this) ?? find(this)
          if (connection?.send(args.at(-1) as () => void)) return undefined
          return Reflect.apply(original, this, args)
        },
      })
    }),
  )
}

/** Early releases of Node.js 22 (22.12) do not publish on this channel: there, a request on a lost session just waits. */
function noticeHttp2Streams(current: Current<ConnectionBook>): Undo {
  return listen({
    'http2.client.stream.created': ({ stream }: { stream: ClientHttp2Stream }) => {
      current()
        ?.find(stream.session?.socket?.localPort)
        ?.send(() => undefined)
    },
  })
}
