// An HTTP front: takes a request to the function, and what comes of that back to the client.

import { LambdaServiceException } from '../../invoke/exceptions.js'
import { causes } from '../../record/causes.js'
import { describeError } from '../../record/describe-error.js'
import { unwatched } from '../../record/observation.js'
import type { InvocationResult } from '../../record/result.js'
import { inFlight, type SourceConnection, type SourceTarget } from '../target.js'
import type { Answer } from './answer.js'
import { Exchange } from './exchange.js'
import { type FrontRequest, readFrontRequest } from './front-request.js'
import { type FrontResponse, toResponse } from './front-response.js'
import { type OwnAnswers, type OwnCause, ownAnswer } from './own-answers.js'
import { requestTrace, TRACE_HEADER } from './request-trace.js'

/** A function as its clients reach it over HTTP. */
export interface HttpFront<Payload = unknown> {
  /**
   * Sends one request, as `fetch` does: a path such as `/orders/1?page=2`, a URL or a `Request`, and `init` with method,
   * headers and body. It resolves with what the client gets, at the moment at which it gets it in the test's time; a
   * redirect is not followed. Rejects only with what a client never sees, such as an unknown function.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<FrontResponse<Payload>>
}

/** What is peculiar to each kind of front. */
export interface Front {
  /** As in `sources.apiGateway.rest()`. */
  readonly name: string
  readonly answers: OwnAnswers
  /** Bytes of a request's body. */
  readonly bodyLimit: number
  /** For how long it waits; undefined: until the function ends. */
  readonly timeoutMs: number | undefined
  /** Whether it sends on what the function streams, as it comes. */
  readonly streams: boolean
  /** Whether the function goes on with the request's trace; without it has one of its own (HTTP-7). */
  readonly passesTrace?: boolean
  /** The event of a request, or why none is sent: no route is for it. */
  event(request: FrontRequest, target: SourceTarget): { readonly event: unknown } | { readonly noRoute: string }
  /** The response that the result is, or why it is none. */
  read(result: InvocationResult, request: FrontRequest): Answer | string
}

export function httpFront<Payload>(connection: SourceConnection, front: Front): HttpFront<Payload> {
  const caller = `${front.name}.fetch()`
  return {
    fetch: (input, init) =>
      inFlight(connection, caller, async (target) => {
        const request = await readFrontRequest(caller, input, init)
        const exchange = new Exchange(target)
        const answer = await answerTo(front, request, exchange, target)
        const read = explained(front, request, exchange, target, answer)
        return toResponse(answer, exchange, request, read) as FrontResponse<Payload>
      }),
  }
}

/**
 * Tells a test that fails of an answer that is not the function's, or not all of it, unless what this returns was called: it
 * has read the reason (decision 0011). A function that failed is told of by itself.
 */
function explained(
  { name }: Front,
  { method, path }: FrontRequest,
  { failed }: Exchange,
  target: SourceTarget,
  { status, reason, surprise }: Answer,
): (() => void) | undefined {
  if (failed) return undefined
  const explain = (how: string, guide: string): (() => void) =>
    target.explain('FrontAnswerError', `${name} answered ${method} ${path} with ${status} ${how}`, guide)
  if (reason !== undefined) {
    return explain(`by itself: ${reason}`, 'This is response.reason, which the test has not read.')
  }
  if (surprise) explain(surprise.how, surprise.guide)
  return undefined
}

async function answerTo(
  front: Front,
  request: FrontRequest,
  exchange: Exchange,
  target: SourceTarget,
): Promise<Answer> {
  const own = (cause: OwnCause, reason: string): Answer => ownAnswer(front.answers[cause], reason)
  const { byteLength } = request.bytes
  if (byteLength > front.bodyLimit) {
    return own('requestTooLarge', `the body has ${byteLength} bytes, and at most ${front.bodyLimit} are taken`)
  }
  const trace = requestTrace(request.headers.get(TRACE_HEADER), target.traceId())
  const routed = front.event(withHeader(request, TRACE_HEADER, trace.header), target)
  if ('noRoute' in routed) return own('noRoute', routed.noRoute)
  const { timeoutMs } = front
  const asked = { event: routed.event, ...(front.passesTrace && { traceId: trace.passedOn }) }
  const ended = await exchange.invoke(asked, front.streams ? undefined : timeoutMs)
  if (!ended) {
    return own(
      'timedOut',
      `no answer within ${timeoutMs} ms; the function runs on: await response.settled() to see its end`,
    )
  }
  const { refusal } = exchange
  if (refusal !== undefined) return own(causeOf(refusal), `Lambda refused to invoke: ${said(refusal)}`)
  // Whether the test looked is for the test to say.
  const result = unwatched(exchange.result as InvocationResult)
  if (front.streams && timeoutMs !== undefined && firstByteAt(result) > timeoutMs) {
    return own('timedOut', `no first byte within ${timeoutMs} ms`)
  }
  if (result.error && !(front.streams && hasBegun(result))) {
    const why = [describeError(result.error), ...causes(result.record, result.error)].join('; ')
    return own('failed', `the function failed: ${why}`)
  }
  const read = front.read(result, request)
  return typeof read === 'string' ? own('failed', `what the function answered is no response: ${read}`) : read
}

function withHeader(request: FrontRequest, name: string, value: string): FrontRequest {
  const id = name.toLowerCase()
  const others = Object.entries(request.input.headers).filter(([other]) => other.toLowerCase() !== id)
  return { ...request, input: { ...request.input, headers: { ...Object.fromEntries(others), [name]: value } } }
}

/** Other refusals are the test's own doing, and told as they are. */
function causeOf(refusal: unknown): OwnCause {
  const { name } = refusal instanceof Error ? refusal : {}
  if (name === 'TooManyRequestsException') return 'throttled'
  if (refusal instanceof LambdaServiceException && name === 'RequestTooLargeException') return 'payloadTooLarge'
  throw refusal
}

function said(refusal: unknown): string {
  return refusal instanceof Error ? `${refusal.name}: ${refusal.message}` : String(refusal)
}

function hasBegun({ stream }: InvocationResult): boolean {
  return stream !== undefined && (stream.metadata !== undefined || stream.bytes.length > 0)
}

/** ms since the invocation began. */
function firstByteAt({ stream, record }: InvocationResult): number {
  return stream?.chunks[0]?.atMs ?? record.report.durationMs
}
