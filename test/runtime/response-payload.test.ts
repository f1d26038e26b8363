import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorPayload } from '../../src/runtime/error-payload.js'
import { responsePayload } from '../../src/runtime/response-payload.js'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import { BOTH_RULES } from './play.js'

class Point {
  x = 1
  #hidden = 2
  get sum(): number {
    return this.x + this.#hidden
  }
}

const circular: { self?: unknown } = {}
circular.self = circular

function nested(depth: number): unknown {
  let value: unknown = 0
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

describe('responsePayload()', () => {
  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'null'],
    ['null', null, 'null'],
    ['NaN', Number.NaN, 'null'],
    ['Infinity', Number.POSITIVE_INFINITY, 'null'],
    ['-0', -0, '0'],
    ['true', true, 'true'],
    ['0.1 + 0.2', 0.1 + 0.2, '0.30000000000000004'],
    ['1e21', 1e21, '1e+21'],
    ['text', 'text', '"text"'],
    ['an empty text', '', '""'],
    ['text that is JSON', '{"a":1}', '"{\\"a\\":1}"'],
    ['a lone surrogate', 'a\ud800b', '"a\\ud800b"'],
    ['NUL', 'a\0b', '"a\\u0000b"'],
    ['DEL, which is escaped in errors only', 'a\u007fb', '"a\u007fb"'],
    ['a Date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['an invalid Date', new Date(Number.NaN), 'null'],
    ['a Map', new Map([['k', 1]]), '{}'],
    ['a Set', new Set([1]), '{}'],
    ['a RegExp', /x/, '{}'],
    [
      'undefined, functions and symbols inside',
      { a: undefined, b: [undefined, () => 1, Symbol('s')], c: Number.NaN },
      '{"b":[null,null,null],"c":null}',
    ],
    ['toJSON', { toJSON: () => ({ from: 'toJSON' }) }, '{"from":"toJSON"}'],
    ['an Error', new Error('e'), '{}'],
    ['a class instance', new Point(), '{"x":1}'],
    ['a sparse array', [1, , 3], '[1,null,3]'], // oxlint-disable-line no-sparse-arrays
    ['a Buffer', Buffer.from('hi'), '{"type":"Buffer","data":[104,105]}'],
    ['a Uint8Array', new Uint8Array([1, 2]), '{"0":1,"1":2}'],
    ['an ArrayBuffer', new ArrayBuffer(2), '{}'],
    ['an own __proto__ key', JSON.parse('{"__proto__":{"x":1},"a":2}'), '{"__proto__":{"x":1},"a":2}'],
    ['boxed primitives', [Object(1), Object('s'), Object(false)], '[1,"s",false]'],
    ['a promise inside', { p: Promise.resolve(1) }, '{"p":{}}'],
    ['a URL', new URL('https://example.com/a?b=c'), '"https://example.com/a?b=c"'],
    ['number-like keys, which come first', { b: 1, 2: 'two', a: 3, 1: 'one' }, '{"1":"one","2":"two","b":1,"a":3}'],
  ])('of %s is the JSON that Lambda sends [HND-6]', (_name, value, json) => {
    for (const rules of BOTH_RULES) expect(responsePayload(value, rules)).toBe(json)
  })

  test.each<[string, unknown]>([
    ['a BigInt', 1n],
    ['a BigInt inside', { n: 1n }],
    ['a circle', circular],
    ['a value nested 20,000 deep', nested(20_000)],
    [
      'a throwing toJSON',
      {
        toJSON: () => {
          throw new Error('no')
        },
      },
    ],
    [
      'a throwing getter',
      Object.defineProperty({}, 'x', {
        enumerable: true,
        get() {
          throw new Error('no')
        },
      }),
    ],
  ])('of %s is a fault [HND-7]', (_name, value) => {
    const on24 = responsePayload(value, 'nodejs24.x')
    expect(on24).toBeInstanceOf(RuntimeFault)
    expect(errorPayload(on24, 'nodejs24.x')).toEqual({
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
      trace: ['Runtime.JSONStringifyError: Unable to stringify response body'],
    })
    expect(errorPayload(responsePayload(value, 'nodejs22.x'), 'nodejs22.x')).toEqual({
      errorType: 'Error',
      errorMessage: 'Unable to stringify response body',
      trace: ['Error: Unable to stringify response body'],
    })
  })

  test.each<[string, unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a toJSON that gives undefined', { toJSON: () => undefined }],
  ])('of %s, for which JSON has no text, is a TypeError [HND-8]', (_name, value) => {
    for (const rules of BOTH_RULES) {
      expect(errorPayload(responsePayload(value, rules), rules)).toEqual({
        errorType: 'TypeError',
        errorMessage: 'Wrong arguments',
        trace: ['TypeError: Wrong arguments'],
      })
    }
  })

  test('of any JSON value is its JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...BOTH_RULES), (value, rules) => {
        expect(responsePayload(value, rules)).toBe(JSON.stringify(value))
      }),
    )
  })
})
