// The log lines of a timeline: when they were written within their phase, at which level, and what they say.

import { crashStart } from './crash-stack.js'
import { oneLine } from './describe-error.js'
import { elapsed } from './elapsed.js'
import { buriedMetrics, lineMetrics } from './emf.js'
import { applicationLines } from './log-search.js'
import { loggedError } from './logged-error.js'
import type { InvocationRecord, LogEntry, Phase } from './record.js'
import { isForeignFrame, withoutIds } from './stable-text.js'
import { jsonLine, jsonMessage, writtenAt } from './structured-line.js'

/** More log lines than this, and the earlier ones are only counted: the end is where it went wrong. */
const SHOWN_LINES = 12

/** As many of them are the first ones of the error that ended the process, which are those that name it. */
const CRASH_LINES = 4

/** Members of a JSON line that the time and level columns already show, or that say nothing to a reader of a test. */
const DULL_MEMBERS: readonly string[] = [
  'timestamp time level message msg pid hostname requestId awsRequestId function_request_id function_arn',
  'function_name function_memory_size xray_trace_id sampling_rate',
].flatMap((names) => names.split(' '))

/** A function's lines before START, written during Init, and those after it. */
export function splitAtStart(logs: readonly LogEntry[]): { duringInit: LogEntry[]; duringInvoke: LogEntry[] } {
  // A suppressed Init writes its lines before START too (INIT-7); without START nothing was initialised here.
  const start = Math.max(logs.findIndex(isStart), 0)
  return { duringInit: applicationLines(logs.slice(0, start)), duringInvoke: applicationLines(logs.slice(start)) }
}

export function isStart(entry: LogEntry): boolean {
  if (entry.source !== 'platform') return false
  return entry.line.startsWith('START ') || jsonLine(entry)?.['type'] === 'platform.start'
}

/** One row for each line, the last ones only where there are many. Frames of Node.js and of packages say nothing here. */
export function logRows(
  all: readonly LogEntry[],
  phase: Phase | undefined,
  record: InvocationRecord,
): readonly string[] {
  const entries = all.filter(({ line }) => !isForeignFrame(line))
  const rows = (some: readonly LogEntry[]): readonly string[] => some.map((entry) => logRow(entry, phase, record))
  const crash = record.outcome === 'exit' ? crashStart(all.map(({ line }) => line)) : undefined
  const start = entries.findIndex((entry) => crash !== undefined && entry === all[crash])
  if (start === -1 || start >= entries.length - SHOWN_LINES) {
    return [...earlier(entries.length - SHOWN_LINES), ...rows(entries.slice(-SHOWN_LINES))]
  }
  const end = start + CRASH_LINES
  const last = entries.slice(CRASH_LINES - SHOWN_LINES)
  const between = entries.length - last.length - end
  return [
    ...earlier(start),
    ...rows(entries.slice(start, end)),
    row('', `… ${between} more; all are in result.record.logs`),
    ...rows(last),
  ]
}

function earlier(hidden: number): readonly string[] {
  if (hidden <= 0) return []
  return [row('', `… ${hidden} earlier log ${hidden === 1 ? 'line' : 'lines'}; all are in result.record.logs`)]
}

function logRow(entry: LogEntry, phase: Phase | undefined, record: InvocationRecord): string {
  const at = writtenAt(entry)
  const time =
    at === undefined || phase === undefined || at < phase.startedAt ? '' : `+${elapsed(at - phase.startedAt)}`
  const text = `${entry.level === undefined ? '' : entry.level.padEnd(6)}${logText(entry, record)}`
  return row(time, isLeftover(entry, record) ? `${text} (left over from an earlier invocation)` : text)
}

/** Leftover work writes under the id of its own invocation (FRZ-7); lines of Init have `-` or `undefined` (LOG-13). */
function isLeftover({ requestId = '' }: LogEntry, record: InvocationRecord): boolean {
  return !['', '-', 'undefined', record.requestId].includes(requestId)
}

function logText(entry: LogEntry, record: InvocationRecord): string {
  const metrics = [...lineMetrics(entry), ...buriedMetrics([entry])].map(
    (metric) => `${metric.name} ${metric.values.join(', ')}`,
  )
  if (metrics.length > 0) return `metrics: ${metrics.join('; ')}`
  const message = jsonMessage(entry)
  const object = message ?? jsonLine(entry)
  const text =
    object === undefined ? (entry.message ?? entry.line) : jsonText(object, message ? undefined : entry.message)
  return oneLine(withoutIds(text, record))
}

/** The message with the errors, and then the other members, for which there may be no room. */
function jsonText(object: Readonly<Record<string, unknown>>, message: string | undefined): string {
  const itself = loggedError(object)
  if (itself !== undefined) return itself
  const said = message ?? object['message'] ?? object['msg']
  const members = Object.entries(object).filter(([name]) => !DULL_MEMBERS.includes(name))
  const errors = members.flatMap(([name, value]) => {
    const error = loggedError(value)
    return error === undefined ? [] : [{ name, error }]
  })
  const rest = members.filter(([name]) => !errors.some((one) => one.name === name))
  const told = withErrors(typeof said === 'string' ? said : '', errors)
  return [told, rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest))]
    .filter((part) => part !== '')
    .join(' ')
}

/** A logger that is given an error alone makes its message the line's own, which then says nothing more. */
function withErrors(said: string, errors: readonly { readonly name: string; readonly error: string }[]): string {
  const [first, ...others] = errors.map(({ name, error }) => (/^err(?:or)?$/.test(name) ? error : `${name}: ${error}`))
  if (first === undefined) return said
  const isSaid = said === '' || first.includes(`: ${said}`)
  return [isSaid ? first : `${said}: ${first}`, ...others].join('; ')
}

/**
 * A row of the timeline: a time since the phase began, and what happened then. A stack frame is marked, since Vitest
 * reads frames out of messages too and would show the function's source in place of the failing line of the test.
 */
export function row(time: string, text: string): string {
  return `    ${time.padEnd(9)} ${text.replace(/^\s*at /, '| at ')}`.trimEnd()
}
