// Marks a handler as one that streams its response, and reads that mark.

import type { RuntimeRules } from '../sandbox/port.js'
import { RuntimeFault } from './runtime-fault.js'

/** Libraries read these marks too, so they are AWS's own registered symbols (STR-1). */
export const STREAMING: unique symbol = Symbol.for('aws.lambda.runtime.handler.streaming')
export const HIGH_WATER_MARK: unique symbol = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')

interface Marked {
  [STREAMING]?: unknown
  [HIGH_WATER_MARK]?: unknown
}

/** `awslambda.streamifyResponse`: marks `handler` and returns the same function (STR-1). */
export function streamifyResponse<Handler extends object>(
  handler: Handler,
  options?: { readonly highWaterMark?: number },
): Handler {
  const marked: Marked = handler
  marked[STREAMING] = 'response'
  if (typeof options?.highWaterMark === 'number') marked[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark)
  return handler
}

/** Whether `handler` streams its response. */
export function isStreaming(handler: object): boolean {
  return (handler as Marked)[STREAMING] === 'response'
}

/** Throws a `RuntimeFault` for a mark that is none of AWS's (STR-1). */
export function checkStreamingMark(handler: object, rules: RuntimeRules): void {
  const mark = (handler as Marked)[STREAMING]
  if (mark === undefined || mark === null || mark === false || mark === 'response') return
  // Other falsy marks are none for nodejs24.x alone (LAB).
  if (!mark && rules === 'nodejs24.x') return
  // The client of nodejs22.x does not import the error that it means to throw (LAB).
  if (rules === 'nodejs22.x') throw new RuntimeFault('ReferenceError', `${MALFORMED} is not defined`, rules)
  throw new RuntimeFault(`Runtime.${MALFORMED}`, 'Only response streaming is supported.', rules)
}

const MALFORMED = 'MalformedStreamingHandler'

/** How many bytes the response stream buffers before `write` returns false; `undefined`: Node's default. */
export function highWaterMark(handler: object): number | undefined {
  const mark = (handler as Marked)[HIGH_WATER_MARK]
  if (mark === undefined || mark === null || mark === false) return undefined
  const bytes = Number(mark)
  return Number.isNaN(bytes) ? undefined : bytes
}
