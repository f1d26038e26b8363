// The `Response` that a front gives, with the invocation behind it.

import type { InvocationResult } from '../../record/result.js'
import type { Answer } from './answer.js'
import type { Exchange } from './exchange.js'
import type { FrontRequest } from './front-request.js'

/**
 * What the client of an HTTP front gets. `status` and body are the front's: 502 where the function failed, although
 * nothing rejects. Reading one of them, or `invocation`, counts as having looked at such a failure.
 */
export interface FrontResponse<Payload = unknown> extends Response {
  /**
   * The invocation, for all matchers: `expect(response.invocation).toBeColdStart()`. Undefined where the front answered
   * without the function (no route, too large, throttled), and while the function still runs after the front's timeout.
   */
  readonly invocation: InvocationResult<Payload> | undefined
  /** Why the front answered in the function's place; undefined where the function's response came through. */
  readonly reason: string | undefined
  /**
   * Lets time pass until the function has ended, and resolves with what `invocation` is then: of use after the front's
   * timeout, since the function runs on. Rejects with what Lambda refused the invocation with.
   */
  settled(): Promise<InvocationResult<Payload> | undefined>
}

const HEAD = ['status', 'ok', 'statusText'] as const
const BODY = ['body', 'arrayBuffer', 'blob', 'bytes', 'clone', 'formData', 'json', 'text'] as const

/** `reasonRead` is told when the test reads why the front answered by itself. */
export function toResponse(
  answer: Answer,
  exchange: Exchange,
  { url, method }: FrontRequest,
  reasonRead?: () => void,
): FrontResponse {
  const { status, statusText = '', headers, reason } = answer
  // What comes in pieces, or breaks off, has no length beforehand.
  const [whole, ...more] = answer.brokenBy === undefined ? answer.body : []
  if (whole !== undefined && more.length === 0) headers.set('content-length', String(whole.byteLength))
  const response = new Response(method === 'HEAD' ? null : bodyOf(answer), { status, statusText, headers })
  if (reason !== undefined) telling(response, [...HEAD, ...BODY], exchange)
  else if (answer.brokenBy !== undefined) telling(response, BODY, exchange)
  return Object.defineProperties(response, {
    url: { value: url },
    reason: { get: () => (reasonRead?.(), reason) },
    settled: { value: () => exchange.settled() },
    invocation: {
      get() {
        exchange.look()
        return exchange.result
      },
    },
  }) as FrontResponse
}

/** Reading one of `members` counts as looking. No class, since `Response` is dear to load for tests without a front. */
function telling(response: Response, members: readonly (keyof Response)[], exchange: Exchange): void {
  for (const name of members) {
    const read = (): unknown => {
      exchange.look()
      const value: unknown = Reflect.get(Response.prototype, name, response)
      return typeof value === 'function' ? value.bind(response) : value
    }
    Object.defineProperty(response, name, { get: read })
  }
}

function bodyOf({ body, brokenBy }: Answer): Uint8Array<ArrayBuffer> | ReadableStream | null {
  const left = body.filter((piece) => piece.byteLength > 0)
  if (brokenBy === undefined && body.length === 0) return null
  if (brokenBy === undefined && left.length < 2) return new Uint8Array(left[0] ?? [])
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift()
      if (piece !== undefined) controller.enqueue(piece)
      else if (brokenBy === undefined) controller.close()
      // As fetch tells of a connection that was closed before the end of the body.
      else controller.error(new TypeError('terminated', { cause: new Error(brokenBy) }))
    },
  })
}
