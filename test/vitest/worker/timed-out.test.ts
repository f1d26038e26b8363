import { describe, expect, test } from 'vitest'
import { timedOut } from '../../../src/vitest/worker/timed-out.js'

type Result = Parameters<typeof timedOut>[0]

function failed(...errors: { name: string; message: string }[]): Result {
  return { result: { state: 'fail', errors } } as unknown as Result
}

describe('timedOut()', () => {
  test('is true of a test that ran into its timeout', () => {
    expect(timedOut(failed({ name: 'TestTimeoutError', message: 'Test timed out in 50ms.' }))).toBe(true)
    expect(
      timedOut(failed({ name: 'Error', message: 'x' }, { name: 'Error', message: 'Test timed out in 5000ms.\nIf …' })),
    ).toBe(true)
  })

  test('is false of a test that passed, failed otherwise, or has no result yet', () => {
    expect(timedOut({ result: { state: 'pass' } } as unknown as Result)).toBe(false)
    expect(timedOut(failed({ name: 'AssertionError', message: 'the function timed out in 3 s' }))).toBe(false)
    expect(timedOut({} as Result)).toBe(false)
  })

  describe('a test that really does', { shuffle: false }, () => {
    let seen: boolean | undefined

    test.fails('runs into its timeout', { timeout: 20 }, async ({ onTestFinished }) => {
      onTestFinished(({ task }) => void (seen = timedOut(task)))
      await new Promise(() => {})
    })

    test('is known as one by Vitest’s own error', () => {
      expect(seen).toBe(true)
    })
  })
})
