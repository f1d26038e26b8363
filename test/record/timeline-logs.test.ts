import { describe, expect, test } from 'vitest'
import type { LogEntry } from '../../src/record/record.js'
import { logRows, row, splitAtStart } from '../../src/record/timeline-logs.js'
import { invoke, json, record, stdout, text } from '../matchers/result.js'

describe('logRows', () => {
  test('shows when a line was written, at which level and what it says', () => {
    expect(rows([text('INFO', 'a', 5), json('ERROR', 'b', 1500), stdout('c')])).toEqual([
      '    +5 ms     INFO  a',
      '    +1.5 s    ERROR b',
      '              c',
    ])
  })

  test('shows no time where the line was written before the phase, or the phase is not known', () => {
    expect(rows([text('INFO', 'early', -5)])).toEqual(['              INFO  early'])
    expect(logRows([text('INFO', 'a', 5)], undefined, record())).toEqual(['              INFO  a'])
  })

  test('shows the last lines of many, and counts the others', () => {
    const many = Array.from({ length: 20 }, (_, i) => text('INFO', `line ${i}`))
    const shown = rows(many)
    expect(shown).toHaveLength(13)
    expect(shown[0]).toBe('              … 8 earlier log lines; all are in result.record.logs')
    expect(shown[1]).toBe('    +0 ms     INFO  line 8')
    expect(rows(many.slice(0, 12))).toHaveLength(12)
  })

  test('shows how a long text of the error that ended the process begins, beside the last lines', () => {
    const frames = ['    at one (/shop/a.ts:1:1)', '    at two (/shop/a.ts:2:1) {']
    const fields = Array.from({ length: 20 }, (_, at) => `  field${at}: 'x',`)
    const cause = ['  [cause]: Error: closed', '      at three (/shop/a.ts:3:1)', '}']
    const lines = ['before', 'Error: gone', ...frames, ...fields, ...cause].map((line) => stdout(line))
    const shown = logRows(lines, invoke(100), record({ outcome: 'exit' })).map((line) => line.trim())
    expect(shown.slice(0, 6)).toEqual([
      '… 1 earlier log line; all are in result.record.logs',
      'Error: gone',
      '| at one (/shop/a.ts:1:1)',
      '| at two (/shop/a.ts:2:1) {',
      "field0: 'x',",
      '… 14 more; all are in result.record.logs',
    ])
    expect(shown.slice(6)).toHaveLength(8)
    expect(shown.at(-1)).toBe('}')
    expect(rows(lines)[0]).toContain('… 15 earlier log lines')
  })

  test('shows how it begins also where all frames are those of packages', () => {
    const fields = Array.from({ length: 20 }, (_, at) => `  field${at}: 'x',`)
    const lines = ['Error: gone', '    at one (/shop/node_modules/a/a.js:1:1) {', ...fields, '}']
    const shown = logRows(
      lines.map((line) => stdout(line)),
      invoke(100),
      record({ outcome: 'exit' }),
    )
    expect(shown[0]?.trim()).toBe('Error: gone')
  })

  test('shows no frames of Node.js and of packages, which may be most of what a crash wrote', () => {
    const lines = ['TypeError: boom', '    at run (node:async_hooks:1:1)', '    at a (/x/node_modules/y/a.js:1:1)']
    const own = '    at handler (/shop/src/orders.ts:5:3)'
    expect(rows([...lines, own].map((line) => stdout(line)))).toEqual([
      '              TypeError: boom',
      '              | at handler (/shop/src/orders.ts:5:3)',
    ])
  })

  test('shows a line of several lines, or a long one, on one line', () => {
    expect(rows([text('INFO', 'a\n  b\tc')])).toEqual(['    +0 ms     INFO  a b c'])
    expect(rows([text('INFO', 'x'.repeat(500))])[0]).toHaveLength(20 + 120)
  })

  test('shows a JSON line by its message and its own members', () => {
    const line = {
      level: 'INFO',
      message: 'accepted',
      timestamp: '2026-01-01T12:00:00.005Z',
      function_request_id: 'x',
      xray_trace_id: '1-2',
      order: { id: 1 },
    }
    expect(rows([stdout(JSON.stringify(line))])).toEqual(['    +5 ms     accepted {"order":{"id":1}}'])
    expect(rows([stdout('{"msg":"pino","time":1767268800007,"pid":1}')])).toEqual(['    +7 ms     pino'])
    expect(rows([stdout('{"order":1}')])).toEqual(['              {"order":1}'])
    expect(rows([json('INFO', { order: 1 })])).toEqual(['    +0 ms     INFO  {"order":1}'])
  })

  test('shows the error in a JSON line before its other members, with the place in the source', () => {
    const stack = 'Error: gone\n    at run (/shop/node_modules/x/x.js:1:1)\n    at pay (file:///shop/src/pay.ts:4:9)'
    const powertools = {
      level: 'ERROR',
      message: 'cannot pay',
      service: 'orders',
      error: { name: 'PaymentError', location: '/shop/src/pay.ts:4', message: 'gone', stack },
    }
    expect(rows([stdout(JSON.stringify(powertools))])).toEqual([
      '              cannot pay: PaymentError: gone (pay.ts:4:9) {"service":"orders"}',
    ])
    const pino = { level: 50, msg: 'gone', err: { type: 'PaymentError', message: 'gone', stack } }
    expect(rows([stdout(JSON.stringify(pino))])).toEqual(['              PaymentError: gone (pay.ts:4:9)'])
    const lambdas = { errorType: 'PaymentError', errorMessage: 'gone', stackTrace: stack.split('\n') }
    expect(rows([json('ERROR', lambdas)])).toEqual(['    +0 ms     ERROR PaymentError: gone (pay.ts:4:9)'])
    expect(rows([stdout(JSON.stringify({ msg: 'late', reason: lambdas, error: 'none' }))])).toEqual([
      '              late: reason: PaymentError: gone (pay.ts:4:9) {"error":"none"}',
    ])
  })

  test('shows the metrics of an EMF line', () => {
    const metrics = [{ Name: 'A' }, { Name: 'B' }]
    const emf = JSON.stringify({ _aws: { CloudWatchMetrics: [{ Namespace: 'n', Metrics: metrics }] }, A: 1, B: [2, 3] })
    expect(rows([stdout(emf), json('INFO', emf)])).toEqual([
      '              metrics: A 1; B 2, 3',
      '    +0 ms     INFO  metrics: A 1; B 2, 3',
    ])
  })

  test('marks lines of leftover work, and not those of Init [FRZ-7, LOG-13]', () => {
    const earlier = '    +0 ms     INFO  a (left over from an earlier invocation)'
    const own = '    +0 ms     INFO  a'
    expect(
      rows([lineOf('b7d1f6e0-0000-4000-8000-000000000000'), lineOf('-'), lineOf('undefined'), lineOf('')]),
    ).toEqual([earlier, own, own, own])
  })
})

describe('splitAtStart', () => {
  test('tells the lines of Init from those of the invocation, without the platform’s', () => {
    const early = text('INFO', 'early')
    const late = text('INFO', 'late')
    const { logs } = record({ logs: [late] })
    expect(splitAtStart([early, ...logs])).toEqual({ duringInit: [early], duringInvoke: [late] })
  })

  test('takes all for lines of the invocation where there is no START', () => {
    const logs = [stdout('START of my own'), text('INFO', 'a')]
    expect(splitAtStart(logs)).toEqual({ duringInit: [], duringInvoke: logs })
    expect(splitAtStart([])).toEqual({ duringInit: [], duringInvoke: [] })
  })
})

test('row keeps the texts aligned and ends in no space', () => {
  expect(row('+1 s', 'a').indexOf('a')).toBe(row('', 'a').indexOf('a'))
  expect(row('+1 s', '')).toBe('    +1 s')
})

function rows(entries: readonly LogEntry[]): readonly string[] {
  return logRows(entries, invoke(100), record())
}

function lineOf(requestId: string): LogEntry {
  return { ...text('INFO', 'a'), requestId }
}
