import { describe, expect, test } from 'vitest'
import { describeFailure, failureOf } from '../../src/matchers/outcome.js'
import { answered, exited, failed, REQUEST_ID, timedOut } from './result.js'

describe('failureOf', () => {
  test('is the error of a failed invocation, and nothing for an answer', () => {
    expect(failureOf(failed({ errorMessage: 'no' }))).toEqual({ errorType: 'TypeError', errorMessage: 'no' })
    expect(failureOf(answered({ errorType: 'looks like one', errorMessage: 'but is an answer' }))).toBeUndefined()
  })

  test('is there for every outcome but a response, even where the error itself is missing', () => {
    for (const outcome of ['error', 'timeout', 'exit'] as const) {
      expect(failureOf(answered(null, { outcome }))).toEqual({ errorType: 'Unknown', errorMessage: '' })
    }
    expect(failureOf({ ...answered(null), functionError: 'Unhandled' })).toBeDefined()
  })
})

describe('describeFailure', () => {
  test('says how it ended, without ids', () => {
    expect(described(failed())).toBe('failed with TypeError: boom')
    expect(described(timedOut())).toBe('timed out after 3 s')
    expect(described(exited())).toBe('ended its process: Runtime exited with error: exit status 1')
    expect(described(failed({ errorMessage: `no ${REQUEST_ID}` }))).toBe('failed with TypeError: no <request id>')
  })

  test('is one line, and long enough for what a message says at its end', () => {
    expect(described(failed({ errorMessage: `${'x'.repeat(500)} do this` }))).toMatch(/ do this$/)
    const text = described(failed({ errorMessage: `first\nsecond ${'x'.repeat(5000)}` }))
    expect(text).toMatch(/^failed with TypeError: first second x+…$/)
    expect(text.length).toBeLessThan(1100)
  })

  test('leaves the colon away where there is no message', () => {
    expect(described(failed({ errorMessage: '' }))).toBe('failed with TypeError')
  })
})

function described(result: ReturnType<typeof failed>): string {
  return describeFailure(result, failureOf(result) ?? { errorType: '', errorMessage: '' })
}
