// `awslambda.HttpResponseStream`: puts status, headers and cookies before a streamed body.

/** What `from` needs of a response stream. */
export interface PreludeStream {
  setContentType(contentType: string): void
  /** The stream calls it once, just before the first chunk. */
  _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => unknown) => void
}

export const HTTP_INTEGRATION: string = 'application/vnd.awslambda.http-integration-response'

/** The NUL bytes between the prelude and the body (STR-6). */
const DELIMITER_BYTES = 8

// oxlint-disable-next-line typescript/no-extraneous-class -- functions see it, and AWS's is a class
export class HttpResponseStream {
  /**
   * Sets the content type of an HTTP integration and arranges for `prelude` to precede the body: its JSON and eight NUL
   * bytes (STR-6), sent with the first `write()`. A stream that is ended without a write never sends it (STR-7).
   */
  static from<Stream extends PreludeStream>(stream: Stream, prelude: unknown): Stream {
    stream.setContentType(HTTP_INTEGRATION)
    // Read now: what the function changes in it afterwards is not sent.
    const metadata = JSON.stringify(prelude)
    stream._onBeforeFirstWrite = (write) => {
      write(metadata)
      write(new Uint8Array(DELIMITER_BYTES))
    }
    return stream
  }
}
