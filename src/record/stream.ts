// A streamed response: what a streaming handler sent, when, and what its client makes of it.

import { Buffer } from 'node:buffer'
import { parsedJson } from './parsed-json.js'
import { isObject } from './recognise.js'
import type { FunctionError } from './result.js'

/** Bytes that left together. On Lambda the boundaries that a client sees may be others (STR-10). */
export interface StreamChunk {
  /** Milliseconds since the invocation began, by the environment's clock. */
  readonly atMs: number
  readonly bytes: Uint8Array
}

/** What `awslambda.HttpResponseStream.from(stream, metadata)` sends ahead of the body (STR-6). */
export interface StreamMetadata {
  readonly statusCode?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>
  readonly cookies?: readonly string[]
}

/** The response of a streaming handler, as far as it came. */
export interface StreamedResponse {
  /** `application/octet-stream` where the handler set none (STR-4). */
  readonly contentType: string
  /** Absent where none was sent: `end()` without a `write()` before sends none (STR-7). */
  readonly metadata?: StreamMetadata
  /** The body in the pieces that were written. */
  readonly chunks: readonly StreamChunk[]
  /** The whole body. */
  readonly bytes: Uint8Array
  /** Why it broke off. */
  readonly error?: FunctionError
}

/** What left the environment: the body with the metadata before it. `at`: ms since the epoch. */
export interface SentStream {
  readonly contentType: string
  readonly chunks: readonly { readonly at: number; readonly bytes: Uint8Array }[]
  /** When the whole response had arrived; absent: it never did. */
  readonly endedAt?: number
}

/** What an invocation record tells of a stream. */
export interface StreamSummary {
  readonly contentType: string
  /** Of the metadata. */
  readonly statusCode?: number
  /** When how many bytes of the body left. */
  readonly chunks: readonly { readonly atMs: number; readonly bytes: number }[]
  /** Whether the stream was ended, by the handler or by its error. */
  readonly complete: boolean
}

/** STR-6. Source: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
export const HTTP_INTEGRATION = 'application/vnd.awslambda.http-integration-response'

/** The NUL bytes between metadata and body (STR-6). */
const DELIMITER: Uint8Array = new Uint8Array(8)

/** Takes the metadata off the body; `startedAt` is when the invocation began. */
export function readStream(sent: SentStream, startedAt: number): StreamedResponse {
  const { contentType } = sent
  const { metadata, skipped } = readMetadata(sent)
  const chunks = withoutFirst(sent.chunks, skipped).map(({ at, bytes }) =>
    Object.freeze({ atMs: at - startedAt, bytes }),
  )
  const bytes = joined(chunks)
  return Object.freeze({ contentType, ...(metadata && { metadata }), chunks: Object.freeze(chunks), bytes })
}

/** What the record keeps of it. */
export function summarise({ contentType, metadata, chunks }: StreamedResponse, complete: boolean): StreamSummary {
  const { statusCode } = metadata ?? {}
  return Object.freeze({
    contentType,
    ...(statusCode === undefined ? {} : { statusCode }),
    chunks: Object.freeze(chunks.map(({ atMs, bytes }) => Object.freeze({ atMs, bytes: bytes.length }))),
    complete,
  })
}

/** The body as a payload: what its JSON says, or its text. */
export function decodeBody(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8')
  const value = parsedJson(text)
  return value === undefined ? text : value
}

interface Metadata {
  readonly metadata?: StreamMetadata
  /** Bytes before the body. */
  readonly skipped: number
}

function readMetadata({ contentType, chunks }: SentStream): Metadata {
  if (contentType !== HTTP_INTEGRATION) return { skipped: 0 }
  const bytes = Buffer.from(joined(chunks))
  const end = bytes.indexOf(DELIMITER)
  const metadata = end < 0 ? undefined : decodeBody(bytes.subarray(0, end))
  if (!isObject(metadata)) return { skipped: 0 }
  return { metadata: Object.freeze(metadata), skipped: end + DELIMITER.length }
}

function withoutFirst<Chunk extends { readonly bytes: Uint8Array }>(chunks: readonly Chunk[], count: number): Chunk[] {
  let left = count
  return chunks.flatMap((chunk) => {
    const skipped = Math.min(left, chunk.bytes.length)
    left -= skipped
    if (skipped === 0) return [chunk]
    return skipped === chunk.bytes.length ? [] : [{ ...chunk, bytes: chunk.bytes.slice(skipped) }]
  })
}

function joined(chunks: readonly { readonly bytes: Uint8Array }[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks.map(({ bytes }) => bytes)))
}
