// Tells invocation results and records from other values, by their shape: both are plain data that may have crossed JSON.

import type { InvocationRecord, LogEntry, Report } from './record.js'
import type { FunctionError, InvocationResult } from './result.js'

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

/** Whether `value` is one of the `logs` of a record. */
export function isLogEntry(value: unknown): value is LogEntry {
  return (
    isObject(value) &&
    typeof value['line'] === 'string' &&
    (value['source'] === 'platform' || value['source'] === 'application')
  )
}

/** Whether `value` is the `report` of a record. */
export function isReport(value: unknown): value is Report {
  return isObject(value) && REPORT_KEYS.every((key) => typeof value[key] === 'number')
}

const REPORT_KEYS = ['durationMs', 'billedDurationMs', 'memorySizeMB', 'maxMemoryUsedMB', 'cpuMs']

/** Whether `value` is the JSON of an error as Lambda answers it, and nothing else. */
export function isFunctionError(value: unknown): value is FunctionError {
  if (!isObject(value)) return false
  const { errorType, errorMessage, trace, ...more } = value
  return (
    typeof errorType === 'string' &&
    typeof errorMessage === 'string' &&
    (trace === undefined || Array.isArray(trace)) &&
    Object.keys(more).length === 0
  )
}

/** Whether `value` is an object with named members: neither `null` nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
