// The Invoke API: a request becomes an invocation, its end becomes the result.

import type { Completed } from '../environment/environment.js'
import type { Pool } from '../environment/pool.js'
import { logTail } from '../record/log-tail.js'
import type { FunctionError, InvocationResult } from '../record/result.js'
import { decodeBody, type StreamedResponse } from '../record/stream.js'
import { eventPayload } from './event-payload.js'
import { type InvocationHeaders, type InvokeOptions, readOptions } from './options.js'

/** A function version that can be invoked. */
export interface Invocable {
  readonly functionArn: string
  readonly version: string
  readonly timeoutMs: number
  /** A new request id: a lower-case UUID (CTX-5). */
  readonly requestId: () => string
  readonly pool: Pool
}

const noHeaders: InvocationHeaders = {}

/**
 * Invokes synchronously. Resolves with the result for whatever the function did; rejects only with what the service
 * or the arguments check refuses.
 */
export async function invokeFunction(
  target: Invocable,
  event: unknown,
  options: InvokeOptions | undefined,
): Promise<InvocationResult> {
  const payload = eventPayload(event)
  const headers = options === undefined ? noHeaders : readOptions(options, target.timeoutMs)
  const request = { requestId: target.requestId(), event: payload, functionArn: target.functionArn, ...headers }
  const { pool } = target
  const environment = pool.take()
  try {
    const completed = await environment.invoke(request)
    return toResult(completed, target.version, options?.logType === 'Tail')
  } finally {
    const ended = pool.release(environment)
    if (ended) await ended
  }
}

function toResult({ record, payload, stream }: Completed, version: string, tail: boolean): InvocationResult {
  const failed = record.outcome !== 'response'
  const parsed: unknown = stream && !failed ? undefined : JSON.parse(payload)
  const result: { -readonly [Key in keyof InvocationResult]: InvocationResult[Key] } = {
    statusCode: 200,
    payload: stream && (!failed || hasBegun(stream)) ? decodeBody(stream.bytes) : parsed,
    executedVersion: version,
    record,
  }
  const error = failed ? (parsed as FunctionError) : undefined
  if (stream) result.stream = error ? Object.freeze({ ...stream, error }) : stream
  if (error) {
    result.error = error
    result.functionError = 'Unhandled'
  }
  if (tail) result.logResult = logTail(record.logs)
  return Object.freeze(result)
}

/** From the first byte on, the client has what was sent, whatever happens then (STR-9). */
function hasBegun({ metadata, bytes }: StreamedResponse): boolean {
  return metadata !== undefined || bytes.length > 0
}
