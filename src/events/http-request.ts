// The request that the HTTP builders are given, read once; each builder then writes it as its service does.

import { type Body, bodyOf, type HttpBody } from './http-body.js'
import { type Headers, type HeadersInput, headersOf } from './http-headers.js'
import { encodedQuery, type QueryInput } from './http-query.js'
import { type Kinds, show, STRINGS } from './input.js'
import { type FullOrigin, type Origin, ORIGIN_KINDS, originOf } from './origin.js'

/** An HTTP request. */
export interface HttpInput extends Origin {
  /** Default `GET`, and `POST` when there is a body. */
  readonly method?: string | undefined
  /** Begins with a slash; may carry a query string. Default `/`. */
  readonly path?: string | undefined
  /** Query parameters, after those in `path`; a list gives one name several values. */
  readonly query?: QueryInput | undefined
  /** A list gives one name several values; undefined takes one of the gateway's own headers away. */
  readonly headers?: HeadersInput | undefined
  /** `{ session: 'abc' }` or `['session=abc']`. */
  readonly cookies?: Readonly<Record<string, string | undefined>> | readonly string[] | undefined
  /**
   * A string as it is, bytes as base64, `URLSearchParams` as a form and anything else as JSON with their content type.
   * `FormData`, a `Blob` or a stream is sent by `fetch()` of an HTTP source.
   */
  readonly body?: HttpBody | null | undefined
  /** Address of the client. Default `203.0.113.1`. */
  readonly sourceIp?: string | undefined
}

/** A request with every default filled in. */
export interface HttpRequest {
  readonly origin: FullOrigin
  readonly method: string
  /** As written: percent-encoded, without the query string. */
  readonly path: string
  /** As written, without the question mark. */
  readonly rawQuery: string
  /** Without `cookie`. */
  readonly headers: Headers
  readonly cookies: readonly string[]
  readonly body: Body | undefined
  readonly sourceIp: string
}

/** What differs between gateways before the event is written. */
export interface Gateway {
  /** The gateway's own host, unless the request names another. */
  readonly host: string
  readonly defaultMethod?: string | undefined
  /**
   * REST APIs keep the letter case of header names and do not pass `content-length` on; seen in the captured events of
   * https://github.com/aws-powertools/powertools-lambda-typescript/tree/main/packages/parser/tests/events
   * CloudFront shows functions the viewer's own headers alone.
   */
  readonly kind: 'rest' | 'edge' | 'other'
  /** Headers that this gateway's requests have besides the usual ones. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The keys of a request itself, without those of its origin. */
export const REQUEST_KINDS: Kinds<Omit<HttpInput, keyof Origin>> = {
  method: 'string',
  path: 'string',
  query: 'object',
  headers: 'object',
  cookies: ['object', STRINGS],
  body: 'any',
  sourceIp: 'string',
}
export const HTTP_KINDS: Kinds<HttpInput> = { ...REQUEST_KINDS, ...ORIGIN_KINDS }

/** Reads the request and adds the headers that clients and gateways add. */
export function readRequest(where: string, input: HttpInput, gateway: Gateway): HttpRequest {
  const origin = originOf(where, input)
  const body = bodyOf(where, input.body)
  const { sourceIp = '203.0.113.1', method = gateway.defaultMethod ?? (body ? 'POST' : 'GET') } = input
  const defaults = {
    ...(body && gateway.kind !== 'rest' && { 'Content-Length': String(body.bytes.byteLength) }),
    ...(body?.contentType !== undefined && { 'Content-Type': body.contentType }),
    Host: gateway.host,
    'User-Agent': 'vitest-lambda',
    ...(gateway.kind !== 'edge' && {
      'X-Amzn-Trace-Id': traceIdAt(origin.time),
      'X-Forwarded-For': sourceIp,
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    }),
    ...gateway.headers,
  }
  const headers = new Map(headersOf(where, defaults, input.headers ?? {}))
  const cookieHeader = headers.get('cookie')?.values.join(';')
  headers.delete('cookie')
  return {
    origin,
    method: method.toUpperCase(),
    ...targetOf(where, input),
    headers,
    cookies: [...splitCookies(cookieHeader), ...cookiesOf(input.cookies ?? [])],
    body,
    sourceIp,
  }
}

/** All values of each header by its name as written, the cookies again among them. */
export function headersWithCookies({ headers, cookies }: HttpRequest): [string, string[]][] {
  const lines = [...headers.values()].map(({ name, values }): [string, string[]] => [name, [...values]])
  return cookies.length > 0 ? [...lines, ['Cookie', [cookies.join('; ')]]] : lines
}

/** `01/Jan/2026:00:00:00 +0000`: the Common Log Format that API Gateway and function URLs write times in. */
export function logTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ')
  return `${day}/${month}/${year}:${clock} +0000`
}

function targetOf(where: string, input: HttpInput): { readonly path: string; readonly rawQuery: string } {
  const { path: target = '/' } = input
  if (!target.startsWith('/')) {
    throw new TypeError(
      `${where}: path is ${show(target)}, where a path that begins with "/" is expected. ` +
        'Of a URL give what follows the host: its path and query string.',
    )
  }
  const [beforeFragment = ''] = target.split('#')
  const mark = beforeFragment.indexOf('?')
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark)
  const written = mark < 0 ? '' : beforeFragment.slice(mark + 1)
  return { path, rawQuery: [written, encodedQuery(where, input.query ?? {})].filter((part) => part !== '').join('&') }
}

function cookiesOf(cookies: NonNullable<HttpInput['cookies']>): readonly string[] {
  if (Array.isArray(cookies)) return cookies
  const kept = Object.entries(cookies).filter(([, value]) => value !== undefined)
  return kept.map(([name, value]) => `${name}=${String(value)}`)
}

function splitCookies(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '')
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids */
function traceIdAt(time: Date): string {
  const seconds = Math.floor(time.getTime() / 1000)
  return `Root=1-${seconds.toString(16).padStart(8, '0')}-000000000000000000000001`
}
