import { describe, expect, test } from 'vitest'
import { LogBook } from '../../src/environment/log-book.js'
import type { LogEntry } from '../../src/record/record.js'
import { FakeTime, spec, STARTS_AT } from './sandbox.js'

const { source } = spec(new FakeTime())

function line(text: string): LogEntry {
  return { line: text, source: 'application' }
}

function firstWords(logs: readonly LogEntry[]): (string | undefined)[] {
  return logs.map((entry) => entry.line.split(' ')[0])
}

describe('the log book of an environment', () => {
  test('holds the lines of function and platform in the order in which they came [LOG-6]', () => {
    const book = new LogBook(source)
    book.initStart(STARTS_AT)
    book.write(line('init'))
    book.initEnd(STARTS_AT + 5, 'init', 5, { status: 'error', errorType: 'Runtime.Unknown' })
    book.start(STARTS_AT, 'id')
    book.write(line('handler'))
    expect(firstWords(book.close())).toEqual(['INIT_START', 'init', 'INIT_REPORT', 'START', 'handler'])
  })

  test('gives its lines away once', () => {
    const book = new LogBook(source)
    book.write(line('one'))
    const first = book.close()
    book.write(line('two'))
    expect([firstWords(first), firstWords(book.close()), book.close()]).toEqual([['one'], ['two'], []])
  })

  test('keeps what was written late for the next START [LOG-6]', () => {
    const book = new LogBook(source)
    book.writeLate(line('late'))
    expect(book.close()).toEqual([])
    book.start(STARTS_AT, 'id')
    book.start(STARTS_AT, 'id')
    expect(firstWords(book.close())).toEqual(['START', 'late', 'START'])
  })

  test('leaves the end of a good Init out of a JSON log, and has the tenant in its start [LOG-10, LOG-11]', () => {
    const book = new LogBook({ ...source, format: 'JSON' })
    book.initEnd(STARTS_AT + 5, 'init', 5, { status: 'success' })
    book.start(STARTS_AT, 'id', 'blue')
    const logs = book.close()
    expect(logs).toHaveLength(1)
    expect(JSON.parse(logs[0]?.line ?? '')).toMatchObject({ type: 'platform.start', record: { tenantId: 'blue' } })
  })
})
