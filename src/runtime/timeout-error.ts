// The error of an invocation that ran out of time.

import type { ErrorPayload } from '../sandbox/port.js'

/** What the caller gets at the deadline: the configured seconds, with two decimals, and no trace (ERR-12). */
export function timeoutError(requestId: string, timeoutMs: number): ErrorPayload {
  const seconds = (timeoutMs / 1000).toFixed(2)
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  }
}
