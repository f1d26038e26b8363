import { inspect } from 'node:util'
import { describe, expect, type Mock, test, vi } from 'vitest'
import { type Aspect, observe, unwatched, watch, watchReport } from '../../src/record/observation.js'
import type { FunctionError, InvocationResult } from '../../src/record/result.js'
import { failed } from '../matchers/result.js'

type Heard = Readonly<Record<Aspect, Mock<() => void>>>

function heard(): Heard {
  return { failure: vi.fn(), error: vi.fn(), leaks: vi.fn(), resumed: vi.fn() }
}

function watched(): { result: InvocationResult; original: InvocationResult; observers: Heard } {
  const error = { errorType: 'TypeError', errorMessage: 'boom' }
  const stream = { contentType: 'text/plain', chunks: [], bytes: new Uint8Array(), error }
  const original = Object.freeze({ ...failed({}, { leaks: [], resumed: [] }), stream })
  const observers = heard()
  return { result: watch(original, observers), original, observers }
}

describe('a watched result', () => {
  test('reads as the result itself', () => {
    const { result, original } = watched()
    expect({ ...result }).toEqual(original)
    expect(Object.keys(result)).toEqual(Object.keys(original))
    expect(Object.isFrozen(result)).toBe(true)
    expect(JSON.stringify(result)).toBe(JSON.stringify(original))
    expect(inspect(result, { depth: 9 })).toBe(inspect(original, { depth: 9 }))
    expect(result.record).toBe(result.record)
  })

  test.each<[string, (result: InvocationResult) => unknown]>([
    ['its error', (result) => result.error],
    ['its functionError', (result) => result.functionError],
    ['the outcome in its record', (result) => result.record.outcome],
    ['the errorType of its payload', ({ payload }) => (payload as FunctionError).errorType],
    ['the errorMessage of its payload', ({ payload }) => (payload as FunctionError).errorMessage],
    ['the error of its stream', ({ stream }) => stream?.error],
    ['all of its payload', ({ payload }) => JSON.stringify(payload)],
    ['all of it', (result) => ({ ...result })],
  ])('has its error read with %s', (_what, read) => {
    const { result, observers } = watched()
    expect(read(result)).toBeDefined()
    expect(observers.error).toHaveBeenCalledOnce()
    for (const other of ['failure', 'leaks', 'resumed'] as const) expect(observers[other]).not.toHaveBeenCalled()
  })

  test.each<[string, (result: InvocationResult) => unknown]>([
    ['its status code, which is 200 [API-2]', (result) => result.statusCode],
    ['its version and log', (result) => [result.executedVersion, result.logResult]],
    ['its payload', ({ payload }) => payload],
    ['what an answer would have in its payload', ({ payload }) => (payload as { body?: unknown }).body],
    ['its stream', ({ stream }) => stream?.chunks],
    [
      'its record but for the outcome',
      ({ record }) => [record.logs.map(({ line }) => line), record.phases, record.report],
    ],
  ])('has not its error read with %s alone', (_what, read) => {
    const { result, observers } = watched()
    read(result)
    expect(observers.error).not.toHaveBeenCalled()
  })

  test('has not its error read with a payload that is the body of a broken stream, and no error', () => {
    const error = vi.fn()
    const { payload } = watch({ ...failed(), payload: { errorType: 'a word of the body' } }, { error })
    expect(payload).toEqual({ errorType: 'a word of the body' })
    expect(error).not.toHaveBeenCalled()
  })

  test.each([
    ['leaks', 'resumed'],
    ['resumed', 'leaks'],
  ] as const)('has its %s looked at when they were read in its record, and not its %s', (key, other) => {
    const { result, observers } = watched()
    const { record } = result
    expect([record.coldStart, record.logs.length, observers[key].mock.calls]).toEqual([true, 3, []])
    expect(record[key]).toEqual([])
    expect(observers[key]).toHaveBeenCalledOnce()
    expect(observers[other]).not.toHaveBeenCalled()
  })

  test('has not been looked at by being passed on, awaited or printed', async () => {
    const { result, observers } = watched()
    expect(await Promise.resolve(result)).toBe(result)
    inspect(result)
    inspect(result.payload)
    void ('error' in result)
    for (const observer of Object.values(observers)) expect(observer).not.toHaveBeenCalled()
  })

  test('tells only the first time', () => {
    const { result, observers } = watched()
    void [result.error, result.error, result.functionError, result.record.leaks, result.record.leaks]
    observe(result, 'leaks')
    expect(observers.error).toHaveBeenCalledOnce()
    expect(observers.leaks).toHaveBeenCalledOnce()
  })

  test('is plain data: it and its record survive structuredClone() and a JSON round trip', () => {
    const { result, original } = watched()
    expect(structuredClone(result)).toStrictEqual({ ...original })
    expect(structuredClone(result.record)).toStrictEqual({ ...original.record })
    expect(JSON.parse(JSON.stringify(result.record))).toEqual(original.record)
    expect(result.record).toStrictEqual(original.record)
    expect(result.payload).toStrictEqual(original.payload)
    expect(structuredClone(result.payload)).toStrictEqual(original.payload)
  })

  test('has not been looked at by its record being printed, which shows all of it', () => {
    const { result, original, observers } = watched()
    const { record } = result
    expect(inspect(record)).toBe(inspect(original.record))
    expect(observers.leaks).not.toHaveBeenCalled()
  })

  test('can be watched again, by others for something else', () => {
    const { result, original, observers } = watched()
    const [again, later] = [vi.fn(), watch(result, { resumed: vi.fn() })]
    const all = watch(later, { error: again })
    void [all.error, all.record.leaks]
    expect(again).toHaveBeenCalledOnce()
    expect(observers.error).not.toHaveBeenCalled()
    expect(observers.leaks).toHaveBeenCalledOnce()
    expect(observers.resumed).not.toHaveBeenCalled()
    expect(unwatched(all)).toBe(original)
  })
})

describe('unwatched()', () => {
  test('gives the result itself, to be read without having been looked at', () => {
    const { result, original, observers } = watched()
    expect(unwatched(result)).toBe(original)
    void [unwatched(result).error, unwatched(result).record.leaks]
    for (const observer of Object.values(observers)) expect(observer).not.toHaveBeenCalled()
  })

  test('gives what is not watched as it is', () => {
    const result = failed()
    expect(unwatched(result)).toBe(result)
  })
})

describe('observe()', () => {
  test('looks at the failure of a watched result, or at what is named', () => {
    const { result, observers } = watched()
    observe(result)
    const calls = (): number[] => Object.values(observers).map(({ mock }) => mock.calls.length)
    expect(calls()).toEqual([1, 0, 0, 0])
    observe(result, 'leaks')
    observe(result, 'resumed')
    expect(calls()).toEqual([1, 0, 1, 1])
  })

  test('takes anything else', () => {
    const nobody = watch(failed(), {})
    for (const value of [undefined, null, 1, 'text', {}, failed(), nobody]) expect(() => observe(value)).not.toThrow()
  })
})

describe('a watched report', () => {
  interface Report {
    readonly requestId: string
    readonly attempts: readonly InvocationResult[]
    readonly outcome: string
  }

  function reported(): { report: Report; plain: Report; heardOf: readonly Heard[] } {
    const results = [watched(), watched()]
    const plain = { requestId: 'id', attempts: results.map(({ result }) => result), outcome: 'succeeded' }
    const report = watchReport<Report>(plain, ['attempts', 'outcome'], plain.attempts)
    return { report, plain, heardOf: results.map(({ observers }) => observers) }
  }

  test('reads as the report itself, and cannot be changed', () => {
    const { report, plain } = reported()
    expect(Object.keys(report)).toEqual(Object.keys(plain))
    expect({ ...report }).toEqual(plain)
    expect(Object.isFrozen(report)).toBe(true)
    expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(plain)))
  })

  test.each(['attempts', 'outcome'] as const)('judges every invocation in it when its %s is read, once', (member) => {
    const { report, heardOf } = reported()
    void [report[member], report[member]]
    for (const { failure, leaks } of heardOf) {
      expect(failure).toHaveBeenCalledOnce()
      expect(leaks).not.toHaveBeenCalled()
    }
  })

  test('judges nothing by being passed on, printed or by its other members', async () => {
    const { report, plain, heardOf } = reported()
    expect(await Promise.resolve(report)).toBe(report)
    expect([report.requestId, inspect(report)]).toEqual(['id', inspect(plain)])
    for (const { failure } of heardOf) expect(failure).not.toHaveBeenCalled()
  })

  test('takes results that nobody watches, and members that are not there', () => {
    const plain: { attempts: readonly InvocationResult[]; destination?: string } = { attempts: [failed()] }
    const report = watchReport(plain, ['attempts', 'destination'], plain.attempts)
    expect([report.attempts, 'destination' in report]).toEqual([plain.attempts, false])
  })
})
