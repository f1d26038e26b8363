// A request as a test makes it, in the arguments of `fetch`, read as a front reads it.

import type { HttpInput } from '../../events/http-request.js'
import { showValue } from '../../function/show-value.js'

/** The request as it arrives at a front. */
export interface FrontRequest {
  readonly method: string
  /** Percent-encoded, as it travels. */
  readonly path: string
  /** Where it was sent, whole; empty where the test named no host. */
  readonly url: string
  /** Headers by name in any letter case. */
  readonly headers: Headers
  readonly bytes: Uint8Array
  /** What the event builders take; `body` is text where the bytes are text. */
  readonly input: HttpInput & { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> }
}

/** The host of requests that name none: never seen by a function. */
const NOWHERE = 'https://front.invalid'

/**
 * Reads what `fetch` takes: a path, a URL, or a `Request`, and its `init`. Names of headers keep their letter case where
 * `init` has them as an object or a list; a `Headers` or a `Request` has them in lower case.
 */
export async function readFrontRequest(
  caller: string,
  given: string | URL | Request,
  init: RequestInit = {},
): Promise<FrontRequest> {
  const request = requestOf(caller, given, init)
  request.signal.throwIfAborted()
  const url = new URL(request.url)
  const bytes = new Uint8Array(await request.arrayBuffer())
  const headers = {
    // A client that sends bytes names no type of its own; the builders would.
    ...(!request.headers.has('content-type') && { 'content-type': undefined }),
    ...(url.origin !== NOWHERE && !request.headers.has('host') && { host: url.host }),
    ...spelled(request.headers, init.headers),
  }
  const body = bytes.length === 0 ? undefined : (textOf(bytes) ?? bytes)
  const input = { method: request.method, path: `${url.pathname}${url.search}`, headers, body }
  const sentTo = url.origin === NOWHERE ? '' : url.href
  return { method: request.method, path: url.pathname, url: sentTo, headers: request.headers, bytes, input }
}

/**
 * The request after the stage: the URL that API Gateway gives an API begins with it, that of a custom domain does not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
export function afterStage(request: FrontRequest, stage: string): FrontRequest | { readonly noRoute: string } {
  const { url, path, input } = request
  if (url === '' || !new URL(url).hostname.includes('.execute-api.')) return request
  const begin = `/${stage}`
  if (path !== begin && !path.startsWith(`${begin}/`)) {
    return { noRoute: `the path ${path} does not begin with the stage, ${begin}, as it does at an execute-api host` }
  }
  const cut = (whole = ''): string => whole.slice(begin.length).replace(/^(?!\/)/, '/')
  return { ...request, path: cut(path), input: { ...input, path: cut(input.path) } }
}

function requestOf(caller: string, given: string | URL | Request, init: RequestInit): Request {
  const whole = init.body instanceof ReadableStream ? { duplex: 'half' as const, ...init } : init
  if (given instanceof Request || given instanceof URL) return new Request(given, whole)
  const isPath = typeof given === 'string' && given.startsWith('/')
  if (!isPath && !URL.canParse(given)) {
    throw new TypeError(
      `${caller}: it takes a path that begins with "/", a URL or a Request, and received ${showValue(given)}.`,
    )
  }
  return new Request(isPath ? `${NOWHERE}${given}` : given, whole)
}

/** The headers of the request; those that `given` spells, as they are spelled there, with each of several values. */
function spelled(headers: Headers, given: RequestInit['headers']): Record<string, string | string[]> {
  const all = new Map([...headers].map(([name, value]): [string, [string, string[]]] => [name, [name, [value]]]))
  const lines =
    given === undefined || given instanceof Headers ? [] : Array.isArray(given) ? given : Object.entries(given)
  const seen = new Set<string>()
  for (const [name = '', value] of lines) {
    const id = name.toLowerCase()
    const before = seen.has(id) ? all.get(id) : undefined
    seen.add(id)
    all.set(id, [before?.[0] ?? name, [...(before?.[1] ?? []), String(value)]])
  }
  return Object.fromEntries(
    [...all.values()].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  )
}

/** Undefined where the bytes are no UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
