import { describe, expect, test } from 'vitest'
import { comparableLogs } from '../../src/compare/comparable-logs.js'
import type { LogEntry } from '../../src/record/record.js'
import { json, record, REQUEST_ID, stdout, text } from '../matchers/result.js'

const compared = (...logs: LogEntry[]): unknown[] => comparableLogs(record({ logs }))

/** A line of EMF with metrics of these names. */
const emf = (...names: string[]): LogEntry =>
  stdout(
    JSON.stringify({
      _aws: {
        Timestamp: 1_767_268_800_000,
        CloudWatchMetrics: [{ Namespace: 'shop', Dimensions: [[]], Metrics: names.map((Name) => ({ Name })) }],
      },
      ...Object.fromEntries(names.map((name) => [name, 1])),
    }),
  )

describe('what can be compared of a log', () => {
  test('is what the function wrote, without times and ids', () => {
    const lines = [
      text('INFO', `order of ${REQUEST_ID}`, 5),
      text('ERROR', 'at 2026-01-01T12:00:00.123Z'),
      stdout('raw'),
    ]
    expect(compared(...lines)).toEqual(['INFO order of <request id>', 'ERROR at <time>', 'raw'])
  })

  test('is not what the platform wrote, nor what was logged in Init', () => {
    const [start, ...rest] = record().logs
    const logs = [text('INFO', 'connecting'), ...(start ? [start] : []), text('INFO', 'order 1'), ...rest]
    expect(comparableLogs({ ...record(), logs })).toEqual(['INFO order 1'])
  })

  test('is the object of a JSON line, and that in the message of a text line', () => {
    expect(compared(json('INFO', { order: 1 }))).toEqual([
      { timestamp: '<time>', level: 'INFO', requestId: '<request id>', message: { order: 1 } },
    ])
    expect(compared(text('INFO', '{"order":1,"id":"' + REQUEST_ID + '"}'))).toEqual([
      ['INFO', { order: 1, id: '<request id>' }],
    ])
  })

  test('is without what says whether it was a cold start', () => {
    const line = { cold_start: true, message: 'order', deep: [{ coldStart: false, id: 1 }] }
    expect(compared(stdout(JSON.stringify(line)))).toEqual([{ message: 'order', deep: [{ id: 1 }] }])
    expect(compared(text('INFO', '{"ColdStart":1,"id":2}'))).toEqual([['INFO', { id: 2 }]])
    expect(compared(emf('ColdStart'))).toEqual([])
    expect(compared(emf('Orders'))).toHaveLength(1)
    expect(compared(emf('Orders', 'ColdStart'))).toHaveLength(1)
  })

  test('is without the warnings of Node.js, which come once in a process', () => {
    const warning = '(node:123) [DEP0040] DeprecationWarning: The `punycode` module is deprecated.'
    expect(compared(text('ERROR', warning), stdout(warning), text('ERROR', 'a (node:1) of mine'))).toEqual([
      'ERROR a (node:1) of mine',
    ])
  })

  test('says which lines leftover work wrote under the id of an earlier invocation [FRZ-7]', () => {
    const late = { ...text('INFO', 'late'), requestId: '11111111-2222-4333-8444-555555555555' }
    expect(compared(late)).toEqual(['<earlier request id> INFO late'])
    expect(compared({ ...text('INFO', 'init'), requestId: '-' })).toEqual(['INFO init'])
  })
})
