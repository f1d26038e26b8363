import { describe, expect, test } from 'vitest'
import { cannotCross } from '../../../src/sandbox/thread/cannot-cross.js'

const reasonFor = (value: unknown): unknown => {
  try {
    return structuredClone(value)
  } catch (error) {
    return error
  }
}

describe('a value that cannot cross', () => {
  test('is told of with the reason, and with what can', () => {
    expect(cannotCross('what calls() gave', reasonFor(Symbol('s')))).toBe(
      'what calls() gave cannot cross between the test and the thread: Symbol(s) could not be cloned. Plain data can: ' +
        'pick what matters, like send.mock.calls.map(([command]) => command.input).',
    )
  })

  test('does not fill the message with the source of a function', () => {
    const long = (value: number): string => {
      const text = `this is a function with more to it than what anybody wants to read: ${value}`
      return text.toUpperCase()
    }
    const message = cannotCross('an argument', reasonFor(long))
    expect(message).toMatch(/thread: \(value\) => \{ [^\n]{37}… could not be cloned\. Plain data can/)
  })

  test('whatever refused it', () => {
    expect(cannotCross('an argument', 'no')).toContain('thread: no. Plain')
  })
})
