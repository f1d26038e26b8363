import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plain } from '../../src/compare/plain.js'

class Command {
  readonly input: object
  readonly #secret = 1
  readonly resolve = (): number => this.#secret
  constructor(input: object) {
    this.input = input
  }
}

describe('plain()', () => {
  test('keeps what JSON keeps', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(plain(value))).toBe(JSON.stringify(value))
      }),
    )
  })

  test.for<[unknown, unknown]>([
    [undefined, null],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [12n, '12n'],
    [Symbol('s'), 'Symbol(s)'],
    [() => 1, '[function]'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new URL('http://localhost/a'), 'http://localhost/a'],
    [new TypeError('boom'), { name: 'TypeError', message: 'boom' }],
    [/a+/g, '/a+/g'],
    [new Map([['a', new Set([1])]]), [['a', [1]]]],
    [new TextEncoder().encode('hi'), { base64: 'aGk=' }],
    [Buffer.from('hi'), { base64: 'aGk=' }],
    [new Command({ Key: undefined, Table: 't' }), { input: { Table: 't' } }],
    [
      [undefined, () => 1],
      [null, '[function]'],
    ],
  ])('makes data of what JSON does not have: %o', ([value, expected]) => {
    expect(plain(value)).toEqual(expected)
  })

  test('tells of a cycle, and not of what merely occurs twice', () => {
    const twice = { id: 1 }
    const cycle: { self?: object; a: object; b: object } = { a: twice, b: twice }
    cycle.self = cycle
    expect(plain(cycle)).toEqual({ a: { id: 1 }, b: { id: 1 }, self: '[circular]' })
  })

  test('ends where it gets too deep', () => {
    let deep: unknown = 'the bottom'
    for (let depth = 0; depth < 12; depth++) deep = { deep }
    expect(JSON.stringify(plain(deep))).toContain('"[deeper]"')
  })

  test('copies: what is changed later does not change it', () => {
    const list = [{ a: 1 }]
    const copy = plain(list)
    list[0] = { a: 2 }
    expect(copy).toEqual([{ a: 1 }])
  })
})
