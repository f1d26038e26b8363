// The console's text format: time, request id, level and message, with tabs between them.

import { format } from 'node:util'
import type { LogEntry } from '../record/record.js'
import type { LogLevel, RuntimeRules } from '../sandbox/port.js'
import type { LogMoment } from './log-moment.js'
import { isOwnFile, stackLines } from './stack-lines.js'

/** One line of text (LOG-13). */
export function textEntry(level: LogLevel, args: readonly unknown[], at: LogMoment, rules: RuntimeRules): LogEntry {
  const message = messageText(args)
  const { requestId } = at
  // During Init: nodejs22.x writes the text of an undefined id (LOG-13).
  const id = requestId ?? (rules === 'nodejs24.x' ? '-' : 'undefined')
  const line = `${new Date(at.time).toISOString()}\t${id}\t${level}\t${message}`
  return { line, source: 'application', level, message, ...(requestId !== undefined && { requestId }) }
}

/** Node's own formatting. A call without arguments prints `undefined`, for the client always passes one on (LOG-14). */
export function messageText(args: readonly unknown[]): string {
  const [first] = args
  if (args.length <= 1 && typeof first === 'string') return first
  const text = args.length <= 1 ? format(first) : format(...args)
  // The stack of an error ends where the function was called from, as everywhere in its log.
  return isOwnFile(text) ? stackLines(text).join('\n') : text
}
