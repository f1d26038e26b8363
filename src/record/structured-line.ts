// What a log line carries beyond its text: the JSON object it is, the JSON in its message, the time it was written.

import { parsedJson } from './parsed-json.js'
import type { LogEntry } from './record.js'
import { isObject } from './recognise.js'

/** The object a line consists of (LOG-18, Powertools, pino, EMF); undefined when the line is not one JSON object. */
export function jsonLine(entry: LogEntry): Readonly<Record<string, unknown>> | undefined {
  return parseObject(entry.line)
}

/** The object that was logged as the message of a text line (`console.log(JSON.stringify(x))`, LOG-13). */
export function jsonMessage(entry: LogEntry): Readonly<Record<string, unknown>> | undefined {
  return entry.message === undefined ? undefined : parseObject(entry.message)
}

/** When a line was written, ms since the epoch, if it says so: in Lambda's text prefix (LOG-13) or in a JSON member. */
export function writtenAt(entry: LogEntry): number | undefined {
  const prefix = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\t/.exec(entry.line)?.[1]
  const json = prefix === undefined ? jsonLine(entry) : undefined
  const stamp = prefix ?? json?.['timestamp'] ?? json?.['time']
  if (typeof stamp === 'number') return stamp
  const time = typeof stamp === 'string' ? Date.parse(stamp) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  // Most lines are no JSON, and a throwing parse costs far more than this look.
  const trimmed = text.trim()
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined
  const value = parsedJson(trimmed)
  return isObject(value) ? value : undefined
}
