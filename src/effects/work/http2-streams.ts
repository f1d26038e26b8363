// Client streams of node:http2: under way until closed, while somebody takes the body.

import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2'
import type { Current, Undo } from '../effect.js'
import { listen } from './channels.js'
import { begin, type Work, type WorkPhase, type WorkState } from './work.js'

class Http2Stream implements Work {
  readonly kind = 'http'
  readonly #stream: ClientHttp2Stream
  readonly #target: string

  constructor(stream: ClientHttp2Stream, target: string) {
    this.#stream = stream
    this.#target = target
  }

  phase(): WorkPhase {
    const stream = this.#stream
    if (stream.closed || stream.destroyed || stream.readableEnded) return 'over'
    if (!stream.writableEnded) return 'idle'
    return stream.readableLength >= stream.readableHighWaterMark ? 'idle' : 'under way'
  }

  unfinished(): boolean {
    return this.phase() !== 'over'
  }

  get subject(): string {
    return this.#target
  }

  describe(): string {
    return `HTTP/2 ${this.#target}`
  }
}

/** Early releases of Node.js 22 (22.12) do not publish on this channel: there, HTTP/2 is not tracked. */
export function trackHttp2Streams(current: Current<WorkState>): Undo {
  return listen({
    'http2.client.stream.created': (message: { stream: ClientHttp2Stream; headers: IncomingHttpHeaders }) => {
      const state = current()
      if (!state) return
      const { ':method': method = 'GET', ':path': path = '/', ':authority': authority } = message.headers
      begin(state, new Http2Stream(message.stream, `${method} ${authority ?? ''}${path}`))
    },
  })
}
