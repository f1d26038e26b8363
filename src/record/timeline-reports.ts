// Leaves out of a timeline what the runtime logged about the error that the invocation ended with: the end tells it.

import { isObject } from './recognise.js'
import type { LogEntry } from './record.js'
import type { FunctionError } from './result.js'
import { isStart } from './timeline-logs.js'
import { jsonLine } from './structured-line.js'

/** `logs` without the runtime's own lines about `error`; those of an Init are followed by Node's text for it (RES-15). */
export function withoutReports(logs: readonly LogEntry[], error: FunctionError | undefined): readonly LogEntry[] {
  if (error === undefined) return logs
  let [started, afterReport] = [false, false]
  return logs.filter((entry) => {
    started ||= isStart(entry)
    const report = isReport(entry, error)
    const raw = entry.source === 'application' && entry.level === undefined
    afterReport = report ? !started : afterReport && raw
    return !report && !afterReport
  })
}

/** A line of text begins with a label (ERR-5), one of JSON has the error as its message (LOG-19). */
const LABELLED = /^(?:Invoke Error|Init Error|Uncaught Exception|Unhandled Promise Rejection) \t(\{.*\})$/s

function isReport(entry: LogEntry, { errorMessage }: FunctionError): boolean {
  if (entry.level !== 'ERROR' || entry.source !== 'application') return false
  const json = LABELLED.exec(entry.message ?? '')?.[1]
  const logged: unknown = json === undefined ? jsonLine(entry)?.['message'] : jsonLine({ ...entry, line: json })
  return isObject(logged) && typeof logged['errorType'] === 'string' && logged['errorMessage'] === errorMessage
}
