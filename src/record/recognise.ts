// Tells invocation results and records from other values, by their shape: both are plain data that may have crossed JSON.

import type { InvocationRecord } from './record.js'
import type { InvocationResult } from './result.js'

/** Whether `value` is what `invoke` resolves with once the function has run. */
export function isInvocationResult(value: unknown): value is InvocationResult {
  return isObject(value) && typeof value['statusCode'] === 'number' && isInvocationRecord(value['record'])
}

/** Whether `value` is an invocation record. */
export function isInvocationRecord(value: unknown): value is InvocationRecord {
  return (
    isObject(value) &&
    typeof value['requestId'] === 'string' &&
    typeof value['outcome'] === 'string' &&
    typeof value['invocationIndex'] === 'number' &&
    Array.isArray(value['logs']) &&
    Array.isArray(value['phases']) &&
    isObject(value['report']) &&
    isObject(value['tmp'])
  )
}

/** Whether `value` is an object with named members: neither `null` nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
