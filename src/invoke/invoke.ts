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

/** An invocation that was let in, and runs. */
export interface Admission {
  /** Never rejects because of what the function did. */
  readonly completed: Promise<Completed>
  /** To be called when it has ended. A promise only when its environment ends with it. */
  leave(): Promise<void> | undefined
}

/** Begins one invocation; throws what the service refuses (`TooManyRequestsException`). */
export function admit({ pool }: Invocable, call: Call, fn: InvokedFunction): Admission {
  const leave = fn.concurrency.enter(fn, fn.provisioned > 0 && pool.hasProvisionedFree)
  const environment = pool.take(call.tenant)
  return {
    completed: environment.invoke(call.request),
    leave() {
      leave()
      return pool.release(environment)
    },
  }
}

/** The Invoke API's answer, for whatever the function did. */
export function toResult({ record, payload, stream }: Completed, version: string, tail: boolean): InvocationResult {
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
