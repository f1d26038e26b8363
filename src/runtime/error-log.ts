// How the runtime logs an error: what it hands to its own console.

import type { RuntimeRules } from '../sandbox/port.js'
import { errorPayload } from './error-payload.js'
import { headed, stackLines } from './stack-lines.js'

/** The words before the error in a text log line (ERR-5, ERR-6, ERR-8, RES-15). */
export type ErrorLabel = 'Invoke Error' | 'Init Error' | 'Uncaught Exception' | 'Unhandled Promise Rejection'

/** What the runtime writes when something failed: an ERROR line of its console, or raw text of Node on stderr. */
export type RuntimeLog =
  | { readonly to: 'console'; readonly label: ErrorLabel; readonly error: unknown }
  | { readonly to: 'stderr'; readonly text: string }

/**
 * The arguments for the console at level ERROR. Text: the label and the error as JSON, with `stack` where the posted
 * body has `trace` (ERR-5). JSON: the error alone, which the format then writes (LOG-19).
 */
export function errorLogArguments(
  label: ErrorLabel,
  error: unknown,
  format: 'Text' | 'JSON',
  rules: RuntimeRules,
): readonly unknown[] {
  const logged = toLoggedError(error, rules)
  // The tab belongs to the text: with the space of the console's own join it makes AWS's "Invoke Error \t{".
  return format === 'JSON' ? [logged] : [label, `\t${errorJson(logged, rules)}`]
}

/**
 * What the log shows for something thrown: errors as they are, the rest wrapped (ERR-5). Throws what the conversion
 * throws, for a symbol on nodejs22.x and an object without a prototype on both: AWS's client fails over these itself.
 */
export function toError(error: unknown, rules: RuntimeRules): Error {
  if (error instanceof Error) return error
  const wrapped = new Error(rules === 'nodejs24.x' ? toText(error) : (error as string | undefined))
  wrapped.stack = wrapped.message === '' ? 'Error' : `Error: ${wrapped.message}`
  return wrapped
}

/**
 * `String()`, which stays in the stack of what it throws: V8 leaves its frame out once it has inlined the call into
 * code that is hot, and AWS's client, whose process ends here, never is.
 */
const toText = new Proxy(String, {})

function toLoggedError(error: unknown, rules: RuntimeRules): unknown {
  try {
    return toError(error, rules)
  } catch (problem) {
    return problem
  }
}

/** An error in JSON as text log lines carry it; one that JSON cannot hold is written like the posted body. */
function errorJson(error: unknown, rules: RuntimeRules): string {
  try {
    return JSON.stringify(error, (_key, value: unknown) => withFields(value))
  } catch {
    return JSON.stringify(errorPayload(error, rules))
  }
}

/** Name, message, code and stack of an error are not enumerable: they are put beside the fields that are. */
function withFields(value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const { code } = value as { code?: unknown }
  const fields: Record<string, unknown> = { errorType: value.name, errorMessage: value.message, code, ...value }
  if (typeof value.stack === 'string') fields['stack'] = stackLines(headed(value, value.stack))
  return fields
}
