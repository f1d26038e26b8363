import { describe, expect, test } from 'vitest'
import type { TestEnd } from '../../../src/vitest/worker/scope.js'
import { testEnd } from '../../../src/vitest/worker/test-end.js'

type Context = Parameters<typeof testEnd>[0]

function context(result: object | undefined, signal = new AbortController().signal): Context {
  return { task: { result }, signal } as unknown as Context
}

function failed(...errors: { name: string; message: string }[]): Context {
  return context({ state: 'fail', errors })
}

describe('testEnd()', () => {
  test('tells a test that ran into its timeout, and how long that was', () => {
    const end = { failed: true, timedOutAfterMs: 50 }
    expect(testEnd(failed({ name: 'TestTimeoutError', message: 'Test timed out in 50ms.' }))).toEqual(end)
    expect(
      testEnd(
        failed({ name: 'Error', message: 'x' }, { name: 'Error', message: 'Test timed out in 50ms while waiting' }),
      ),
    ).toEqual(end)
  })

  test('tells a test that failed otherwise', () => {
    expect(testEnd(failed({ name: 'AssertionError', message: 'the function timed out in 3 s' }))).toEqual({
      failed: true,
    })
  })

  test('tells one that passed, or has no result yet, whatever an earlier attempt failed with', () => {
    const errors = [{ name: 'TestTimeoutError', message: 'Test timed out in 50ms.' }]
    expect(testEnd(context({ state: 'pass', errors }))).toEqual({ failed: false })
    expect(testEnd(context(undefined))).toEqual({ failed: false })
  })

  test('tells one that Vitest cancelled from one that failed before, or ran into its timeout', () => {
    const aborted = AbortSignal.abort()
    expect(testEnd(context({ state: 'skip' }, aborted))).toEqual({ failed: false, cancelled: true })
    expect(testEnd(context({ state: 'skip', pending: true }))).toEqual({ failed: false })
    expect(testEnd(context({ state: 'fail' }, aborted))).toEqual({ failed: true })
  })

  describe('a test that really does', { shuffle: false }, () => {
    let seen: TestEnd | undefined

    test.fails('runs into its timeout', { timeout: 20 }, async ({ onTestFinished }) => {
      onTestFinished((ending) => void (seen = testEnd(ending)))
      await new Promise(() => {})
    })

    test('is known as one by Vitest’s own error', () => {
      expect(seen).toEqual({ failed: true, timedOutAfterMs: 20 })
    })

    test.fails('fails', ({ onTestFinished }) => {
      onTestFinished((ending) => void (seen = testEnd(ending)))
      expect(1).toBe(2)
    })

    test('is known as failed before its last hooks are over', () => {
      expect(seen).toEqual({ failed: true })
    })
  })
})
