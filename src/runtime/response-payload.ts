// Turns what a handler answered into the JSON text of the response.

import type { RuntimeRules } from '../sandbox/port.js'
import { RuntimeFault } from './runtime-fault.js'

/**
 * The response's JSON text (HND-6), or the fault with which the runtime answers instead: a value that JSON refuses
 * (HND-7), or one for which JSON has no text at all (HND-8). Neither costs the environment.
 */
export function responsePayload(value: unknown, rules: RuntimeRules): string | RuntimeFault {
  let text: string | undefined
  try {
    text = JSON.stringify(value === undefined ? null : value)
  } catch {
    const errorType = rules === 'nodejs24.x' ? 'Runtime.JSONStringifyError' : 'Error'
    return new RuntimeFault(errorType, 'Unable to stringify response body', rules)
  }
  return text ?? new RuntimeFault('TypeError', 'Wrong arguments', rules)
}
