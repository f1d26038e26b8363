// What the runtime does about a failure to load the function: the end of Init.

import type { ExitStatus, RuntimeRules } from '../sandbox/port.js'
import type { Crash } from './crash.js'
import { errorPayload } from './error-payload.js'
import { RuntimeFault } from './runtime-fault.js'
import { uncaughtText } from './uncaught-text.js'

/**
 * What becomes of an Init whose code could not be loaded: a rejected import, a handler that was not found (INIT-5). The
 * payload goes to whoever waits; the log shows the error (RES-15), on nodejs24.x followed by Node's own text.
 */
export function initError(error: unknown, rules: RuntimeRules): Crash {
  const failure = loadFailure(error, rules)
  const payload = errorPayload(failure, rules)
  if (rules === 'nodejs22.x') {
    return { exit: { code: 129 }, payload, logs: [{ to: 'console', label: 'Uncaught Exception', error: failure }] }
  }
  const logs: Crash['logs'] = [
    { to: 'console', label: 'Init Error', error: failure },
    // The client lets the error go on as a rejection that nobody handles.
    { to: 'stderr', text: uncaughtText('unhandledRejection', failure) },
  ]
  return { exit: { code: 1 }, payload, logs }
}

/** How the process ends when a top-level await never settles and nothing keeps the event loop alive (INIT-15). */
export function unsettledInit(rules: RuntimeRules): ExitStatus {
  return { code: rules === 'nodejs24.x' ? 0 : 13 }
}

/** Loading errors under AWS's names; everything else that code throws at its top level keeps its own (RES-11). */
function loadFailure(error: unknown, rules: RuntimeRules): unknown {
  if (error instanceof RuntimeFault) return error
  if (error instanceof SyntaxError) {
    // nodejs24.x keeps the stack of the error it wraps (LAB).
    const stack = rules === 'nodejs24.x' ? error.stack : undefined
    return new RuntimeFault('Runtime.UserCodeSyntaxError', String(error), rules, { stack })
  }
  if (isModuleNotFound(error, rules)) return new RuntimeFault('Runtime.ImportModuleError', String(error), rules)
  if (rules === 'nodejs22.x' && (error === undefined || error === null)) {
    // Its client reads `code` of whatever was thrown (LAB).
    return new RuntimeFault('TypeError', `Cannot read properties of ${String(error)} (reading 'code')`, rules)
  }
  return named(error, rules) ?? error
}

/** ESM's `ERR_MODULE_NOT_FOUND` is another code and stays an ordinary error (RES-11). */
function isModuleNotFound(error: unknown, rules: RuntimeRules): boolean {
  if (error === null || error === undefined || (rules === 'nodejs24.x' && !(error instanceof Error))) return false
  return (error as { code?: unknown }).code === 'MODULE_NOT_FOUND'
}

/** An error of this package that carries one of AWS's types, such as a malformed handler string (RES-3, RES-4). */
function named(error: unknown, rules: RuntimeRules): RuntimeFault | undefined {
  if (!(error instanceof Error) || !('errorType' in error) || typeof error.errorType !== 'string') return undefined
  return error.errorType.startsWith('Runtime.') ? new RuntimeFault(error.errorType, error.message, rules) : undefined
}
