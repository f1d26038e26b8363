// Tests of the data of records and messages.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Data, bytesOf, decoderOf, signedBytes } from '../../src/events/record-data.js'

test('data is base64 of text, of bytes, or of JSON text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array(),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (text, bytes, json) => {
        expect(Buffer.from(base64Data('x', 'data', text), 'base64').toString()).toBe(text)
        expect(Buffer.from(base64Data('x', 'data', bytes), 'base64')).toEqual(Buffer.from(bytes))
        expect(bytesOf('x', 'data', json).toString()).toBe(JSON.stringify(json))
      },
    ),
  )
})

test('data that has no JSON text is refused with its name', () => {
  expect(() => base64Data('events.x', 'value', 1n)).toThrow('events.x: value cannot be written as JSON')
})

test('the bytes of headers are numbers with a sign, as Java writes them', () => {
  expect(signedBytes('x', 'headers.a', 'aé')).toEqual([97, -61, -87])
  expect(signedBytes('x', 'headers.a', Uint8Array.of(0, 127, 128, 255))).toEqual([0, 127, -128, -1])
})

test('records are decoded as text, and those without data as undefined', () => {
  const answer = { records: [{ recordId: '1', data: 'aGk=' }, { recordId: '2', result: 'Dropped' }, { data: '' }] }
  expect(decoderOf('events.x.decode')(answer)).toEqual(['hi', undefined, ''])
})

test.each([
  ['nothing', undefined, 'undefined'],
  ['an event without records', {}, 'undefined'],
  ['records that are no list', { records: {} }, 'an object (Object)'],
])('decoding %s says what is expected', (_, batch, shown) => {
  expect(() => decoderOf('events.x.decode')(batch as { records: [] })).toThrow(
    new TypeError(
      `events.x.decode: records is ${shown}, where a list of records is expected. ` +
        'Pass the whole event, or what the function answered: { records: [{ recordId, result, data }] }.',
    ),
  )
})
