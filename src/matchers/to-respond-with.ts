// toRespondWith: the function answered with an HTTP response that has this status, these headers and this body.

import { type HttpResponse, NO_STATUS, readHttpResponse } from '../record/http-response.js'
import { isObject } from '../record/recognise.js'
import type { InvocationResult } from '../record/result.js'
import { readStreamedResponse } from '../record/streamed-response.js'
import { isAsymmetric } from '../record/asymmetric.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { describeFailure, failureOf } from './outcome.js'
import { onOutcome } from './received.js'
import type { ExpectedResponse } from './response-parts.js'
import { compareResponse, describeParts, shownResponse } from './response-parts.js'
import { brief, guide, verdict } from './verdict.js'

const INFERRED =
  'What becomes of it depends on what is in front: 200 with the payload as JSON (an HTTP API, a function URL), 200 with ' +
  'its headers and body (a REST API), or an error (a load balancer). For the payload as it is, use toReturn'
const KEYS = ['statusCode', 'headers', 'body'] as const

export function toRespondWith(this: MatcherContext, received: unknown, expected: ExpectedResponse): MatcherResult {
  return onOutcome(this, 'toRespondWith', received, (result) => {
    const wrong = unusable(expected)
    if (wrong !== undefined) return guide(this, wrong)
    const error = failureOf(result)
    if (error !== undefined) return guide(this, failed(describeFailure(result, error), result), result)
    const response = result.stream ? readStreamedResponse(result.stream) : readHttpResponse(result.payload)
    if (typeof response !== 'string') return judge(this, result, response, expected)
    const payload = brief(this, result.payload)
    const why = response === NO_STATUS ? `${NO_STATUS}. ${INFERRED}` : response
    return guide(this, `expected an HTTP response, but the function returned ${payload}\n${why}`, result)
  })
}

function judge(
  context: MatcherContext,
  result: InvocationResult,
  response: HttpResponse,
  expected: ExpectedResponse,
): MatcherResult {
  const parts = compareResponse(context, response, expected)
  const different = parts.filter((part) => !part.pass)
  const sentence = (): string =>
    different.length === 0
      ? `expected another HTTP response than ${brief(context, expected)}, but that is what it is`
      : `expected an HTTP response with ${brief(context, expected)}, but it differs in ${describeParts(different)}`
  return verdict(result, different.length === 0, sentence, { actual: shownResponse(parts), expected })
}

/** What a client sees of a function error (HTTP-1) depends on the front, and is no answer of the function. */
function failed(failure: string, { stream }: InvocationResult): string {
  const sentence = `expected an HTTP response, but the function ${failure}\n`
  if (stream !== undefined && (stream.metadata !== undefined || stream.bytes.length > 0)) {
    // STR-9: what was sent stands.
    return `${sentence}Its client has had ${stream.metadata?.statusCode ?? 200} and ${stream.bytes.length} bytes by then, and no end: check toFailWith(…) and result.stream.`
  }
  return `${sentence}Its client gets a 5xx from API Gateway or whatever is in front; of the function itself, check toFailWith(…).`
}

function unusable(expected: unknown): string | undefined {
  if (!isObject(expected) || isAsymmetric(expected)) {
    return 'Write toRespondWith({ statusCode, headers, body }), with any of these. An asymmetric matcher for the whole payload goes into toReturn(…).'
  }
  const unknownKey = Object.keys(expected).find((key) => !KEYS.some((known) => known === key))
  if (unknownKey !== undefined) {
    return `toRespondWith() compares statusCode, headers and body, but received the key ${unknownKey}. To compare the payload as it is, use toReturn(…).`
  }
  const { headers } = expected
  if (headers === undefined || (isObject(headers) && !isAsymmetric(headers))) return undefined
  return 'toRespondWith() looks headers up by name: write headers: { name: value }, where a value may be an asymmetric matcher.'
}
