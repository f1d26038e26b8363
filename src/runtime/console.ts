// Turns one call of the console into one entry of the log.

import type { LogEntry } from '../record/record.js'
import type { LogLevel, RuntimeRules } from '../sandbox/port.js'
import { jsonEntry } from './console-json.js'
import { textEntry } from './console-text.js'
import type { LogMoment } from './log-moment.js'

export interface ConsoleFormatOptions {
  readonly rules: RuntimeRules
  readonly format: 'Text' | 'JSON'
  /** Least level that is written; default: every level (LOG-20). */
  readonly level?: LogLevel
}

/** The entry for one call of a console method, newlines included (LOG-16); `undefined` for a level that is left out. */
export type ConsoleFormat = (level: LogLevel, args: readonly unknown[], at: LogMoment) => LogEntry | undefined

const PRIORITIES: Readonly<Record<LogLevel, number>> = { TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5, FATAL: 6 }

/** The console's format, fixed for the life of an environment: AWS's client reads both settings once (LOG-20). */
export function createConsoleFormat(options: ConsoleFormatOptions): ConsoleFormat {
  const { rules, level: least = 'TRACE' } = options
  const entry = options.format === 'JSON' ? jsonEntry : textEntry
  return (level, args, at) => (PRIORITIES[level] < PRIORITIES[least] ? undefined : entry(level, args, at, rules))
}
