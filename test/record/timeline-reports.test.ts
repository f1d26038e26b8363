import { describe, expect, test } from 'vitest'
import type { LogEntry } from '../../src/record/record.js'
import type { FunctionError } from '../../src/record/result.js'
import { withoutReports } from '../../src/record/timeline-reports.js'
import { json, REQUEST_ID, stdout, text } from '../matchers/result.js'

const error: FunctionError = { errorType: 'TypeError', errorMessage: 'boom', trace: [] }
const start: LogEntry = { line: `START RequestId: ${REQUEST_ID} Version: $LATEST`, source: 'platform' }
const initReport: LogEntry = { line: 'INIT_REPORT Init Duration: 1.00 ms', source: 'platform' }

function report(label: string, errorMessage = 'boom'): LogEntry {
  return text('ERROR', `${label} \t${JSON.stringify({ errorType: 'TypeError', errorMessage, stack: [] })}`)
}

describe('the lines of a timeline', () => {
  test('are without what the runtime logged of the error that the invocation ended with [ERR-5, LOG-19]', () => {
    const own = [text('INFO', 'working'), text('ERROR', 'boom')]
    for (const label of ['Invoke Error', 'Uncaught Exception', 'Unhandled Promise Rejection']) {
      expect(withoutReports([start, ...own, report(label)], error)).toEqual([start, ...own])
    }
    const inJson = json('ERROR', { errorType: 'TypeError', errorMessage: 'boom', stackTrace: [] })
    expect(withoutReports([start, ...own, inJson], error)).toEqual([start, ...own])
  })

  test('keep all of an invocation that answered, and reports of other errors', () => {
    const logs = [start, report('Invoke Error')]
    expect(withoutReports(logs, undefined)).toEqual(logs)
    const other = [start, report('Invoke Error', 'other'), json('ERROR', { errorType: 'E', errorMessage: 'other' })]
    expect(withoutReports(other, error)).toEqual(other)
  })

  test('keep what the function logged itself, in words of its own or with the error', () => {
    const logs = [
      start,
      text('ERROR', '{"errorType":"TypeError","errorMessage":"boom"}'),
      json('ERROR', 'boom'),
      stdout('x'),
    ]
    expect(withoutReports(logs, error)).toEqual(logs)
  })

  test('are without Node’s text for a failed Init, which follows its report, and keep raw lines before it and after START [RES-15]', () => {
    const raw = [stdout('TypeError: boom'), stdout('    at load (/src/a.ts:1:1)')]
    const first = [stdout('loading'), report('Init Error'), ...raw, initReport]
    const second = [stdout('loading'), report('Init Error'), ...raw, start]
    const kept = [stdout('loading'), initReport, stdout('loading'), start]
    expect(withoutReports([...first, ...second], error)).toEqual(kept)
    const later = [start, report('Invoke Error'), stdout('late')]
    expect(withoutReports(later, error)).toEqual([start, stdout('late')])
  })
})
