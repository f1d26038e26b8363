import { describe, expect, test } from 'vitest'
import type { TestEnd } from '../../../src/vitest/worker/scope.js'
import { testEnd } from '../../../src/vitest/worker/test-end.js'

type Task = Parameters<typeof testEnd>[0]

function failed(...errors: { name: string; message: string }[]): Task {
  return { result: { state: 'fail', errors } } as unknown as Task
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
    expect(testEnd({ result: { state: 'pass', errors } } as unknown as Task)).toEqual({ failed: false })
    expect(testEnd({} as Task)).toEqual({ failed: false })
  })

  describe('a test that really does', { shuffle: false }, () => {
    let seen: TestEnd | undefined

    test.fails('runs into its timeout', { timeout: 20 }, async ({ onTestFinished }) => {
      onTestFinished(({ task }) => void (seen = testEnd(task)))
      await new Promise(() => {})
    })

    test('is known as one by Vitest’s own error', () => {
      expect(seen).toEqual({ failed: true, timedOutAfterMs: 20 })
    })

    test.fails('fails', ({ onTestFinished }) => {
      onTestFinished(({ task }) => void (seen = testEnd(task)))
      expect(1).toBe(2)
    })

    test('is known as failed before its last hooks are over', () => {
      expect(seen).toEqual({ failed: true })
    })
  })
})
