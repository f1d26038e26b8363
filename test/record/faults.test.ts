import { describe, expect, test } from 'vitest'
import { joinFaults } from '../../src/record/faults.js'

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

  test('tells once what happened several times in the same place, in whatever way it went on', () => {
    const fail = (ms: number): Error => new Error(`boom\n\nafter ${ms} ms`)
    const [first, second, third] = [1, 2, 3].map((ms) => fail(ms))
    const elsewhere = new Error('boom\n\nafter 1 ms')
    const joined = joinFaults([first, second, elsewhere, third] as Error[]) as AggregateError
    expect(joined.errors).toEqual([first, elsewhere])
    expect(first?.message).toBe('boom\n\nafter 1 ms\n\nThe same happened 3 times; this was the first.')
    expect(first?.stack).toMatch(
      /^Error: boom\n\nafter 1 ms\n\nThe same happened 3 times; this was the first\.\n {4}at /,
    )
    expect(elsewhere.message).toBe('boom\n\nafter 1 ms')
  })

  test('tells all faults of several scopes, which were joined in the same place', () => {
    const [one, other] = ['orders', 'payments'].map((name) => joinFaults([new Error(name), new Error(`${name} again`)]))
    const joined = joinFaults([one, other] as Error[]) as AggregateError
    expect(joined.errors).toEqual([one, other])
  })
})
