// Reads the JSON texts of an invocation: its event, and the headers that carry JSON.

import type { RuntimeRules } from '../sandbox/port.js'
import { RuntimeFault } from './runtime-fault.js'

/**
 * The event of an invocation: a fresh value each time (HND-2); `__proto__` stays an ordinary key, as JSON has it.
 * Text that is no JSON ends the process on nodejs24.x and is a function error on nodejs22.x (LAB): the fault says so.
 */
export function parseEvent(text: string, rules: RuntimeRules): unknown {
  try {
    return JSON.parse(text)
  } catch (problem) {
    const { message } = problem as SyntaxError
    const stack = `SyntaxError: ${message}\n    at JSON.parse (<anonymous>)`
    throw new RuntimeFault('SyntaxError', message, rules, { fatal: rules === 'nodejs24.x', stack })
  }
}

/** A header that carries JSON, and what each client calls it in its error. */
export const CLIENT_CONTEXT: ClientHeader = { header: 'lambda-runtime-client-context', name: 'ClientContext' }
export const COGNITO_IDENTITY: ClientHeader = { header: 'lambda-runtime-cognito-identity', name: 'CognitoIdentity' }

export interface ClientHeader {
  readonly header: string
  readonly name: string
}

/**
 * The value of such a header, `undefined` where it was not sent (CTX-9, CTX-10). Malformed JSON is a fault (CTX-12):
 * fatal on nodejs24.x, a function error on nodejs22.x (LAB).
 */
export function parseHeader(text: string | undefined, header: ClientHeader, rules: RuntimeRules): unknown {
  // Only nodejs24.x takes an empty header for one that was not sent.
  if (text === undefined || (text === '' && rules === 'nodejs24.x')) return undefined
  try {
    return JSON.parse(text)
  } catch (problem) {
    const { message } = problem as SyntaxError
    throw rules === 'nodejs24.x'
      ? new RuntimeFault('Runtime.PlatformError', `Failed to parse ${header.header} as JSON: ${message}`, rules, FATAL)
      : new RuntimeFault('Error', `Cannot parse ${header.name} as json: SyntaxError: ${message}`, rules)
  }
}

const FATAL = { fatal: true } as const
