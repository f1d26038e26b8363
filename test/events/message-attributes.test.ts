// Tests of message attributes of SQS and SNS.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributesOf, typedAttribute } from '../../src/events/message-attributes.js'

test.each([
  ['a', { type: 'String', value: 'a' }],
  ['', { type: 'String', value: '' }],
  [1.5, { type: 'Number', value: '1.5' }],
  [2n, { type: 'Number', value: '2' }],
  [new Uint8Array([1]), { type: 'Binary', value: 'AQ==' }],
  [Buffer.from('hi'), { type: 'Binary', value: 'aGk=' }],
])('%o is an attribute %o', (value, attribute) => {
  expect(typedAttribute('events.x: attributes.a', value)).toEqual(attribute)
})

test.each([true, null, {}, [], Number.NaN, Infinity, () => {}])('%o is none', (value) => {
  expect(() => typedAttribute('events.x: attributes.a', value)).toThrow(
    /^events\.x: attributes\.a is .+, where a string, a finite number, a bigint or a Uint8Array is expected\.$/,
  )
})

test('a service that takes more says so', () => {
  expect(() => typedAttribute('events.x', true, 'a string or a list')).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x is true (a boolean), where a string or a list is expected.]`,
  )
})

test('every attribute that is defined is written under its name, with the place for errors', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.option(fc.string(), { nil: undefined })), (attributes) => {
      const written = attributesOf('events.x', attributes, (where, value) => [where, value])
      const kept = Object.entries(attributes).filter(([, value]) => value !== undefined)
      expect(Object.entries(written)).toEqual(
        kept.map(([name, value]) => [name, [`events.x: attributes.${name}`, value]]),
      )
    }),
  )
})
