// Tests of what looks like an attribute value.

import type { AttributeValue } from 'aws-lambda'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { marshalItem } from '../../src/events/attribute-value.js'
import { dynamodbInsert } from '../../src/events/dynamodb.js'
import { isAttributeValue } from '../../src/events/made-attribute-value.js'
import { dynamodbStreamSource } from '../../src/sources/dynamodb-stream.js'
import { FakeTarget } from '../sources/fake-target.js'

test.each<AttributeValue | object>([
  { S: '' },
  { N: '-1.5e3' },
  { B: 'AAE=' },
  { B: new Uint8Array([1]) },
  { BOOL: false },
  { NULL: true },
  { L: [] },
  { L: [{ S: 'a' }, { N: '1' }] },
  { M: { a: { L: [{ S: 'b' }] } } },
  { SS: ['a'] },
  { NS: new Set(['1']) },
  { BS: [new Uint8Array([1])] },
])('%o is one', (value) => {
  expect(isAttributeValue(value)).toBe(true)
})

test('others are none', () => {
  const others: readonly unknown[] = [
    {},
    { S: 1 },
    { N: 1 },
    { N: 'one' },
    { S: 'small', M: 'medium' },
    { s: 'a' },
    { NULL: false },
    { L: [1] },
    { M: { a: 1 } },
    { SS: [] },
    { NS: ['a'] },
    { toString: 'a' },
    ['S', 'a'],
    null,
    'S',
  ]
  expect(others.filter(isAttributeValue)).toEqual([])
})

test('whatever becomes an attribute value looks like one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!JSON.stringify(value).match(/"(?:S|N|B|BOOL|NULL|L|M|SS|NS|BS)":/))
      expect(isAttributeValue(marshalItem('events.x', { value })['value'])).toBe(true)
    }),
  )
})

test('an image that was marshalled goes into the record', () => {
  const NewImage = { id: { S: '1' }, n: { N: '1' } }
  const [record] = dynamodbInsert({ record: { dynamodb: { NewImage } } }).Records
  expect(record?.dynamodb?.NewImage).toEqual(NewImage)
})

test('the items of a stream are plain objects, too', () => {
  const stream = dynamodbStreamSource(new FakeTarget())
  expect(() => stream.insert({ pk: { S: 'a' } })).toThrow(
    "stream.insert(): newImage.pk is { S: 'a' }, which looks like an attribute value already",
  )
})
