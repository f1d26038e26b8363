import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variation, variedPaths, VARIES, withoutVariation } from '../../src/compare/variation.js'

const paths = (one: unknown, other: unknown): string[] => variedPaths(variation(one, other), 'result')
const common = (one: unknown, other: unknown): unknown => withoutVariation(one, variation(one, other))

describe('what varies between two values', () => {
  test('is nothing where they are equal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(variation(value, structuredClone(value))).toBeUndefined()
      }),
    )
    expect(withoutVariation({ a: 1 }, undefined)).toEqual({ a: 1 })
    expect(variedPaths(undefined, 'result')).toEqual([])
  })

  test('is left out of both, and then they are equal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const varied = variation(one, other)
        expect(withoutVariation(one, varied)).toEqual(withoutVariation(other, varied))
      }),
    )
  })

  test('is left out of both where they are much alike, too', () => {
    const alike = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(fc.constantFrom('x', 'x y', 'x z', 'x  y', 1)))
    fc.assert(
      fc.property(alike, alike, (one, other) => {
        const varied = variation(one, other)
        expect(withoutVariation(one, varied)).toEqual(withoutVariation(other, varied))
      }),
    )
  })

  test.for<[unknown, unknown, unknown, string[]]>([
    [1, 2, VARIES, ['result']],
    [{ a: 1, b: 2 }, { a: 1, b: 3 }, { a: 1, b: VARIES }, ['result.b']],
    [{ a: 1 }, { a: 1, b: 3 }, { a: 1, b: VARIES }, ['result.b']],
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { a: [1, { b: VARIES }] }, ['result.a[1].b']],
    [{ a: [1, 2] }, { a: [1] }, { a: VARIES }, ['result.a']],
    [{ a: [1] }, { a: { 0: 1 } }, { a: VARIES }, ['result.a']],
    [{ 'x-id': 1 }, { 'x-id': 2 }, { 'x-id': VARIES }, ['result["x-id"]']],
    ['order 17 sent', 'order 18 sent', 'order <varies> sent', ['result']],
    ['17', '18', VARIES, ['result']],
    ['a b', 'a b c', VARIES, ['result']],
    ['a b', 'a  b', VARIES, ['result']],
  ])('is a part, or a word: %j and %j', ([one, other, left, where]) => {
    expect(common(one, other)).toEqual(left)
    expect(paths(one, other)).toEqual(where)
  })

  test('shows a third value that is of another shape', () => {
    const varied = variation({ a: 'order 17 sent', b: { c: 1 }, d: [1] }, { a: 'order 18 sent', b: { c: 2 }, d: [2] })
    const third = { a: 'order lost', b: null, d: 'none' }
    expect(withoutVariation(third, varied)).toEqual(third)
    expect(withoutVariation({ a: 4, b: [1], d: { e: 1 } }, varied)).toEqual({ a: 4, b: [1], d: { e: 1 } })
  })

  test('does not hide that a third value lacks a member which the two have', () => {
    const varied = variation({ id: 'x' }, { id: 'y' })
    expect(withoutVariation({}, varied)).toEqual({})
    expect(withoutVariation({}, variation({ id: 'x' }, {}))).toEqual({ id: VARIES })
  })

  test('can be left out time after time', () => {
    const [first, second] = [variation('a 1 x', 'a 2 x'), variation('a 1 x', 'a 1 y')]
    expect(withoutVariation(withoutVariation('a 9 z', first), second)).toBe('a <varies> <varies>')
  })
})
