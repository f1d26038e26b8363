// toHaveLogged: the function wrote a log line with this text, or this JSON object.

import { excerpt, oneLine } from '../record/describe-error.js'
import { applicationLines, findInLine, lineHasText, lineObjects } from '../record/log-search.js'
import { isObject } from '../record/recognise.js'
import type { LogEntry } from '../record/record.js'
import type { InvocationResult } from '../record/result.js'
import { withoutIds } from '../record/stable-text.js'
import { isAsymmetric, isForText } from '../record/asymmetric.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { contains } from './matcher.js'
import { onResult } from './received.js'
import { isText } from './text-pattern.js'
import { brief, guide, verdict } from './verdict.js'

/** Levels as AWS writes them (LOG-14). `CRITICAL` is Powertools' word for FATAL, under which a record has such lines. */
export type LoggedLevel = (typeof LEVELS)[number]
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'CRITICAL'] as const

/** A text that a line contains, a pattern that it matches, or members that a JSON line has. */
export type LogPattern = string | RegExp | object

export function toHaveLogged(
  this: MatcherContext,
  received: unknown,
  expected: LogPattern,
  level?: LoggedLevel,
): MatcherResult {
  return onResult(this, 'toHaveLogged', received, (result) => {
    const wrong = unusablePattern(expected) ?? unusableLevel(level)
    const asRecorded = level === 'CRITICAL' ? 'FATAL' : level
    return wrong === undefined ? judge(this, result, expected, asRecorded) : guide(this, wrong)
  })
}

function judge(
  context: MatcherContext,
  result: InvocationResult,
  expected: LogPattern,
  level: LoggedLevel | undefined,
): MatcherResult {
  const { logs } = result.record
  const found = applicationLines(logs, level).find((entry) => matches(context, entry, expected))
  const wanted = (): string => `${describePattern(context, expected)}${level === undefined ? '' : ` at level ${level}`}`
  return verdict(result, found !== undefined, () =>
    found === undefined
      ? `expected the function to log ${wanted()}, but ${nearMiss(context, logs, expected)}`
      : `expected the function not to log ${wanted()}, but it did: ${withoutIds(told(context, found, expected), result.record)}`,
  )
}

/** The part of a line that was found, with what is around it. */
function told(context: MatcherContext, entry: LogEntry, expected: LogPattern): string {
  if (typeof expected === 'string' || expected instanceof RegExp) {
    const { within, at } = findInLine(entry, expected) ?? { within: entry.line, at: 0 }
    return excerpt(within, at)
  }
  const object = isAsymmetric(expected)
    ? undefined
    : lineObjects(entry).find((each) => contains(context, each, expected))
  if (object === undefined) return oneLine(entry.message ?? entry.line)
  return brief(context, Object.fromEntries(Object.keys(expected).map((name) => [name, object[name]])))
}

function matches(context: MatcherContext, entry: LogEntry, expected: LogPattern): boolean {
  if (typeof expected === 'string' || expected instanceof RegExp) return lineHasText(entry, expected)
  const objects = isForText(expected) ? [] : lineObjects(entry)
  if (objects.length > 0) return objects.some((value) => contains(context, value, expected))
  return isAsymmetric(expected) && isText(context, entry.message ?? entry.line, expected)
}

function nearMiss(context: MatcherContext, logs: readonly LogEntry[], expected: LogPattern): string {
  const own = applicationLines(logs)
  if (own.length === 0) return 'it logged nothing'
  const otherLevel = own.find((entry) => matches(context, entry, expected))
  if (otherLevel !== undefined) {
    return `its level is ${otherLevel.level ?? 'none: the line was written to stdout or stderr without one'}`
  }
  const platform = logs.find((entry) => entry.source === 'platform' && matches(context, entry, expected))
  if (platform !== undefined) {
    return 'only Lambda did: START, END and REPORT lines are no lines of the function; they are in result.record.logs'
  }
  const count = own.length === 1 ? 'its one line differs' : `none of its ${own.length} lines has that`
  return `${count}${isPlainObject(expected) && own.every((entry) => lineObjects(entry).length === 0) ? NO_JSON : ''}`
}

/** In the Text format console.log prints an object as util.inspect does, which is no JSON (LOG-13). */
const NO_JSON =
  "\nNo line is JSON. For console.log(object), set loggingConfig: { logFormat: 'JSON' } or look for the text it prints."

function describePattern(context: MatcherContext, expected: LogPattern): string {
  if (typeof expected === 'string') return JSON.stringify(expected)
  return expected instanceof RegExp ? String(expected) : `a line with ${brief(context, expected)}`
}

function isPlainObject(value: unknown): boolean {
  return isObject(value) && !(value instanceof RegExp) && !isAsymmetric(value)
}

function unusablePattern(expected: unknown): string | undefined {
  if (expected === '') return 'toHaveLogged() received an empty text, which every line contains. Is a variable unset?'
  if (typeof expected === 'string' || isObject(expected)) return undefined
  const what = Array.isArray(expected) ? 'an array' : typeof expected === 'function' ? 'a function' : String(expected)
  return `toHaveLogged() takes a text, a RegExp or an object with the members of a JSON line, but received ${what}`
}

function unusableLevel(level: unknown): string | undefined {
  if (level === undefined || LEVELS.some((known) => known === level)) return undefined
  return `toHaveLogged() knows the levels ${LEVELS.join(', ')}, written like that, but received ${JSON.stringify(level)}`
}
