// What a front sends to its client: the function's response, or an answer of its own.

import type { HttpResponse } from '../../record/http-response.js'
import { isObject } from '../../record/recognise.js'

/** What the client gets. */
export interface Answer {
  readonly status: number
  readonly statusText?: string
  readonly headers: Headers
  /** In the pieces that it is sent in; none: no body at all. */
  readonly body: readonly Uint8Array[]
  /** Why the connection breaks off after the body, for what there is of it. */
  readonly brokenBy?: string
  /** Why the front answers in the function's place. */
  readonly reason?: string
  /** What of the function's response came through in another way than it was probably meant. */
  readonly surprise?: Surprise
}

/** What neither the status nor a reason shows. */
export interface Surprise {
  /** Goes on after the status. */
  readonly how: string
  readonly guide: string
}

/** How a front sends what a function answers. */
export interface Sending {
  /** Where the function names none. */
  readonly contentType: string
  /** Headers that reach the client under another name, `x-amzn-remapped-…`. */
  readonly remapped: readonly string[]
}

/** The status codes that a `Response` has no body with. */
const BODILESS = [204, 205, 304]

/** The function's response as the front sends it, or what is wrong with it. */
export function answerOf(response: HttpResponse, sending: Sending): Answer | string {
  const { statusCode, body = new Uint8Array() } = response
  if (statusCode < 200) return `statusCode is ${statusCode}, which is no final answer`
  const headers = new Headers()
  for (const [name, values] of response.headers) {
    // The length of a body is the front's to tell.
    if (name === 'content-length' || name === 'transfer-encoding') continue
    const sent = sending.remapped.includes(name) ? `x-amzn-remapped-${name}` : name
    try {
      for (const value of values) headers.append(sent, value)
    } catch {
      return `header ${name} has a name or value that HTTP cannot carry`
    }
  }
  if (BODILESS.includes(statusCode)) return { status: statusCode, headers, body: [] }
  if (!headers.has('content-type')) headers.set('content-type', sending.contentType)
  return { status: statusCode, headers, body: [body] }
}

/** The payload as JSON with status 200: what payload format 2.0 infers (HTTP-3). */
export function inferred(payload: unknown): Answer {
  const headers = new Headers({ 'content-type': 'application/json' })
  const answer = { status: 200, headers, body: [new TextEncoder().encode(JSON.stringify(payload) ?? 'null')] }
  return looksLikeResponse(payload) ? { ...answer, surprise: MEANT_AS_RESPONSE } : answer
}

/** `{}` is what JSON has of a `Response`. */
function looksLikeResponse(payload: unknown): boolean {
  if (!isObject(payload)) return false
  return Object.keys(payload).length === 0 || ('status' in payload && ('body' in payload || 'headers' in payload))
}

const MEANT_AS_RESPONSE: Surprise = {
  how: 'and the JSON of what the function answered: an object without a statusCode is the body itself.',
  guide: 'A response is { statusCode, headers, body }; of a Response JSON has nothing but {}.',
}
