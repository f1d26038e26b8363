// Tests of keys and images in stream records.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { imagesOf, type StreamViewType } from '../../src/events/dynamodb-images.js'

const where = 'events.dynamodb.modify'
const images = { newImage: { id: '1', n: 2 }, oldImage: { id: '1', n: 1 } }
const NewImage = { id: { S: '1' }, n: { N: '2' } }
const OldImage = { id: { S: '1' }, n: { N: '1' } }

const sizeOf = (streamViewType: StreamViewType): number => imagesOf(where, images, { streamViewType }).SizeBytes ?? 0

test.each<[StreamViewType, object]>([
  ['KEYS_ONLY', {}],
  ['NEW_IMAGE', { NewImage }],
  ['OLD_IMAGE', { OldImage }],
  ['NEW_AND_OLD_IMAGES', { NewImage, OldImage }],
])('a stream of %s carries what its name says [STM-7]', (streamViewType, carried) => {
  const { SizeBytes, ...record } = imagesOf(where, images, { streamViewType })
  expect(record).toStrictEqual({ Keys: { id: { S: '1' } }, ...carried, StreamViewType: streamViewType })
  expect(SizeBytes).toBeGreaterThan(0)
})

test('an image that the change does not have is not carried', () => {
  expect(imagesOf(where, { newImage: { id: '1' } }, { streamViewType: 'OLD_IMAGE' })).not.toHaveProperty('OldImage')
  expect(imagesOf(where, { newImage: { id: '1' } }, {})).not.toHaveProperty('OldImage')
})

test('the first attribute of the image is the key unless keys are named', () => {
  expect(imagesOf(where, { newImage: { pk: 'a', sk: 1 } }, {}).Keys).toEqual({ pk: { S: 'a' } })
  expect(imagesOf(where, { newImage: { a: 0, pk: 'a', sk: 1 } }, { keys: ['pk', 'sk'] }).Keys).toEqual({
    pk: { S: 'a' },
    sk: { N: '1' },
  })
})

test('the key of a removed item comes from its old image', () => {
  expect(imagesOf(where, { oldImage: { id: '1' } }, { streamViewType: 'KEYS_ONLY' }).Keys).toEqual({ id: { S: '1' } })
})

test('a key that the image does not have is refused with the attributes it has', () => {
  expect(() => imagesOf(where, images, { keys: ['ID'] })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.modify: keys names "ID", which the image does not have. Its attributes are: id, n.]`,
  )
  expect(() => imagesOf(where, images, { keys: ['toString'] })).toThrow('keys names "toString"')
})

test('a key may be text, a number or bytes', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.bigInt(), fc.uint8Array({ minLength: 1 })),
      (id) => {
        const record = imagesOf(where, { newImage: { id, on: true } }, {})
        expect(record.Keys).toEqual({ id: record.NewImage?.['id'] })
      },
    ),
  )
})

test.each<[string, unknown, string]>([
  ['a boolean', true, 'of the type BOOL'],
  ['null', null, 'of the type NULL'],
  ['a map', { city: 'a' }, 'of the type M'],
  ['a list', ['a'], 'of the type L'],
  ['a set', new Set(['a']), 'of the type SS'],
  ['empty text', '', 'empty'],
  ['no bytes', new Uint8Array(), 'empty'],
])('a key that is %s is refused, named or not, in either image [STM-7]', (_, id, is) => {
  const refusal = new TypeError(
    `${where}: the key attribute "id" is ${is}: DynamoDB takes text (S), numbers (N) and bytes (B) for keys, none of them ` +
      "empty. Name the attributes of the item's key with keys; without that it is the first attribute.",
  )
  expect(() => imagesOf(where, { newImage: { id, n: 1 } }, {})).toThrow(refusal)
  expect(() => imagesOf(where, { oldImage: { id, n: 1 } }, {})).toThrow(refusal)
  expect(() => imagesOf(where, { newImage: { n: 1, id } }, { keys: ['n', 'id'] })).toThrow(refusal)
  expect(imagesOf(where, { newImage: { n: 1, id } }, {}).Keys).toEqual({ n: { N: '1' } })
})

test('the size counts the keys and every image that is carried', () => {
  fc.assert(
    fc.property(fc.constantFrom<StreamViewType>('NEW_IMAGE', 'OLD_IMAGE'), (view) => {
      expect(sizeOf('KEYS_ONLY')).toBeLessThan(sizeOf(view))
      expect(sizeOf(view)).toBeLessThan(sizeOf('NEW_AND_OLD_IMAGES'))
    }),
  )
})
