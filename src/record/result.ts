// What `invoke` resolves with: the Invoke API's answer, and the record of what happened.

import type { InvocationRecord } from './record.js'
import type { StreamedResponse } from './stream.js'

/** The JSON of a failed invocation (ERR-2). */
export interface FunctionError {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

/**
 * The answer to one `invoke`. A function error does not reject (as in AWS): `functionError` is set, and `payload` and
 * `error` hold the error's JSON. A failure that nobody looks at fails its test: see `unobserved` of the config.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export interface InvocationResult<Payload = unknown> {
  /** 200, also for function errors (API-2). */
  readonly statusCode: 200
  /**
   * The parsed JSON the function answered with; of a failed invocation the error's JSON. Of a streaming handler the body
   * as far as it came, parsed where it is JSON, else as text; the error's JSON where it failed before the first byte.
   */
  readonly payload: Payload
  readonly error?: FunctionError
  /** `'Unhandled'` when the function failed (ERR-16). */
  readonly functionError?: string
  /** Of a streaming handler: what it sent and when, and the error that broke it off. */
  readonly stream?: StreamedResponse
  readonly executedVersion: string
  /** Base64 of the last 4,096 bytes of the log, with `logType: 'Tail'` (LOG-21). */
  readonly logResult?: string
  readonly record: InvocationRecord
}

/**
 * The answer to an invocation that did not run the function: an event was queued, or a dry run found nothing wrong (API-2).
 * What became of an event is in the reports of `settled()`, by its `requestId`.
 */
export interface UnexecutedResult {
  /** 202 for `invocationType: 'Event'`, 204 for `'DryRun'`. */
  readonly statusCode: 202 | 204
  readonly payload: undefined
  /** The `x-amzn-RequestId` header of the answer (API-3): of an event, the id that all of its attempts have. */
  readonly requestId: string
}
