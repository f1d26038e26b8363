import { inspect } from 'node:util'
import { describe, expect, type Mock, test, vi } from 'vitest'
import { type Aspect, observe, unwatched, watch } from '../../src/record/observation.js'
import type { InvocationResult } from '../../src/record/result.js'
import { failed } from '../matchers/result.js'

type Heard = Readonly<Record<Aspect, Mock<() => void>>>

function heard(): Heard {
  return { failure: vi.fn(), leaks: vi.fn(), resumed: vi.fn() }
}

function watched(): { result: InvocationResult; original: InvocationResult; observers: Heard } {
  const [original, observers] = [failed({}, { leaks: [], resumed: [] }), heard()]
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

  test.each(['payload', 'error', 'functionError', 'record'] as const)(
    'has its failure looked at when its %s was read',
    (key) => {
      const { result, observers } = watched()
      expect(result[key]).toBeDefined()
      expect(observers.failure).toHaveBeenCalledOnce()
      expect(observers.leaks).not.toHaveBeenCalled()
    },
  )

  test.each(['statusCode', 'executedVersion', 'logResult'] as const)(
    'has not been looked at when only its %s was read: that tells no failure [API-2]',
    (key) => {
      const { result, observers } = watched()
      void result[key]
      expect(observers.failure).not.toHaveBeenCalled()
    },
  )

  test.each([
    ['leaks', 'resumed'],
    ['resumed', 'leaks'],
  ] as const)('has its %s looked at when they were read in its record, and not its %s', (key, other) => {
    const { result, observers } = watched()
    const { record } = result
    expect([record.coldStart, record.outcome, observers[key].mock.calls]).toEqual([true, 'error', []])
    expect(record[key]).toEqual([])
    expect(observers[key]).toHaveBeenCalledOnce()
    expect(observers[other]).not.toHaveBeenCalled()
  })

  test('has not been looked at by being passed on, awaited or printed', async () => {
    const { result, observers } = watched()
    expect(await Promise.resolve(result)).toBe(result)
    inspect(result)
    void ('error' in result)
    for (const observer of Object.values(observers)) expect(observer).not.toHaveBeenCalled()
  })

  test('tells only the first time', () => {
    const { result, observers } = watched()
    void [result.payload, result.error, result.record.leaks, result.record.leaks]
    observe(result, 'leaks')
    expect(observers.failure).toHaveBeenCalledOnce()
    expect(observers.leaks).toHaveBeenCalledOnce()
  })

  test('is no Proxy in its record where nobody asks for leaks', () => {
    const original = failed()
    expect(watch(original, { failure: () => {} }).record).toBe(original.record)
  })

  test('can be watched again, by others for something else', () => {
    const { result, original, observers } = watched()
    const [again, later] = [vi.fn(), watch(result, { resumed: vi.fn() })]
    const all = watch(later, { failure: again })
    void [all.payload, all.record.leaks]
    expect(again).toHaveBeenCalledOnce()
    expect(observers.failure).not.toHaveBeenCalled()
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
    expect(Object.values(observers).map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0])
    observe(result, 'leaks')
    observe(result, 'resumed')
    expect(Object.values(observers).map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
  })

  test('takes anything else', () => {
    const nobody = watch(failed(), {})
    for (const value of [undefined, null, 1, 'text', {}, failed(), nobody]) expect(() => observe(value)).not.toThrow()
  })
})
