// Requests of fetch and undici: under way until the response is complete, while somebody takes its body.

import type { Socket } from 'node:net'
import type { Current, Undo } from '../effect.js'
import { listen } from './channels.js'
import { isUpgrade } from './node-internals.js'
import type { Sockets } from './sockets.js'
import { begin, end, type Work, type WorkPhase, type WorkState } from './work.js'

/** What undici publishes of a request: https://undici.nodejs.org/#/docs/api/DiagnosticsChannel */
interface UndiciRequest {
  readonly origin?: unknown
  readonly path?: unknown
  readonly method?: unknown
}

class Fetch implements Work {
  readonly kind = 'fetch'
  socket: Socket | undefined
  answered = false
  readonly state: WorkState
  readonly #request: UndiciRequest

  constructor(request: UndiciRequest, state: WorkState) {
    this.#request = request
    this.state = state
  }

  phase(): WorkPhase {
    // undici reads its socket empty each time, unless nobody takes the body: then no more of it will come.
    return this.answered && this.socket && this.socket.readableLength > 0 ? 'idle' : 'under way'
  }

  /** A body that nobody takes stays on the connection, which nobody else can use. */
  unfinished(): boolean {
    return true
  }

  get subject(): string {
    return `${String(this.#request.origin)}${String(this.#request.path)}`
  }

  describe(): string {
    return `fetch ${this.subject}`
  }
}

export interface Fetches {
  /** Whose response is being handed over right now, in this very turn of the HTTP parser. */
  answering(): WorkState | undefined
  readonly undo: Undo
}

/** Node's own fetch is undici inside Node and publishes on the same channels. */
export function trackFetches(current: Current<WorkState>, sockets: Sockets): Fetches {
  const fetches = new WeakMap<object, Fetch>()
  let answering: WorkState | undefined
  const over = ({ request }: { request: object }): void => {
    const piece = fetches.get(request)
    if (piece) end(piece.state, piece)
  }
  const undo = listen({
    'undici:request:create': ({ request }: { request: UndiciRequest }) => {
      const state = current()
      if (!state || isUpgrade(request) || request.method === 'CONNECT') return
      const piece = new Fetch(request, state)
      fetches.set(request, piece)
      begin(state, piece)
    },
    'undici:client:sendHeaders': ({ request, socket }: { request: UndiciRequest; socket: Socket }) => {
      const upgrade = isUpgrade(request) || request.method === 'CONNECT'
      sockets.setOwnedByRequest(socket, !upgrade)
      const piece = fetches.get(request)
      if (piece) piece.socket = socket
    },
    'undici:request:headers': ({ request }: { request: object }) => {
      const piece = fetches.get(request)
      if (!piece) return
      piece.answered = true
      // fetch makes the decoders of a compressed body now, in the context of whoever opened the pooled connection.
      answering = piece.state
      queueMicrotask(() => (answering = undefined))
    },
    'undici:request:trailers': over,
    'undici:request:error': over,
  })
  return { answering: () => answering, undo }
}
