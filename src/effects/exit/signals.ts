// Signals as `process.kill` takes them, and what they do to a process that does not listen.

import { constants } from 'node:os'

const NAMES = Object.keys(constants.signals) as NodeJS.Signals[]

/**
 * Without a listener these change nothing, or stop the process, which cannot be told from waiting. Node.js ignores SIGPIPE
 * and starts the debugger on SIGUSR1. Source: https://nodejs.org/api/process.html#signal-events
 */
const HARMLESS: ReadonlySet<NodeJS.Signals> = new Set<NodeJS.Signals>(
  // prettier-ignore
  ['SIGCHLD', 'SIGCONT', 'SIGPIPE', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGUSR1', 'SIGWINCH'],
)

/** Name of a signal given by name or number, as `process.kill` reads it; undefined for one that it does not know. */
export function signalName(signal: unknown): NodeJS.Signals | undefined {
  const asked = signal === undefined || signal === null || signal === '' ? 'SIGTERM' : signal
  const named = NAMES.find((name) => name === asked)
  const number = named ? constants.signals[named] : asked
  // Some names are another's alias (SIGIOT is SIGABRT): the first is the usual one.
  return NAMES.find((name) => constants.signals[name] === number)
}

/** Whether a listener for the signal is ever called. Source: https://man7.org/linux/man-pages/man7/signal.7.html */
export function isCatchable(name: NodeJS.Signals): boolean {
  return name !== 'SIGKILL' && name !== 'SIGSTOP'
}

/** Whether a process without a listener for the signal goes on. */
export function isHarmless(name: NodeJS.Signals): boolean {
  return HARMLESS.has(name)
}
