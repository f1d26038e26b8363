// The Invoke API: a request becomes an invocation of one version, its end becomes the result.

import type { Completed } from '../environment/environment.js'
import type { Pool } from '../environment/pool.js'
import { logTail } from '../record/log-tail.js'
import type { FunctionError, InvocationResult } from '../record/result.js'
import { decodeBody, type StreamedResponse } from '../record/stream.js'
import type { Call } from './call.js'
import type { Concurrency } from './concurrency.js'

/** A version of a function, with its environments. */
export interface Invocable {
  readonly version: string
  readonly pool: Pool
}

/** The function that it is a version of. */
export interface InvokedFunction {
  readonly concurrency: Concurrency
  /** `reservedConcurrentExecutions`: of the function, not of a version. */
  readonly reserved: number | undefined
  /** Environments that are provisioned over all versions. */
  readonly provisioned: number
}

/**
 * Runs the function once. Resolves with the result for whatever the function did; rejects only with what the service
 * refuses (`TooManyRequestsException`).
 */
export async function runCall(target: Invocable, call: Call, fn: InvokedFunction): Promise<InvocationResult> {
  const { pool } = target
  const leave = fn.concurrency.enter(fn, fn.provisioned > 0 && pool.hasProvisionedFree)
  const environment = pool.take(call.tenant)
  try {
    const completed = await environment.invoke(call.request)
    return toResult(completed, target.version, call.tail)
  } finally {
    leave()
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
