// Finds what a function logged: its application lines, the text of a line, the values a line can be read as.

import { isObject } from './recognise.js'
import type { LogEntry } from './record.js'
import { jsonLine, jsonMessage } from './structured-line.js'

/** The lines the function wrote itself, in order; with `level`, those of that level only. */
export function applicationLines(logs: readonly LogEntry[], level?: string): LogEntry[] {
  return logs.filter((entry) => entry.source === 'application' && (level === undefined || entry.level === level))
}

/** Whether the line, or the message in it, contains the text or matches the pattern. */
export function lineHasText(entry: LogEntry, text: string | RegExp): boolean {
  return findInLine(entry, text) !== undefined
}

/** Where the text is, or what matches the pattern: in the message, else in the line. */
export function findInLine(
  { message, line }: LogEntry,
  text: string | RegExp,
): { readonly within: string; readonly at: number } | undefined {
  for (const within of [message, line]) {
    // `search` ignores and restores `lastIndex`, so a pattern with the g flag gives the same answer each time.
    const at = (typeof text === 'string' ? within?.indexOf(text) : within?.search(text)) ?? -1
    if (within !== undefined && at !== -1) return { within, at }
  }
  return undefined
}

/**
 * The JSON objects a line can be read as: the line itself, what was logged as its `message` (LOG-18), and the JSON text
 * after Lambda's text prefix (LOG-13).
 */
export function lineObjects(entry: LogEntry): Readonly<Record<string, unknown>>[] {
  const line = jsonLine(entry)
  const nested = line?.['message']
  return [line, isObject(nested) ? nested : undefined, jsonMessage(entry)].filter((value) => value !== undefined)
}
