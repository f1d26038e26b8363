import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { observe, unwatched, watch } from '../../src/record/observation.js'
import type { InvocationResult } from '../../src/record/result.js'
import { failed } from '../matchers/result.js'

function watched(): { result: InvocationResult; original: InvocationResult; observed: ReturnType<typeof vi.fn> } {
  const [original, observed] = [failed(), vi.fn()]
  return { result: watch(original, observed), original, observed }
}

describe('a watched result', () => {
  test('reads as the result itself', () => {
    const { result, original } = watched()
    expect({ ...result }).toEqual(original)
    expect(Object.keys(result)).toEqual(Object.keys(original))
    expect(Object.isFrozen(result)).toBe(true)
    expect(JSON.stringify(result)).toBe(JSON.stringify(original))
  })

  test.each(['payload', 'error', 'functionError', 'record'] as const)(
    'has been looked at when its %s was read',
    (key) => {
      const { result, observed } = watched()
      expect(result[key]).toBeDefined()
      expect(observed).toHaveBeenCalledOnce()
    },
  )

  test.each(['statusCode', 'executedVersion', 'logResult'] as const)(
    'has not been looked at when only its %s was read: that tells no failure [API-2]',
    (key) => {
      const { result, observed } = watched()
      void result[key]
      expect(observed).not.toHaveBeenCalled()
    },
  )

  test('has not been looked at by being passed on, awaited or printed', async () => {
    const { result, observed } = watched()
    expect(await Promise.resolve(result)).toBe(result)
    inspect(result)
    void ('error' in result)
    expect(observed).not.toHaveBeenCalled()
  })

  test('tells only the first time', () => {
    const { result, observed } = watched()
    void [result.payload, result.error, result.record]
    expect(observed).toHaveBeenCalledOnce()
  })
})

describe('unwatched()', () => {
  test('gives the result itself, to be read without having been looked at', () => {
    const { result, original, observed } = watched()
    expect(unwatched(result)).toBe(original)
    void unwatched(result).error
    expect(observed).not.toHaveBeenCalled()
  })

  test('gives what is not watched as it is', () => {
    const result = failed()
    expect(unwatched(result)).toBe(result)
  })
})

describe('observe()', () => {
  test('looks at a watched result', () => {
    const { result, observed } = watched()
    observe(result)
    expect(observed).toHaveBeenCalledOnce()
  })

  test('takes anything else', () => {
    for (const value of [undefined, null, 1, 'text', {}, failed()]) expect(() => observe(value)).not.toThrow()
  })
})
