// The stack of the error that ended the process, from what was logged of it: the invocation's own error tells only that it ended.

import { isFrame } from './frame.js'
import { applicationLines } from './log-search.js'
import { parsedJson } from './parsed-json.js'
import { isObject } from './recognise.js'
import type { InvocationRecord, LogEntry } from './record.js'

/** The error's first line and its frames; undefined where nothing of the kind was logged. */
export function crashStack({ outcome, logs }: InvocationRecord): readonly string[] | undefined {
  const entries = applicationLines(logs)
  if (outcome === 'exit') return nodesText(entries.map(({ line }) => line))
  return outcome === 'error' ? rejectionReason(entries) : undefined
}

/** On nodejs24.x Node writes the error (ERR-7), and Lambda logs each line as an event of its own (LOG-15); it is the last one. */
function nodesText(lines: readonly string[]): readonly string[] | undefined {
  const last = lines.findLastIndex(isFrame)
  const bare = lines.findLast((line) => line.startsWith('UnhandledPromiseRejection: '))
  if (last === -1) return bare === undefined ? undefined : [withoutBrace(bare)]
  const first = lines.findLastIndex((line, index) => index < last && !isFrame(line))
  const [headline = '', ...frames] = lines.slice(Math.max(first, 0), last + 1)
  return [headline, ...frames].map(withoutBrace)
}

/** At the end of the line after which Node writes the error's own properties. */
function withoutBrace(line: string): string {
  return line.replace(/ \{$/, '')
}

/** On nodejs22.x the runtime logs an error that it made for the rejection, with the function's as its reason (ERR-6). */
function rejectionReason(entries: readonly LogEntry[]): readonly string[] | undefined {
  const text = entries.findLast(({ message }) => message?.includes('UnhandledPromiseRejection","'))?.message
  const error = text === undefined ? undefined : parsedJson(text.slice(text.indexOf('{')))
  const reason = isObject(error) ? error['reason'] : undefined
  if (!isObject(reason)) return undefined
  // LOG-13 and LOG-19 name it differently.
  const stack = reason['stack'] ?? reason['stackTrace']
  return Array.isArray(stack) ? stack.map(String) : undefined
}
