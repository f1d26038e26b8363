// What of an invocation's log can be compared with another run of the same event.

import { lineMetrics } from '../record/emf.js'
import { isObject } from '../record/recognise.js'
import type { InvocationRecord, LogEntry } from '../record/record.js'
import { stableLine } from '../record/stable-text.js'
import { jsonLine, jsonMessage } from '../record/structured-line.js'
import { splitAtStart } from '../record/timeline-logs.js'
import { mapTexts } from './comparable.js'

/**
 * The lines that the function wrote in the invocation itself, without times, ids and durations; those of its Init are a
 * cold start's own. What says whether it was one, as Powertools' `cold_start` and `ColdStart` do, is left out.
 */
export function comparableLogs(record: InvocationRecord): unknown[] {
  return splitAtStart(record.logs)
    .duringInvoke.filter((entry) => !isProcessWarning(entry) && !isColdStartMetric(entry))
    .map((entry) => comparableLine(entry, record))
}

function comparableLine(entry: LogEntry, record: InvocationRecord): unknown {
  const stable = (text: string): string => stableLine(text, entry, record)
  if (jsonLine(entry)) return withoutColdStart(mapTexts(entry.line, stable))
  if (entry.message === undefined) return stable(entry.line)
  const said = [whose(entry, record), entry.level].filter((part) => part !== undefined)
  if (!jsonMessage(entry)) return [...said, stable(entry.message)].join(' ')
  return [...said, withoutColdStart(mapTexts(entry.message, stable))]
}

/** Leftover work writes under the id of an earlier invocation (FRZ-7). */
function whose({ requestId = '' }: LogEntry, record: InvocationRecord): string | undefined {
  return ['', '-', 'undefined', record.requestId].includes(requestId) ? undefined : '<earlier request id>'
}

/** Node.js gives most of them once in a process, which a worker with many environments is. */
function isProcessWarning({ line, message = line }: LogEntry): boolean {
  return /^\(node:\d+\) /.test(message)
}

function isColdStartMetric(entry: LogEntry): boolean {
  const metrics = lineMetrics(entry)
  return metrics.length > 0 && metrics.every(({ name }) => isColdStartName(name))
}

function isColdStartName(name: string): boolean {
  return /^cold_?start$/i.test(name)
}

function withoutColdStart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutColdStart)
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([name]) => !isColdStartName(name))
  return Object.fromEntries(members.map(([name, member]) => [name, withoutColdStart(member)]))
}
