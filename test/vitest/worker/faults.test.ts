import { describe, expect, test } from 'vitest'
import { joinFaults } from '../../../src/vitest/worker/faults.js'

describe('joinFaults()', () => {
  test('gives one fault back as it is', () => {
    const only = new Error('x')
    expect(joinFaults([only])).toBe(only)
  })

  test('holds all of several, and says them in order', () => {
    const faults = [new Error('one'), new Error('two\n\nwith advice')]
    const joined = joinFaults(faults) as AggregateError
    expect(joined.errors).toEqual(faults)
    expect(joined.message).toMatchInlineSnapshot(`
      "2 errors that no result reports:

      1. one

      2. two

      with advice"
    `)
  })
})
