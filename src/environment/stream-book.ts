// What the streaming handler of one invocation has sent so far.

import type { SentStream } from '../record/stream.js'
import type { ErrorPayload, StreamEvent } from '../sandbox/port.js'

/** STR-11, LIM-1: 200 MB. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
export const STREAM_LIMIT_BYTES: number = 200 * 1024 * 1024

export class StreamBook {
  readonly #limit: number
  readonly #chunks: SentStream['chunks'][number][] = []
  #contentType: string | undefined
  #bytes = 0
  #endedAt: number | undefined

  constructor(limit: number = STREAM_LIMIT_BYTES) {
    this.#limit = limit
  }

  readonly write = (event: StreamEvent): void => {
    if (event.kind === 'head') this.#contentType = event.contentType
    else if (event.kind === 'chunk') this.#add(event.at, event.bytes)
    else this.#endedAt = event.at
  }

  /** Undefined: the handler does not stream. */
  get sent(): SentStream | undefined {
    if (this.#contentType === undefined) return undefined
    const sent = { contentType: this.#contentType, chunks: this.#chunks }
    return this.#endedAt === undefined ? sent : { ...sent, endedAt: this.#endedAt }
  }

  /** The function error that ends a response beyond the limit. */
  get tooLarge(): ErrorPayload | undefined {
    if (this.#bytes <= this.#limit) return undefined
    return {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size (${this.#bytes} bytes) exceeded maximum allowed payload size (${this.#limit} bytes).`,
    }
  }

  /** What goes beyond the limit reaches nobody. */
  #add(at: number, bytes: Uint8Array): void {
    const room = Math.max(0, this.#limit - this.#bytes)
    this.#bytes += bytes.length
    if (room > 0) this.#chunks.push({ at, bytes: room < bytes.length ? bytes.slice(0, room) : bytes })
  }
}
