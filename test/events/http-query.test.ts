// Tests of reading and writing query strings.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodedQuery, encodedQuery, grouped, type QueryInput, undecodedQuery } from '../../src/events/http-query.js'

test.each<[QueryInput, string]>([
  [{}, ''],
  [{ a: 'b' }, 'a=b'],
  [{ a: ['1', '2'], b: '' }, 'a=1&a=2&b='],
  [{ 'a b': 'c&d=é' }, 'a%20b=c%26d%3D%C3%A9'],
  [{ page: 2, all: true, none: undefined }, 'page=2&all=true'],
  [{ list: [] }, ''],
])('%o is written %j', (query, text) => {
  expect(encodedQuery('events.x', query)).toBe(text)
})

test.each([null, {}, [['nested']], () => {}])('a parameter that is %o is refused', (value) => {
  const query = { a: value } as unknown as QueryInput
  expect(() => encodedQuery('events.x', query)).toThrow(
    /^events\.x: query\["a"\] is .+, where strings, numbers or booleans are expected\.$/,
  )
})

test('a query string is read percent-decoded, a plus being a space', () => {
  expect(decodedQuery('a=1&a=2&b%20c=d+e%26&flag')).toEqual([
    ['a', '1'],
    ['a', '2'],
    ['b c', 'd e&'],
    ['flag', ''],
  ])
})

test('a query string is read as it is written where nothing decodes it', () => {
  expect(undecodedQuery('a=1&&b%20c=d+e%26=x&flag')).toEqual([
    ['a', '1'],
    ['b%20c', 'd+e%26=x'],
    ['flag', ''],
  ])
  expect(undecodedQuery('')).toEqual([])
})

test('parameters of one name are grouped in order', () => {
  const groups = grouped(decodedQuery('a=1&b=2&a=3'))
  expect(Object.fromEntries(groups)).toEqual({ a: ['1', '3'], b: ['2'] })
})

test('what is written is read again', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text, { minLength: 1 })), (query) => {
      const raw = encodedQuery('events.x', query)
      expect(Object.fromEntries(grouped(decodedQuery(raw)))).toEqual({ ...query })
      const encoded = grouped(undecodedQuery(raw))
      expect([...encoded.keys()].map(decodeURIComponent)).toEqual(Object.keys(query))
    }),
  )
})

test('a name with very many values is read in time', () => {
  const pairs = Array.from({ length: 200_000 }, (_, index): [string, string] => ['a', String(index)])
  expect(grouped(pairs).get('a')).toHaveLength(200_000)
})
