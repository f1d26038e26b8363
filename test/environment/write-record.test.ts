import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Course, writeRecord } from '../../src/environment/write-record.js'
import type { InvocationRecord } from '../../src/record/record.js'
import { FakeTime, spec, STARTS_AT } from './sandbox.js'

const ending: Course['ending'] = {
  outcome: 'response',
  payload: '1',
  status: { status: 'success' },
  endedAt: STARTS_AT + 12,
  survives: true,
  missingEnv: ['TABLE'],
  connections: { opened: [{ target: '127.0.0.1:5432' }], reused: [], stale: [], blocked: [] },
}

function write(given: Partial<Course> = {}): InvocationRecord {
  return writeRecord({
    spec: spec(new FakeTime()),
    request: { requestId: 'id', event: '{}', functionArn: 'arn:orders' },
    ending,
    startedAt: STARTS_AT,
    phases: [{ phase: 'invoke', startedAt: STARTS_AT, durationMs: 12, status: 'success' }],
    coldStart: true,
    logs: [],
    initDurationMs: undefined,
    invocationIndex: 1,
    sharedModules: ['winston'],
    tmp: { files: {}, bytes: 0 },
    busyMs: 1.23456,
    ...given,
  })
}

describe('a record', () => {
  test('is plain data that survives a JSON round trip', () => {
    const record = write({ initDurationMs: 120 })
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
    expect({ ...record }).toEqual({
      requestId: 'id',
      functionArn: 'arn:orders',
      version: '$LATEST',
      environmentId: '2f1c7b1e0d9a4c56b3e8f7a6d5c4b3a2',
      invocationIndex: 1,
      coldStart: true,
      initializationType: 'on-demand',
      code: 'module',
      outcome: 'response',
      logs: [expect.objectContaining({ line: 'END RequestId: id' }), expect.objectContaining({ source: 'platform' })],
      report: {
        durationMs: 12,
        billedDurationMs: 132,
        initDurationMs: 120,
        memorySizeMB: 128,
        maxMemoryUsedMB: 128,
        cpuMs: 1.235,
      },
      connections: { opened: [{ target: '127.0.0.1:5432' }], reused: [], stale: [], blocked: [] },
      tmp: { files: {}, bytes: 0 },
      phases: [{ phase: 'invoke', startedAt: STARTS_AT, durationMs: 12, status: 'success' }],
      missingEnv: ['TABLE'],
      sharedModules: ['winston'],
    })
  })

  test('never changes: it is frozen, and so is everything in it', () => {
    const record = write()
    for (const part of [record, record.logs, record.report, record.phases]) expect(Object.isFrozen(part)).toBe(true)
  })

  test('reports what the sandbox says it took, in whole megabytes and never more than there are', () => {
    const using = (megabytes: number): InvocationRecord =>
      write({ ending: { ...ending, used: { cpuMs: 7.5, memoryBytes: megabytes * 1024 * 1024 } } })
    expect(using(20.1).report).toMatchObject({ maxMemoryUsedMB: 21, cpuMs: 7.5 })
    expect(using(130).report).toMatchObject({ maxMemoryUsedMB: 128 })
  })

  test('says whether the code was evaluated by the environment or before, by the test file', () => {
    expect(write().code).toBe('module')
    expect(write({ spec: spec(new FakeTime(), { alreadyEvaluated: true }) }).code).toBe('function')
  })

  test('says what was waited for after a timeout, and nothing of it otherwise', () => {
    expect(write()).not.toHaveProperty('waitingFor')
    const timeout = { ...ending, outcome: 'timeout', waitingFor: ['a timer'] } as const
    expect(write({ ending: timeout }).waitingFor).toEqual(['a timer'])
  })

  test('closes its log with END and REPORT in text, and with the report alone in JSON [LOG-2, LOG-11]', () => {
    const { source } = spec(new FakeTime())
    expect(write().logs.map(({ line }) => line.split(' ')[0])).toEqual(['END', 'REPORT'])
    const json = write({ spec: spec(new FakeTime(), { source: { ...source, format: 'JSON' } }) })
    expect(json.logs.map(({ line }) => (JSON.parse(line) as { type: string }).type)).toEqual(['platform.report'])
  })
})

describe('the report', () => {
  const ms = fc.double({ min: 0, max: 900_000, noNaN: true })

  test('bills Init and duration together, rounded up once, and at least 1 ms [LOG-7]', () => {
    expect(
      write({ initDurationMs: 1233.96, ending: { ...ending, endedAt: STARTS_AT + 463.512 } }).report.billedDurationMs,
    ).toBe(1698)
    expect(
      write({ initDurationMs: 133.61, ending: { ...ending, endedAt: STARTS_AT + 80 } }).report.billedDurationMs,
    ).toBe(214)
    expect(write({ ending: { ...ending, endedAt: STARTS_AT } }).report.billedDurationMs).toBe(1)
  })

  test('bills no millisecond for what a difference of two dates has beyond microseconds [LOG-7]', () => {
    const { report } = write({ initDurationMs: 100.10009765625, ending: { ...ending, endedAt: STARTS_AT + 33.9 } })
    expect(report).toMatchObject({ initDurationMs: 100.1, durationMs: 33.9, billedDurationMs: 134 })
  })

  test('is right to the microsecond for any durations', () => {
    fc.assert(
      fc.property(ms, fc.option(ms, { nil: undefined }), (durationMs, initDurationMs) => {
        // Small times, so that adding and taking away loses nothing.
        const { report } = write({ startedAt: 0, ending: { ...ending, endedAt: durationMs }, initDurationMs })
        const exact = durationMs + (initDurationMs ?? 0)
        expect(Math.abs(report.durationMs - durationMs)).toBeLessThanOrEqual(0.0005)
        expect(Number.isInteger(report.billedDurationMs)).toBe(true)
        expect(report.billedDurationMs).toBeGreaterThanOrEqual(Math.max(1, exact - 0.01))
        expect(report.billedDurationMs).toBeLessThanOrEqual(Math.max(1, exact + 1.01))
        expect('initDurationMs' in report).toBe(initDurationMs !== undefined)
      }),
    )
  })
})
