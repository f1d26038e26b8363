// A streamed response as every run prints it: texts for bytes, no times.

import { Buffer, isUtf8 } from 'node:buffer'
import { types } from 'node:util'
import { ofLiterals, ofNumber } from './stand-ins.js'
import type { StreamedResponse, StreamSummary } from './stream.js'

/** `bytes` is left out: the payload says the same. The error stands beside the stream in the result. */
export function stableStream({ contentType, metadata, chunks }: StreamedResponse): object {
  return {
    contentType,
    ...(metadata && { metadata }),
    chunks: ofLiterals(chunks, ({ bytes }) => shown(bytes)),
  }
}

/** How chunks fall together in time may differ where real work is awaited; how much left does not. */
export function stableSummary({ chunks, ...rest }: StreamSummary): object {
  return { ...rest, chunks: ofLiterals(chunks, (chunk) => ({ ...chunk, atMs: ofNumber(chunk.atMs, '<ms>') })) }
}

function shown(bytes: unknown): unknown {
  if (!types.isUint8Array(bytes)) return bytes
  const buffer = Buffer.from(bytes)
  return isUtf8(buffer) ? buffer.toString('utf8') : `base64:${buffer.toString('base64')}`
}
