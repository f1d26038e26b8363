import { describe, expect, test } from 'vitest'
import { describeValue, isRecord, isThenable, kindOf, showValue } from '../../src/function/show-value.js'

describe('showValue', () => {
  test.each([
    ['text', "'text'"],
    [42, '42'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ a: 1, b: { c: { d: 2 } } }, '{ a: 1, b: { c: [Object] } }'],
    [[1, 2, 3, 4, 5, 6], '[ 1, 2, 3, 4, 5, ... 1 more item ]'],
  ])('%j is shown as %s', (value, shown) => {
    expect(showValue(value)).toBe(shown)
  })

  test('cuts what is long, and keeps it on one line', () => {
    const shown = showValue({ text: 'line\n'.repeat(100) })
    expect(shown).toHaveLength(80)
    expect(shown).not.toContain('\n')
    expect(shown).toMatch(/…$/)
  })

  test('does not run what a value brings for its own display', () => {
    const value = {
      [Symbol.for('nodejs.util.inspect.custom')](): never {
        throw new Error('user code ran')
      },
    }
    expect(() => showValue(value)).not.toThrow()
  })
})

describe('kindOf', () => {
  test.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [[], 'an array'],
    [{}, 'an object'],
    [1, 'a number'],
    ['', 'a string'],
    [true, 'a boolean'],
    [1n, 'a bigint'],
    [Symbol.iterator, 'a symbol'],
    [() => 1, 'a function'],
  ])('%s is %s', (value, kind) => {
    expect(kindOf(value)).toBe(kind)
  })

  test('a promise is a promise, and something called then does not make one', () => {
    expect(kindOf(Promise.resolve())).toBe('a promise')
    expect(isThenable(JSON.parse('{ "then": 1 }'))).toBe(false)
    expect(isThenable(null)).toBe(false)
  })
})

describe('describeValue', () => {
  test('names the kind, unless the look of the value says it already', () => {
    expect(describeValue('3')).toBe("'3' (a string)")
    expect(describeValue([])).toBe('[] (an array)')
    expect(describeValue(undefined)).toBe('undefined')
    expect(describeValue(null)).toBe('null')
  })
})

describe('isRecord', () => {
  test.each([[null], [undefined], [[]], ['text'], [Promise.resolve()], [() => 1]])(
    '%s has no named members',
    (value) => {
      expect(isRecord(value)).toBe(false)
    },
  )

  test('objects have named members, also without a prototype', () => {
    expect(isRecord({})).toBe(true)
    expect(isRecord(Object.create(null))).toBe(true)
  })
})
