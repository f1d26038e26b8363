import { describe, expect, test } from 'vitest'
import { joinFaults } from '../../../src/vitest/worker/faults.js'

function fault(message: string, ...frames: string[]): Error {
  const error = new Error(message)
  error.stack = [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join('\n')
  return error
}

describe('joinFaults()', () => {
  test('gives one fault back as it is', () => {
    const only = fault('x')
    expect(joinFaults([only])).toBe(only)
  })

  test('says all of several, in order, and points at the first', () => {
    const faults = [fault('one', 'first (a.ts:1:1)'), fault('two\n\nwith advice', 'second (b.ts:2:2)')]
    const joined = joinFaults(faults) as AggregateError
    expect(joined.errors).toEqual(faults)
    expect(joined.stack).toMatchInlineSnapshot(`
      "AggregateError: 2 errors that no result reports:

      1. one

      2. two

      with advice
          at first (a.ts:1:1)"
    `)
  })
})
