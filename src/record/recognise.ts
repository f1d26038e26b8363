// Tells invocation results and records from other values, by their shape: both are plain data that may have crossed JSON.
// In a snapshot with property matchers one of these may stand for any part.

import { isAsymmetric } from './asymmetric.js'
import type { InvocationRecord, LogEntry, Report } from './record.js'
import type { FunctionError, InvocationResult } from './result.js'

/** Whether `value` is what `invoke` resolves with once the function has run. */
export function isInvocationResult(value: unknown): value is InvocationResult {
  if (!isObject(value) || !isNumber(value['statusCode'])) return false
  const { record } = value
  return isInvocationRecord(record) || (isAsymmetric(record) && 'executedVersion' in value)
}

/** Whether `value` is an invocation record. */
export function isInvocationRecord(value: unknown): value is InvocationRecord {
  return (
    isObject(value) &&
    isText(value['requestId']) &&
    isText(value['outcome']) &&
    isNumber(value['invocationIndex']) &&
    isList(value['logs']) &&
    isList(value['phases']) &&
    isObject(value['report']) &&
    isObject(value['tmp'])
  )
}

/** Whether `value` is one of the `logs` of a record. */
export function isLogEntry(value: unknown): value is LogEntry {
  return (
    isObject(value) && isText(value['line']) && (value['source'] === 'platform' || value['source'] === 'application')
  )
}

/** Whether `value` is the `report` of a record. */
export function isReport(value: unknown): value is Report {
  return isObject(value) && REPORT_KEYS.every((key) => isNumber(value[key]))
}

const REPORT_KEYS = ['durationMs', 'billedDurationMs', 'memorySizeMB', 'maxMemoryUsedMB', 'cpuMs']

/** Whether `value` is the JSON of an error as Lambda answers it, and nothing else. */
export function isFunctionError(value: unknown): value is FunctionError {
  if (!isObject(value)) return false
  const { errorType, errorMessage, trace, ...more } = value
  return (
    isText(errorType) &&
    isText(errorMessage) &&
    (trace === undefined || isList(trace)) &&
    Object.keys(more).length === 0
  )
}

/** Whether `value` is an object with named members: neither `null` nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether `value` is an object literal, or looks like one: its members are what there is to it. */
export function isLiteral(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const isText = (value: unknown): boolean => typeof value === 'string' || isAsymmetric(value)
const isNumber = (value: unknown): boolean => typeof value === 'number' || isAsymmetric(value)
const isList = (value: unknown): boolean => Array.isArray(value) || isAsymmetric(value)
