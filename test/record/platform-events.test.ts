import { describe, expect, test } from 'vitest'
import { eventLines, type PlatformEvents, type SystemLogLevel } from '../../src/record/platform-events.js'

const AT = Date.parse('2026-01-31T12:00:00.000Z')

/** Types of the events that are sent at a level, of all that end with a status. */
function sent(least: SystemLogLevel, status: string): readonly string[] {
  const events: PlatformEvents = {
    'platform.initStart': { phase: 'init' },
    'platform.initRuntimeDone': { status },
    'platform.initReport': { status },
    'platform.start': { requestId: 'id' },
    'platform.runtimeDone': { requestId: 'id', status },
    'platform.report': { requestId: 'id', status },
  }
  return eventLines(least, AT, events).map(
    ({ line }) => (JSON.parse(line) as { type: string }).type.split('.')[1] ?? '',
  )
}

const ALL = ['initStart', 'initRuntimeDone', 'initReport', 'start', 'runtimeDone', 'report']
const ENDS = ['initRuntimeDone', 'initReport', 'runtimeDone', 'report']

describe('events that are sent [LOG-11]', () => {
  test.each([
    ['DEBUG', ALL],
    ['INFO', ['initStart', 'start', 'report']],
    ['WARN', []],
  ] as const)('at level %s, where all is well', (least, expected) => {
    expect(sent(least, 'success')).toEqual(expected)
  })

  test.each([
    ['DEBUG', ALL],
    ['INFO', ALL],
    ['WARN', ENDS],
  ] as const)('at level %s, of a failure', (least, expected) => {
    for (const status of ['error', 'timeout', 'failure']) expect(sent(least, status)).toEqual(expected)
  })
})

test('a line has time, type and record, and knows its request', () => {
  const events: PlatformEvents = { 'platform.initStart': { phase: 'init' }, 'platform.start': { requestId: 'id' } }
  expect(eventLines('INFO', AT, events)).toEqual([
    {
      source: 'platform',
      line: '{"time":"2026-01-31T12:00:00.000Z","type":"platform.initStart","record":{"phase":"init"}}',
    },
    {
      source: 'platform',
      requestId: 'id',
      line: '{"time":"2026-01-31T12:00:00.000Z","type":"platform.start","record":{"requestId":"id"}}',
    },
  ])
})
