// Turns whatever was thrown into the body of a function error.

import { types } from 'node:util'
import type { ErrorPayload, RuntimeRules } from '../sandbox/port.js'
import { headed, stackLines } from './stack-lines.js'

/**
 * The body the runtime posts for `error`, with its keys in AWS's order (ERR-2, ERR-3, ERR-4). It never throws: what
 * cannot be read becomes AWS's `handled` error. A name or message that is `undefined` leaves its key out, as there.
 */
export function errorPayload(error: unknown, rules: RuntimeRules): ErrorPayload {
  try {
    return rules === 'nodejs24.x' ? payload24(error) : payload22(error)
  } catch {
    return rules === 'nodejs24.x' ? { ...UNREADABLE, trace: [] } : UNREADABLE
  }
}

/** nodejs24.x knows an error by `instanceof`: one of another realm is an object to it (ERR-4). */
function payload24(error: unknown): ErrorPayload {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  const stack = readText(error.stack)
  return fromError(error, stack === undefined ? [] : stackLines(headed(error, stack)))
}

/** nodejs22.x takes native errors of any realm, and objects that look like one (ERR-4). */
function payload22(error: unknown): ErrorPayload {
  if (types.isNativeError(error) || looksLikeError(error)) {
    const stack = readText(error.stack)
    if (stack === undefined) throw new TypeError('the error has no stack')
    return fromError(error, stackLines(headed(error, stack)))
  }
  // `null` and `undefined` have no `toString`: they end as AWS's `handled` error.
  const { toString } = error as object
  return { errorType: typeof error, errorMessage: toString.call(error), trace: [] }
}

function fromError(error: Error, trace: readonly string[]): ErrorPayload {
  const errorType = readText(error.name)
  const errorMessage = readText(error.message)
  const payload = {
    ...(errorType !== undefined && { errorType }),
    ...(errorMessage !== undefined && { errorMessage }),
    trace,
  }
  return payload as ErrorPayload
}

function looksLikeError(error: unknown): error is Error {
  if (!error) return false
  const { name, message, stack } = error as Partial<Error>
  return isText(name) && isText(message) && isText(stack)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

/** ASCII DEL is escaped in every part of an error (ERR-2); a part that is neither text nor missing is unreadable. */
function readText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new TypeError('a part of the error is not text')
  return value.includes(DEL) ? value.replaceAll(DEL, '%7F') : value
}

const DEL = '\u007f'

const UNREADABLE: ErrorPayload = {
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, ' +
    'name, and stack',
}
