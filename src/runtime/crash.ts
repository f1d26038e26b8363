// What the runtime does about an error that nobody handled: the end of its process.

import type { ErrorPayload, ExitStatus, RuntimeRules } from '../sandbox/port.js'
import type { RuntimeLog } from './error-log.js'
import { errorPayload } from './error-payload.js'
import { RuntimeFault } from './runtime-fault.js'
import { type CrashKind, uncaughtText } from './uncaught-text.js'

export interface Crash {
  readonly exit: ExitStatus
  /** The error that the runtime still posts; without one the caller gets the exit (`exitError`). */
  readonly payload?: ErrorPayload
  /** What it writes before it ends, in order. */
  readonly logs: readonly RuntimeLog[]
}

/**
 * nodejs24.x has no listeners: Node writes its own text and exits 1 (ERR-7, INIT-16), unless the function listens
 * itself (ERR-10: the caller's to know). nodejs22.x logs, posts the error and exits 129, or 128 for a rejection, whatever the
 * function listens to (ERR-6, ERR-8, ERR-10).
 *
 * @param open an Init or an invocation is there to take the payload; left-over work that fails after a thaw, before the
 *   next handler is entered, has none: its post goes to an invocation that is over and is refused (ERR-9)
 */
export function crash(kind: CrashKind, error: unknown, rules: RuntimeRules, open: boolean): Crash {
  if (rules === 'nodejs24.x') return { exit: { code: 1 }, logs: [{ to: 'stderr', text: uncaughtText(kind, error) }] }
  if (kind === 'uncaughtException') return crash22(129, 'Uncaught Exception', error, open)
  try {
    return crash22(128, 'Unhandled Promise Rejection', unhandledRejection(error), open)
  } catch (problem) {
    // A reason that has no text makes the client's own listener throw (LAB).
    return crash22(129, 'Uncaught Exception', problem, open)
  }
}

function crash22(
  code: number,
  label: 'Uncaught Exception' | 'Unhandled Promise Rejection',
  error: unknown,
  open: boolean,
): Crash {
  const logs: readonly RuntimeLog[] = [{ to: 'console', label, error }]
  return { exit: { code }, ...(open && { payload: errorPayload(error, 'nodejs22.x') }), logs }
}

/** The error that stands for a rejection; its log line shows reason and promise (ERR-6). */
function unhandledRejection(reason: unknown): RuntimeFault {
  const { message } = new Error(reason as string | undefined)
  const fault = new RuntimeFault('Runtime.UnhandledPromiseRejection', message, 'nodejs22.x')
  return Object.assign(fault, { reason, promise: {} })
}
