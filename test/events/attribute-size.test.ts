// Tests of counting an item's bytes as DynamoDB counts them.

import type { AttributeValue } from 'aws-lambda'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemSize } from '../../src/events/attribute-size.js'

test.each<[string, AttributeValue, number]>([
  ['text counts its UTF-8 bytes', { S: 'é€' }, 5],
  ['three digits count two bytes and one', { N: '101' }, 3],
  ['leading and trailing zeros of a number do not count', { N: '00100' }, 2],
  ['a minus sign counts one', { N: '-101' }, 4],
  ['an exponent does not count', { N: '1.5e+21' }, 2],
  ['zero counts one', { N: '0' }, 1],
  ['bytes count decoded', { B: 'AAH/' }, 3],
  ['a boolean counts one', { BOOL: false }, 1],
  ['null counts one', { NULL: true }, 1],
  ['a list counts three, and one for each element', { L: [{ BOOL: true }, { BOOL: true }] }, 7],
  ['a map counts three, and names, and one for each entry', { M: { ab: { S: 'c' } } }, 7],
  ['a set of texts counts its members', { SS: ['a', 'bc'] }, 3],
  ['a set of numbers counts its members', { NS: ['1', '23'] }, 4],
  ['a set of bytes counts its members', { BS: ['AQ==', 'AQI='] }, 3],
])('%s', (_, value, size) => {
  expect(itemSize({ '': value })).toBe(size)
})

test('the sizes in AWS’s sample stream records come out the same', () => {
  const key = { Id: { N: '101' } }
  const before = { ...key, Message: { S: 'New item!' } }
  const after = { ...key, Message: { S: 'This item has changed' } }
  // https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html shows 26 and 59.
  expect(itemSize(key) + itemSize(before)).toBe(26)
  expect(itemSize(key) + itemSize(after) + itemSize(before)).toBe(59)
})

test('the size of an item is the sum of the sizes of its attributes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (texts) => {
      const item = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }]))
      const single = Object.entries(item).map(([name, value]) => itemSize({ [name]: value }))
      expect(itemSize(item)).toBe(single.reduce((total, size) => total + size, 0))
    }),
  )
})
