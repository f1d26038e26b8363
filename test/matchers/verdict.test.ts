import { describe, expect, test, vi } from 'vitest'
import type { MatcherContext } from '../../src/matchers/matcher.js'
import { brief, guide, verdict } from '../../src/matchers/verdict.js'
import { answered } from './result.js'

describe('verdict', () => {
  test('gives a difference only where the matcher did not pass', () => {
    const difference = { actual: 1, expected: 2 }
    expect(verdict(answered(1), false, () => '', difference)).toMatchObject({ pass: false, ...difference })
    expect(Object.keys(verdict(answered(1), true, () => '', difference))).toEqual(['pass', 'message'])
  })

  test('writes its sentence and the timeline only when asked for the message', () => {
    const sentence = vi.fn(() => 'expected more')
    const { message } = verdict(answered(1), true, sentence)
    expect(sentence).not.toHaveBeenCalled()
    expect(message()).toMatch(/^expected more\n\nWhat happened in invocation 1 /)
  })
})

describe('guide', () => {
  test.for([true, false, undefined])('fails the assertion, with isNot %j', (isNot) => {
    const { pass } = guide(
      inContext((context) => ({ ...context, isNot: isNot as boolean })),
      'write it so',
    )
    expect(pass).toBe(isNot === true)
  })

  test('has the timeline only where there was an invocation', () => {
    const context = inContext((given) => given)
    expect(guide(context, 'write it so').message()).toBe('write it so')
    expect(guide(context, 'write it so', answered(1)).message()).toMatch(/^write it so\n\nWhat happened/)
  })
})

describe('brief', () => {
  const context = inContext((given) => given)

  test('writes a value on one line', () => {
    expect(brief(context, { a: [1, 'x'], b: undefined })).toBe('{"a": [1, "x"], "b": undefined}')
    expect(brief(context, 'two\nlines')).toBe(String.raw`"two\nlines"`)
    expect(brief(context, expect.objectContaining({ a: 1 }))).toBe('ObjectContaining {"a": 1}')
  })

  test('cuts a long value', () => {
    expect(brief(context, 'x'.repeat(500))).toMatch(/^"x{78}…$/)
  })
})

/** The context that Vitest gives to a matcher. */
function inContext(change: (context: MatcherContext) => MatcherContext): MatcherContext {
  const toShowItsContext = vi.fn(() => ({ pass: true, message: () => '' }))
  expect.extend({ toShowItsContext })
  const assertion = expect(1) as unknown as { toShowItsContext: () => void }
  assertion.toShowItsContext()
  return change(toShowItsContext.mock.contexts[0] as unknown as MatcherContext)
}
