// A function behind a front: as the fake of all sources, with streamed answers, and failures that somebody watches.

import { watch } from '../../../src/record/observation.js'
import type { InvocationResult } from '../../../src/record/result.js'
import { decodeBody, HTTP_INTEGRATION, type StreamedResponse, type StreamMetadata } from '../../../src/record/stream.js'
import { FakeTarget, Refusal, type Respond } from '../fake-target.js'

/** What a streaming handler is to send: `at` ms after its begin. */
export interface Sent {
  readonly metadata?: StreamMetadata
  readonly chunks: readonly { readonly at: number; readonly text: string }[]
  readonly contentType?: string
  /** It breaks off with this. */
  readonly error?: { readonly errorType: string; readonly errorMessage: string }
}

export class HttpTarget extends FakeTarget {
  /** How many failures somebody has looked at. */
  looked = 0

  override async invoke(event: unknown): Promise<InvocationResult> {
    const result = await super.invoke(event)
    const sent = (result.payload as { sent?: Sent } | undefined)?.sent
    const whole = sent ? streamed(result, sent) : result
    return whole.error ? watch(whole, { error: () => this.looked++ }) : whole
  }
}

function streamed(result: InvocationResult, { metadata, chunks, contentType, error }: Sent): InvocationResult {
  const pieces = chunks.map(({ at, text }) => ({ atMs: at, bytes: new TextEncoder().encode(text) }))
  const bytes = new TextEncoder().encode(chunks.map(({ text }) => text).join(''))
  const last = pieces.at(-1)?.atMs ?? 0
  const stream: StreamedResponse = {
    contentType: metadata ? HTTP_INTEGRATION : (contentType ?? 'application/octet-stream'),
    ...(metadata && { metadata }),
    chunks: pieces,
    bytes,
    ...(error && { error }),
  }
  const record = { ...result.record, report: { ...result.record.report, durationMs: last } }
  const payload = decodeBody(bytes)
  return { ...result, payload, stream, record, ...(error && { error, functionError: 'Unhandled' }) }
}

/** A handler that streams. */
export function streams(sent: Sent): Respond {
  return () => ({ sent })
}

/** A handler that throws. */
export const fails: Respond = () => {
  throw new TypeError('boom')
}

/** A function that Lambda does not invoke. */
export function refuses(name: string, message: string): Respond {
  return () => {
    throw Object.assign(new Refusal(message), { name })
  }
}

export const throttles: Respond = refuses('TooManyRequestsException', 'Rate Exceeded.')
