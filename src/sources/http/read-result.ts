// What an invocation's result is as an HTTP response, to fronts that wait for the whole of it and to those that stream.

import { describeError } from '../../record/describe-error.js'
import { type HttpResponse, kindOfHeader, readHttpResponse, type SeveralValues } from '../../record/http-response.js'
import { isObject } from '../../record/recognise.js'
import type { InvocationResult } from '../../record/result.js'
import { readStreamedResponse } from '../../record/streamed-response.js'
import { type Answer, answerOf, inferred, type Sending, type Surprise } from './answer.js'
import { FORMAT_2, type ResponseFormat } from './response-format.js'

/** A payload that has to be a response, but for the fields that nobody reads. */
export function readResponse(payload: unknown, { unread, several }: ResponseFormat, sending: Sending): Answer | string {
  const kept = isObject(payload)
    ? Object.fromEntries(Object.entries(payload).filter(([key]) => !unread.some((name) => name === key)))
    : payload
  const response = readHttpResponse(kept, several)
  const answer = typeof response === 'string' ? response : answerOf(response, sending)
  if (typeof response === 'string' || typeof answer === 'string') return answer
  const surprise = unsentOf(payload, response, several)
  return surprise ? { ...answer, surprise } : answer
}

/** A header that is in none of the fields from which `sent` was read. */
function unsentOf(payload: unknown, sent: HttpResponse, several: SeveralValues): Surprise | undefined {
  const given = readHttpResponse(payload)
  if (typeof given === 'string') return undefined
  const header = [...given.headers.keys()].find((name) => !sent.headers.has(name))
  if (header === undefined) return undefined
  const how = `and without ${header}, which the function gave where this front does not read it.`
  return { how, guide: `It goes into ${several[kindOfHeader(header)]}.` }
}

/** Payload format 2.0: without a statusCode the payload itself is the body (HTTP-3). */
export function readPayloadV2(payload: unknown, sending: Sending): Answer | string {
  if (!isObject(payload) || payload['statusCode'] === undefined) return inferred(payload)
  return readResponse(payload, FORMAT_2, sending)
}

/** Of a front that does not stream: what `HttpResponseStream.from()` sends ahead of a body is no JSON there. */
export function readWhole(result: InvocationResult, read: (payload: unknown) => Answer | string): Answer | string {
  if (result.stream?.metadata === undefined) return read(result.payload)
  return 'it was streamed with HttpResponseStream.from(), and this front waits for a whole JSON answer (STR-11)'
}

/** Of a front that streams: what came within `timeoutMs`, as it came, and the end that it broke off with (STR-9). */
export function readStreamed(
  result: InvocationResult,
  sending: Sending,
  timeoutMs: number = Infinity,
): Answer | string {
  const { stream, error } = result
  if (stream === undefined) return 'the handler is not marked with awslambda.streamifyResponse()'
  const response = readStreamedResponse(stream)
  const answer = typeof response === 'string' ? response : answerOf(response, sending)
  if (typeof answer === 'string') return answer
  const inTime = stream.chunks.filter(({ atMs }) => atMs <= timeoutMs)
  const cut = inTime.length < stream.chunks.length || result.record.report.durationMs > timeoutMs
  const brokenBy = error ? describeError(error) : cut ? `the front ended it after ${timeoutMs} ms` : undefined
  const body = answer.body.length === 0 ? [] : inTime.map(({ bytes }) => bytes)
  return { ...answer, body, ...(brokenBy !== undefined && { brokenBy }) }
}
