// What a streaming invocation needs of the sandbox it runs in.

import type { ErrorPayload } from '../../sandbox/port.js'

/** The other end of a response stream: Lambda's Runtime API, and the turns of the event loop that it takes to answer. */
export interface StreamHost {
  /** Calls `then` after what the code has queued for this turn; nothing is called any more once the process is gone. */
  afterTurn(then: () => void): void
  /** The content type that the response has as long as no other is set. */
  head(contentType: string): void
  /** Bytes leave for the client; they are the host's own. */
  chunk(bytes: Uint8Array): void
  /** The whole response has arrived, with the error in its trailers if there is one (STR-9). */
  arrived(failure: ErrorPayload | undefined): void
  /** A WARN line of the runtime. */
  warn(text: string): void
  /** An `Invoke Error` line of the runtime. */
  logError(error: unknown): void
  /** The request broke while nobody in the client was there to handle it: an unhandled rejection. */
  crash(error: unknown): void
}
