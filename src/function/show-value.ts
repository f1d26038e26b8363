// Shows a received value in an error message, on one line and short.

import { inspect, types } from 'node:util'

const LONGEST = 80

/** `'text'`, `42`, `{ a: 1 }`, `[Function: f]`; cut at 80 characters. */
export function showValue(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 5, customInspect: false })
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

/** What kind of thing a value is, in a user's words: `a number`, `an array`, `a promise`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (isThenable(value)) return 'a promise'
  if (typeof value === 'object') return 'an object'
  return value === undefined ? 'undefined' : `a ${typeof value}`
}

/** `'text' (a string)`, `null`: the value, and its kind where the look of it does not say that already. */
export function describeValue(value: unknown): string {
  const shown = showValue(value)
  const kind = kindOf(value)
  return shown === kind ? shown : `${shown} (${kind})`
}

export function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/** An object with named members: no array, function, promise, regular expression, Date, Map or Set. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isThenable(value)) return false
  return ![types.isRegExp, types.isDate, types.isMap, types.isSet].some((isOther) => isOther(value))
}
