// What a gateway makes of a request body: text, or base64 for what it takes to be binary (HTTP-6).

import { types } from 'node:util'
import { type Headers, headerText } from './http-headers.js'
import { show } from './input.js'
import { messageText } from './json-text.js'

/**
 * A string as it is, bytes (also as an `ArrayBuffer`), a form as `URLSearchParams`, or anything else as JSON text. Not a
 * `FormData`, a `Blob` or a stream, which `fetch()` of an HTTP source takes.
 */
export type HttpBody = string | Uint8Array | object

/** A body as it travels: bytes, which were text or not, and the content type that its kind brings along. */
export interface Body {
  readonly bytes: Uint8Array
  readonly text?: string
  readonly contentType?: string
}

/** The two fields of every HTTP event that hold the body. */
export interface EncodedBody {
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** The body given; null and undefined are no body. A client sends text as `text/plain`, and forms, as `fetch` does. */
export function bodyOf(where: string, given: unknown): Body | undefined {
  if (given === undefined || given === null) return undefined
  if (types.isUint8Array(given)) return { bytes: given }
  if (ArrayBuffer.isView(given)) return { bytes: new Uint8Array(given.buffer, given.byteOffset, given.byteLength) }
  if (types.isAnyArrayBuffer(given)) return { bytes: new Uint8Array(given) }
  if (isReadLater(given)) throw new TypeError(`${where}: body is ${show(given)}, ${SENT}`)
  const form = given instanceof URLSearchParams
  const text = form ? given.toString() : messageText(where, 'body', given)
  return { bytes: Buffer.from(text), text, contentType: form ? FORM : typeof given === 'string' ? TEXT : JSON_TEXT }
}

/** Whether the bytes of a body can only be waited for. */
function isReadLater(given: unknown): boolean {
  if (given instanceof Blob || given instanceof FormData) return true
  return typeof given === 'object' && given !== null && Symbol.asyncIterator in given
}

const SENT =
  "which takes a client to send: use an HTTP source, as in sources.functionUrl(fn).fetch('/', { method: 'POST', body }). " +
  'Or give what a client makes of it, with const sent = new Response(body): new Uint8Array(await sent.arrayBuffer()) as ' +
  "body, and sent.headers.get('content-type') as the content-type header."

/** The types that `fetch` sends with a text and with a form, and the one that clients give their JSON. */
const TEXT = 'text/plain;charset=UTF-8'
const FORM = 'application/x-www-form-urlencoded;charset=UTF-8'
const JSON_TEXT = 'application/json'

/** REST APIs pass text on as it is; bytes are base64, as if the API listed their type as binary (HTTP-6). */
export function bodyAsGiven(body: Body): EncodedBody {
  return body.text === undefined ? base64(body) : { body: body.text, isBase64Encoded: false }
}

/**
 * HTTP APIs, function URLs and load balancers look at the content type: `text/*` and JSON, XML and JavaScript are text;
 * everything else is base64, also `application/x-www-form-urlencoded` and a missing type. Bytes are always base64.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html (load balancers) and
 * https://github.com/ministackorg/ministack/pull/766 (measured on HTTP APIs, where AWS does not list the types)
 */
export function bodyByContentType(body: Body, headers: Headers): EncodedBody {
  const isText = isTextual(headerText(headers, 'content-type') ?? '')
  return body.text !== undefined && isText ? { body: body.text, isBase64Encoded: false } : base64(body)
}

export function base64({ bytes }: Body): EncodedBody {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return { body, isBase64Encoded: true }
}

function isTextual(contentType: string): boolean {
  const [essence = ''] = contentType.toLowerCase().split(';')
  return /^(text\/.+|application\/(json|javascript|xml))$/.test(essence.trim())
}
