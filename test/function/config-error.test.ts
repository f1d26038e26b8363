import { describe, expect, test } from 'vitest'
import { LambdaConfigError } from '../../src/function/config-error.js'

describe('LambdaConfigError', () => {
  const error = new LambdaConfigError("withLambda(): the config of 'orders'", ['a is 1', 'b is 2'])

  test('lists every problem on a line of its own', () => {
    expect(error.message).toBe("withLambda(): the config of 'orders' cannot be used:\n  - a is 1\n  - b is 2")
  })

  test('is a TypeError that can be told by its name, with the problems as data', () => {
    expect(error).toBeInstanceOf(TypeError)
    expect(error.name).toBe('LambdaConfigError')
    expect(error.problems).toEqual(['a is 1', 'b is 2'])
  })
})
