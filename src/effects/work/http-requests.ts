// Requests of node:http and node:https: under way until the response is complete, while somebody takes its body.

import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Current, Undo } from '../effect.js'
import { listen } from './channels.js'
import type { Sockets } from './sockets.js'
import { begin, end, type Work, type WorkPhase, type WorkState } from './work.js'

class HttpRequest implements Work {
  readonly kind = 'http'
  response: IncomingMessage | undefined
  readonly state: WorkState
  readonly #request: ClientRequest
  readonly #sockets: Sockets

  constructor(request: ClientRequest, state: WorkState, sockets: Sockets) {
    this.#request = request
    this.state = state
    this.#sockets = sockets
  }

  phase(): WorkPhase {
    if (this.response) return bodyPhase(this.response)
    const { destroyed, socket, writableEnded } = this.#request
    if (destroyed) {
      // Node turned the socket over: an upgrade or CONNECT was answered.
      if (socket && !socket.destroyed) this.#sockets.setOwnedByRequest(socket, false)
      return 'over'
    }
    return writableEnded ? 'under way' : 'idle'
  }

  unfinished(): boolean {
    if (this.response) return bodyLeft(this.response)
    return this.phase() !== 'over'
  }

  get subject(): string {
    return this.describe().replace(/^\S+ /, '')
  }

  describe(): string {
    const { method, protocol, host, path } = this.#request
    const authority = this.#request.getHeader('host') ?? host
    // Leaves out a port that goes without saying.
    return `${method} ${URL.parse(`${protocol}//${String(authority)}${path}`)?.href ?? path}`
  }
}

/** Channels: https://nodejs.org/api/diagnostics_channel.html#http ("response.finish" means: its headers are here). */
export function trackHttpRequests(current: Current<WorkState>, sockets: Sockets): Undo {
  const requests = new WeakMap<ClientRequest, HttpRequest>()
  return listen({
    'http.client.request.created': ({ request }: { request: ClientRequest }) => {
      const state = current()
      if (!state) return
      const piece = new HttpRequest(request, state, sockets)
      requests.set(request, piece)
      begin(state, piece)
    },
    'http.client.request.start': ({ request }: { request: ClientRequest }) => {
      if (request.socket) sockets.setOwnedByRequest(request.socket, true)
    },
    'http.client.response.finish': (message: { request: ClientRequest; response: IncomingMessage }) => {
      const piece = requests.get(message.request)
      if (piece) piece.response = message.response
    },
    'http.client.request.error': ({ request }: { request: ClientRequest }) => {
      const piece = requests.get(request)
      if (piece) end(piece.state, piece)
    },
  })
}

/** A body that has come and that nobody takes keeps its connection from everybody else. */
function bodyLeft(response: IncomingMessage): boolean {
  if (response.destroyed || response.readableEnded) return false
  if (!response.complete) return true
  return response.readableLength > 0 && response.readableFlowing !== true
}

/** A body that fills its buffer without being read brings nothing more, however long one waits. */
function bodyPhase(response: IncomingMessage): WorkPhase {
  if (response.complete || response.destroyed) return 'over'
  return response.readableLength >= response.readableHighWaterMark ? 'idle' : 'under way'
}
