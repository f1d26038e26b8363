// Reads what a line of output says about itself, when it is a JSON object as structured loggers write it.

import type { LogEntry } from '../record/record.js'

/**
 * The entry for one raw line (LOG-15). A JSON object that carries `level` sets the entry's level, request id and
 * message: Powertools and winston write the level as text, pino and bunyan as a number from 10 to 60.
 */
export function lineEntry(line: string): LogEntry {
  const fields = readObject(line)
  if (!fields) return { line, source: 'application', message: line }
  const level = levelOf(fields['level'])
  if (level === undefined) return { line, source: 'application', message: line }
  const requestId = firstText(fields['requestId'], fields['function_request_id'], fields['awsRequestId'])
  const message = messageOf(fields['message'] ?? fields['msg'])
  return {
    line,
    source: 'application',
    level,
    ...(requestId !== undefined && { requestId }),
    ...(message !== undefined && { message }),
  }
}

function readObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{') || !line.trimEnd().endsWith('}')) return undefined
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

/** Least number of each level. Source: https://github.com/pinojs/pino/blob/main/docs/api.md#logger-level */
const NUMBERS: readonly (readonly [number, string])[] = [
  [60, 'FATAL'],
  [50, 'ERROR'],
  [40, 'WARN'],
  [30, 'INFO'],
  [20, 'DEBUG'],
]

/** Names that loggers have for AWS's levels. */
const NAMES: Readonly<Record<string, string>> = { WARNING: 'WARN', CRITICAL: 'FATAL' }

function levelOf(level: unknown): string | undefined {
  if (typeof level === 'number') return NUMBERS.find(([least]) => level >= least)?.[1] ?? 'TRACE'
  if (typeof level !== 'string' || level === '') return undefined
  const name = level.toUpperCase()
  return NAMES[name] ?? name
}

function messageOf(message: unknown): string | undefined {
  if (message === undefined) return undefined
  return typeof message === 'string' ? message : JSON.stringify(message)
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string')
}
