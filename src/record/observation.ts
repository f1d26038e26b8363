// Whether anybody looked at a failed invocation: a failure nobody looks at must not pass silently.

import type { InvocationResult } from './result.js'

/** What tells that an invocation failed. Reading the status code does not: it is 200 for a function error (API-2). */
const telling: ReadonlySet<PropertyKey> = new Set(['payload', 'error', 'functionError', 'record'])

const original = Symbol.for('vitest-lambda.original')

/** `result` as it is, calling `observed` when something that tells the failure is read for the first time. */
export function watch<Result extends InvocationResult>(result: Result, observed: () => void): Result {
  let seen = false
  return new Proxy(result, {
    get(target, key, receiver) {
      if (key === original) return target
      if (!seen && telling.has(key)) {
        seen = true
        observed()
      }
      return Reflect.get(target, key, receiver) as unknown
    },
  })
}

/** Counts as having looked at the failure, if `result` is one. */
export function observe(result: unknown): void {
  if (typeof result === 'object' && result !== null) void (result as InvocationResult).error
}

/** The same result, to be read without that counting as having looked at the failure. */
export function unwatched<Result extends object>(result: Result): Result {
  return (result as { [original]?: Result })[original] ?? result
}
