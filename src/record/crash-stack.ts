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
  const start = crashStart(lines)
  const bare = lines.findLast((line) => line.startsWith('UnhandledPromiseRejection: '))
  if (start === undefined) return bare === undefined ? undefined : [withoutBrace(bare)]
  const text = lines.slice(start)
  const first = text.findIndex(isFrame)
  const end = text.findIndex((line, index) => index > first && !isFrame(line))
  // The frame before the error's own properties ends in a brace.
  return text.slice(0, end < 0 ? undefined : end).map(withoutBrace)
}

/** Index of the line with which Node's text of an error begins; undefined where no line is a frame. */
export function crashStart(lines: readonly string[]): number | undefined {
  const last = lines.findLastIndex(isFrame)
  if (last === -1) return undefined
  // Its frames, its properties and the errors in them are indented.
  const before = lines.findLastIndex((line, index) => index < last && !/^(?:\s|\}|$)/.test(line))
  if (before === -1) return 0
  if (NAMED.test(lines[before] ?? '')) return before
  // It may be the last one of a message of several lines.
  const named = lines.findLastIndex((line, index) => index < before && (AN_ERROR.test(line) || isFrame(line)))
  return named === -1 || isFrame(lines[named] ?? '') ? before : named
}

/** A line that begins, or is, the name of something. */
const NAMED = /^[\w$.]+(?: \[[^\]]+\])?(?::|$)/
const AN_ERROR = /^[\w$.]*(?:Error|Exception)(?: \[[^\]]+\])?(?::|$)/

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
