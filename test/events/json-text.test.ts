// Tests of writing what a user gave as JSON text.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonText, messageText } from '../../src/events/json-text.js'

test('any JSON value becomes its JSON text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonText('events.x', 'body', value)).toBe(JSON.stringify(value))
    }),
  )
})

test('a value that contains itself is refused with the reason', () => {
  const value: { self?: unknown } = {}
  value.self = value
  expect(() => jsonText('events.x', 'body', value)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: body cannot be written as JSON, which is how every event reaches Lambda (Converting circular structure to JSON). Use strings, finite numbers, booleans, null, lists and plain objects that do not contain themselves.]`,
  )
})

test('a bigint is refused with the reason', () => {
  expect(() => jsonText('events.x', 'body', { total: 1n })).toThrow('(Do not know how to serialize a BigInt)')
})

test.each([
  ['undefined', undefined, 'it is undefined'],
  ['a function', () => {}, 'it is a function'],
  ['a symbol', Symbol('x'), 'it is a symbol'],
])('%s has no JSON text and is refused', (_, value, reason) => {
  expect(() => jsonText('events.x', 'body', value)).toThrow(reason)
})

test('whatever toJSON throws is the reason', () => {
  const value = {
    toJSON: () => {
      throw 'no'
    },
  }
  expect(() => jsonText('events.x', 'body', value)).toThrow('(no)')
})

test('a message that is a string stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(messageText('events.x', 'body', text)).toBe(text)
    }),
  )
})

test.each([
  [{ id: 1 }, '{"id":1}'],
  [[1, 2], '[1,2]'],
  [5, '5'],
  [null, 'null'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
])('a message that is %o becomes JSON text', (value, text) => {
  expect(messageText('events.x', 'body', value)).toBe(text)
})

test('a message of bytes is refused, for JSON would make an object of them', () => {
  expect(() => messageText('events.x', 'body', new Uint8Array(2))).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: body is bytes (a Uint8Array), but travels as text. Turn the bytes into text yourself, for instance with Buffer.from(bytes).toString('base64').]`,
  )
})

test('a promise is refused, for JSON would make {} of it', () => {
  expect(() => messageText('events.x', 'body', Promise.resolve('text'))).toThrow(
    new TypeError('events.x: body is a promise, of which JSON would make {}: await it first.'),
  )
})

test.each([
  ['Blob', new Blob(['text'])],
  ['ArrayBuffer', new ArrayBuffer(2)],
  ['DataView', new DataView(new ArrayBuffer(2))],
  ['ReadableStream', new Blob(['text']).stream()],
  ['Response', new Response('text')],
  ['WeakMap', new WeakMap()],
  ['Error', new Error('text')],
  ['RegExp', /text/],
])('a %s is refused, which says all that it says through methods', (name, value) => {
  expect(() => messageText('events.x', 'body', value)).toThrow(
    `body is an object (${name}), of which JSON would make {}`,
  )
})

test('an object without members is {} by any class, and whatever says itself what its JSON is', () => {
  class Ping {
    readonly by: string | undefined
  }
  class Basket extends Map {
    toJSON(): object {
      return {}
    }
  }
  expect([new Ping(), new Basket(), Object.create(null)].map((value) => jsonText('events.x', 'body', value))).toEqual([
    '{}',
    '{}',
    '{}',
  ])
})

test('a Map is refused as a promise is, and an empty object is not', () => {
  expect(() => messageText('events.x', 'body', new Map([['a', 1]]))).toThrow(
    new TypeError(
      'events.x: body is an object (Map), of which JSON would make {}: make a plain object or a list of it first.',
    ),
  )
  expect(() => messageText('events.x', 'body', new URLSearchParams('a=b'))).toThrow(
    'body is an object (URLSearchParams)',
  )
  expect(messageText('events.x', 'body', {})).toBe('{}')
})
