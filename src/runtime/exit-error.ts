// The error of an invocation whose runtime process ended without answering.

import type { ErrorPayload, ExitStatus } from '../sandbox/port.js'

/** What the caller gets when the process ended (ERR-11), or was killed for its memory (ERR-13); it has no trace. */
export function exitError(requestId: string, exit: ExitStatus): ErrorPayload {
  const errorType = exit.signal !== undefined && exit.outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError'
  return { errorType, errorMessage: `RequestId: ${requestId} Error: ${exitText(exit)}` }
}

function exitText(exit: ExitStatus): string {
  if (exit.signal !== undefined) return `Runtime exited with error: signal: ${SIGNALS[exit.signal] ?? exit.signal}`
  if (exit.code === 0) return 'Runtime exited without providing a reason'
  return `Runtime exited with error: exit status ${exit.code}`
}

/**
 * Lambda's supervisor is written in Go and names a signal as Go does on Linux (ERR-11).
 * Source: https://pkg.go.dev/syscall#Signal
 */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGALRM: 'alarm clock',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
  SIGUSR1: 'user defined signal 1',
  SIGUSR2: 'user defined signal 2',
}
