// Notices the client sockets that an environment opens and each write to them.

import { Socket } from 'node:net'
import { connectTarget } from '../connect-target.js'
import type { Current, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import type { Way } from '../whose.js'
import { ClientSocket } from './client-socket.js'
import { socketBelow } from './node-internals.js'
import { begin, type WorkState } from './work.js'

interface Opened {
  readonly piece: ClientSocket
  readonly state: WorkState
  readonly target: string
}

/** What the trackers of HTTP requests need of the sockets below them. */
export interface Sockets {
  /** A request that knows when its answer is complete has taken the socket over, or has turned it over to the user. */
  setOwnedByRequest(socket: object, owned: boolean): void
  readonly undo: Undo
}

/** A socket belongs to the environment whose code called `connect`, however many others use it later (from a pool). */
export function trackSockets(current: Current<WorkState>): Sockets {
  const opened = new WeakMap<object, Opened>()

  const add = (socket: Socket, target: string, state: WorkState, connected?: Way): Opened => {
    const entry = { piece: new ClientSocket(socket, target, state, connected), state, target }
    opened.set(socket, entry)
    begin(state, entry.piece)
    return entry
  }
  // TLS begun on a socket that is open already (STARTTLS, PostgreSQL): its writes go past the JavaScript of the socket.
  const adopt = (socket: Socket): Opened | undefined => {
    const below = socketBelow(socket)
    const entry = below && opened.get(below)
    return entry && add(socket, entry.target, entry.state, entry.piece.connected)
  }

  const undo = unwind([
    before('connect', (socket, args) => {
      const state = current()
      if (state) add(socket, connectTarget(args).text, state)
    }),
    before('write', (socket, args) => opened.get(socket)?.piece.writes(typeof args.at(-1) === 'function')),
    // Where all writes end up, buffered ones too. `connect` puts an own `write` on some sockets, past the prototype's.
    ...(['_write', '_writev'] as const).map((name) =>
      before(name, (socket) => (opened.get(socket) ?? adopt(socket))?.piece.wrote()),
    ),
  ])
  return { setOwnedByRequest: (socket, owned) => opened.get(socket)?.piece.setOwnedByRequest(owned), undo }
}

function before(
  name: 'connect' | 'write' | '_write' | '_writev',
  notice: (socket: Socket, args: unknown[]) => void,
): Undo {
  const original: unknown = Reflect.get(Socket.prototype, name)
  // Without one of these methods (they are Node's own), sockets are watched only while they connect.
  if (typeof original !== 'function') return () => undefined
  return patch(Socket.prototype, name, {
    value(this: Socket, ...args: unknown[]): unknown {
      notice(this, args)
      return Reflect.apply(original, this, args)
    },
  })
}
