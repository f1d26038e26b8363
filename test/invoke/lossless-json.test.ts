// Tests of JSON that loses nothing.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { losslessJson } from '../../src/invoke/lossless-json.js'

function raise(error: Error): never {
  throw error
}

function written(value: unknown): string {
  return losslessJson('event', value)
}

describe('a value', () => {
  test('that is JSON arrives as it is, whatever it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => written(value) === JSON.stringify(value)))
  })

  test.each<[unknown, unknown]>([
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [{ a: undefined, b: 1 }, { b: 1 }],
    [{ toJSON: () => 'own' }, 'own'],
    [Buffer.from('a'), { type: 'Buffer', data: [97] }],
    [
      new (class Order {
        id = 7
      })(),
      { id: 7 },
    ],
    [Object.create(null, { a: { value: 1, enumerable: true } }), { a: 1 }],
  ])('%o is fine: JSON merely writes it differently', (event, arrives) => {
    expect(JSON.parse(written(event))).toEqual(arrives)
  })

  test('may hold the same value twice, as long as it does not hold itself', () => {
    const shared = { id: 1 }
    expect(JSON.parse(written({ a: shared, b: [shared, shared] }))).toEqual({
      a: { id: 1 },
      b: [{ id: 1 }, { id: 1 }],
    })
  })

  test('of an older class has no methods in the way', () => {
    const prototype = { describe: () => 'inherited and enumerable' }
    expect(written(Object.assign(Object.create(prototype), { id: 1 }))).toBe('{"id":1}')
  })

  test('may write itself, also as itself', () => {
    const value = { id: 1, toJSON: (): unknown => value }
    Object.defineProperty(value, 'toJSON', { enumerable: false })
    expect(written({ value })).toBe('{"value":{"id":1}}')
  })

  test('may be an object of a class that is empty, or a boxed text or number', () => {
    const Ping = function (): void {}
    expect(written({ a: Reflect.construct(Ping, []) as object, b: new String('x'), c: new Number(1) })).toBe(
      '{"a":{},"b":"x","c":1}',
    )
  })
})

describe('a value that would not arrive', () => {
  const cycle: { self?: unknown; list: unknown[] } = { list: [] }
  cycle.list.push({ back: cycle })

  test.each<[unknown, string]>([
    [() => 1, 'invoke(): event is a function, which does not reach a Lambda function: JSON would leave it out.'],
    [
      { a: { b: Symbol('x') } },
      'invoke(): event.a.b is a symbol, which does not reach a Lambda function: JSON would leave it out.',
    ],
    [
      { lines: [{}, { price: 1n }] },
      'invoke(): event.lines[1].price is the BigInt 1n, which does not reach a Lambda function: JSON has no such value: pass a number or a string.',
    ],
    [
      { 'odd key': Number.NaN },
      'invoke(): event["odd key"] is NaN, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      [Infinity],
      'invoke(): event[0] is Infinity, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      [1, undefined],
      'invoke(): event[1] is undefined, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      { m: new Map() },
      'invoke(): event.m is a Map, which does not reach a Lambda function: JSON would turn it into {}: pass a plain object.',
    ],
    [
      { s: new Set() },
      'invoke(): event.s is a Set, which does not reach a Lambda function: JSON would turn it into {}: pass an array.',
    ],
    [
      { p: Promise.resolve() },
      'invoke(): event.p is a promise, which does not reach a Lambda function: JSON would turn it into {}: await it first.',
    ],
    [
      cycle,
      'invoke(): event.list[0].back is a reference back to a value that holds it, which does not reach a Lambda function: JSON has no cycles.',
    ],
    [
      { at: new Date(Number.NaN) },
      'invoke(): event.at is an invalid Date, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      { re: /x/ },
      'invoke(): event.re is a RegExp, which does not reach a Lambda function: JSON would turn it into {}: pass its text.',
    ],
    [
      [new RangeError('x')],
      'invoke(): event[0] is an Error, which does not reach a Lambda function: JSON would leave its message out: pass what it says.',
    ],
    [
      { bytes: new Uint8Array(2) },
      'invoke(): event.bytes is a Uint8Array, which does not reach a Lambda function: JSON would number its bytes: pass base64.',
    ],
    [
      { bytes: new ArrayBuffer(2) },
      'invoke(): event.bytes is a buffer, which does not reach a Lambda function: JSON would turn it into {}: pass base64.',
    ],
    [
      { headers: new Headers({ a: 'b' }) },
      'invoke(): event.headers is an object of the class Headers, which does not reach a Lambda function: JSON would turn it into {}: pass its data.',
    ],
    [
      { toJSON: () => undefined },
      'invoke(): event is undefined as JSON, which does not reach a Lambda function: JSON has no such value.',
    ],
    [
      { order: { toJSON: () => raise(new RangeError('out of range')) } },
      'invoke(): event.order is an object that throws RangeError: out of range, which does not reach a Lambda function: JSON has to read all of it.',
    ],
    [
      { order: { toJSON: () => ({ total: 1n }) } },
      'invoke(): event.order.total is the BigInt 1n, which does not reach a Lambda function: JSON has no such value: pass a number or a string.',
    ],
  ])('%o is refused with the place in it', (event, message) => {
    expect(() => written(event)).toThrow(new TypeError(message))
  })

  test('is found wherever it is', () => {
    const path = fc.array(fc.oneof(fc.nat(3), fc.constantFrom('a', 'b', 'c')), { maxLength: 6 })
    fc.assert(
      fc.property(path, (keys) => {
        const event = keys.reduceRight<unknown>(
          (inner, key) =>
            typeof key === 'number' ? [...Array.from({ length: key }, () => 0), inner] : { [key]: inner },
          () => 'lost',
        )
        const where = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
        expect(() => written(event)).toThrow(`invoke(): event${where} is a function`)
      }),
    )
  })
})

describe('a value that is nested too deeply', () => {
  const DEEP = 20_000
  const nested = (wrap: (inner: unknown) => unknown, levels = DEEP): unknown => {
    let value: unknown = {}
    for (let level = 0; level < levels; level++) value = wrap(value)
    return value
  }
  const guide = (nesting: string): string =>
    `invoke(): event is nested ${nesting}, which does not reach a Lambda function: Node.js walks through fewer levels ` +
    'than that. Pass less of it, or a list of its parts.'

  test.each([
    ['objects', (inner: unknown) => ({ next: inner }), '20,000 levels deep (event.next.next.next.next.next…)'],
    ['lists', (inner: unknown) => [0, inner], '20,000 levels deep (event[1][1][1][1][1]…)'],
    [
      'objects that write themselves',
      (inner: unknown) => ({ toJSON: () => ({ 'my key': inner }) }),
      '20,000 levels deep (event["my key"]["my key"]["my key"]["my key"]["my key"]…)',
    ],
  ])('is refused with how deep it is, and where: %s', (_what, wrap, nesting) => {
    expect(() => written(nested(wrap))).toThrow(new TypeError(guide(nesting), { cause: expect.any(RangeError) }))
  })

  test('is found beside what is not, and beside what cannot be read', () => {
    const deep = nested((next) => ({ next }), DEEP - 1)
    const broken = { toJSON: () => raise(new Error('unreadable')) }
    const event = { flat: [1], deep, broken, alias: deep }
    expect(() => written(event)).toThrow(/event is nested 20,000 levels deep \(event\.(?:deep|alias)\.next\.next/)
  })

  test('is looked into no further than 100,000 levels, for one that has no end', () => {
    const endless = (): object => ({ toJSON: () => ({ next: endless() }) })
    expect(() => written(endless())).toThrow(guide('at least 100,000 levels deep (event.next.next.next.next.next…)'))
  })

  test('is none that only calls itself without end: what it threw is told as it is', () => {
    const caller = { toJSON: (): unknown => caller.toJSON() }
    expect(() => written({ caller })).toThrow(new RangeError('Maximum call stack size exceeded'))
  })
})

test('the message begins with the name of what was handed over', () => {
  expect(() => losslessJson('clientContext', { a: new Set() })).toThrow('invoke(): clientContext.a is a Set')
})
