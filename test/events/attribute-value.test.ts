// Tests of turning plain values into DynamoDB's attribute values.

import type { AttributeValue } from 'aws-lambda'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { marshalItem } from '../../src/events/attribute-value.js'

const where = 'events.dynamodb.insert: newImage'
const marshal = (value: unknown): AttributeValue | undefined => marshalItem(where, { a: value })['a']

test.each([
  ['text', { S: 'text' }],
  ['', { S: '' }],
  [101, { N: '101' }],
  [-1.5, { N: '-1.5' }],
  [-0, { N: '0' }],
  [2n ** 70n, { N: '1180591620717411303424' }],
  [true, { BOOL: true }],
  [false, { BOOL: false }],
  [null, { NULL: true }],
  [new Uint8Array([0, 1, 255]), { B: 'AAH/' }],
  [Buffer.from('hi'), { B: 'aGk=' }],
  [[1, 'a', [null]], { L: [{ N: '1' }, { S: 'a' }, { L: [{ NULL: true }] }] }],
  [{ x: { y: 1 } }, { M: { x: { M: { y: { N: '1' } } } } }],
  [new Set(['a', 'b']), { SS: ['a', 'b'] }],
  [new Set([1, 2n]), { NS: ['1', '2'] }],
  [new Set([new Uint8Array([1])]), { BS: ['AQ=='] }],
])('%o becomes %o [STM-7]', (value, expected) => {
  expect(marshal(value)).toStrictEqual(expected)
})

test('bytes that are part of a longer buffer are cut out of it', () => {
  expect(marshal(new Uint8Array([9, 1, 2, 9]).subarray(1, 3))).toEqual({ B: 'AQI=' })
})

test('undefined is left out of items, maps and lists', () => {
  expect(marshalItem(where, { a: undefined, b: { c: undefined }, d: [1, undefined, 2] })).toStrictEqual({
    b: { M: {} },
    d: { L: [{ N: '1' }, { N: '2' }] },
  })
})

test('an attribute value that was made before is refused, at any depth, with where it goes', () => {
  expect(() => marshal({ N: '1' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.insert: newImage.a is { N: '1' }, which looks like an attribute value already: images are plain objects, as unmarshall() of @aws-sdk/util-dynamodb makes them. Attribute values go into the record of a builder, such as events.dynamodb.insert({ record: { dynamodb: { NewImage: { id: { S: '1' } } } } }); so does data that looks like one.]`,
  )
  expect(() => marshal({ lines: [{ S: 'x' }] })).toThrow('newImage.a.lines[0] is { S: ')
})

test('what only has the name of a type is a map like any other', () => {
  expect(marshal({ S: 1 })).toStrictEqual({ M: { S: { N: '1' } } })
  expect(marshalItem(where, { S: 'x' })).toStrictEqual({ S: { S: 'x' } })
})

test('an attribute named __proto__ is stored under that name', () => {
  const item = marshalItem(where, JSON.parse('{"__proto__":"x"}'))
  expect(Object.entries(item)).toEqual([['__proto__', { S: 'x' }]])
})

test('a value that DynamoDB cannot store is refused with its place', () => {
  expect(() => marshalItem(where, { lines: [{ at: new Date(0) }] })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.insert: newImage.lines[0].at is an object (Date), which DynamoDB cannot store. Use strings, finite numbers, bigints, booleans, null, Uint8Array, lists, plain objects, or a Set of strings, numbers or Uint8Arrays (a Date as a string or a number).]`,
  )
})

test.each([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['a function', () => {}],
  ['a symbol', Symbol('x')],
  ['a Map', new Map()],
  ['an instance', new URL('https://example.com')],
])('%s is refused', (_, value) => {
  expect(() => marshal(value)).toThrow('which DynamoDB cannot store')
})

test('an empty Set is refused with what to do', () => {
  expect(() => marshal(new Set())).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.insert: newImage.a is a Set without members, which DynamoDB does not store. Give it at least one member, and only strings, only numbers or only Uint8Arrays; anything else goes into a list.]`,
  )
})

test.each([
  ['strings and numbers', new Set<unknown>(['a', 1])],
  ['lists', new Set<unknown>([[1]])],
  ['NaN', new Set<unknown>([Number.NaN])],
])('a Set of %s is refused', (_, value) => {
  expect(() => marshal(value)).toThrow('a Set of mixed or unsupported members')
})

test('an image that is not a plain object is refused', () => {
  expect(() => marshalItem(where, new Map([['id', '1']]))).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.insert: newImage is an object (Map), where a plain object is expected: its attributes by name.]`,
  )
})

test('an item that contains itself is refused', () => {
  const item: { self?: unknown } = {}
  item.self = item
  expect(() => marshalItem(where, item)).toThrow(
    "nested deeper than 32 levels, DynamoDB's limit. Does the item contain itself?",
  )
})

test('32 levels are DynamoDB’s deepest, and one more is refused', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)])
  expect(() => marshal(nested(32))).not.toThrow()
  expect(() => marshal(nested(33))).toThrow('nested deeper than 32 levels')
})

test('any item survives marshalling, JSON and unmarshalling [STM-7]', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), storable()), (item) => {
      const json = JSON.stringify(marshalItem(where, item))
      const back = Object.entries(JSON.parse(json) as Record<string, AttributeValue>).map(([k, v]) => [k, unmarshal(v)])
      expect(Object.fromEntries(back)).toEqual(normalised(item))
    }),
  )
})

test('every attribute value has exactly one type', () => {
  fc.assert(
    fc.property(storable(), (value) => {
      const types = Object.keys(marshal(value) ?? {})
      expect(types).toHaveLength(1)
      expect(['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS']).toContain(types[0])
    }),
  )
})

function storable(): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
      fc.uniqueArray(fc.string(), { minLength: 1 }).map((members) => new Set(members)),
      fc.uniqueArray(fc.integer(), { minLength: 1 }).map((members) => new Set(members)),
      fc.array(tie('value')),
      fc.dictionary(fc.string(), tie('value')),
    ),
  })).value
}

/** The inverse, as a handler would write it. Numbers come back as bigints where they are whole. */
function unmarshal(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S
  if (value.N !== undefined) return number(value.N)
  if (value.BOOL !== undefined) return value.BOOL
  if (value.NULL !== undefined) return null
  if (value.B !== undefined) return new Uint8Array(Buffer.from(value.B, 'base64'))
  if (value.L !== undefined) return value.L.map(unmarshal)
  if (value.M !== undefined) return Object.fromEntries(Object.entries(value.M).map(([k, v]) => [k, unmarshal(v)]))
  if (value.SS !== undefined) return new Set(value.SS)
  if (value.NS !== undefined) return new Set(value.NS.map(number))
  return new Set(value.BS?.map((member) => new Uint8Array(Buffer.from(member, 'base64'))))
}

function number(text: string): number | bigint {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text)
}

/** What is expected back: numbers in the same form as `number` gives them. */
function normalised(value: unknown): unknown {
  if (typeof value === 'number') return number(String(value))
  if (value instanceof Set) return new Set([...value].map(normalised))
  if (Array.isArray(value)) return value.map(normalised)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, normalised(inner)]))
}
