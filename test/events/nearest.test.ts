// Tests of guessing what a misspelt key was meant to be.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from '../../src/events/nearest.js'

const KEYS = ['bucket', 'key', 'size', 'eTag', 'versionId', 'method', 'pathParameters']

test.each([
  ['buket', 'bucket'],
  ['Bucket', 'bucket'],
  ['etag', 'eTag'],
  ['kye', 'key'],
  ['szie', 'size'],
  ['kex', 'key'],
  ['kxx', undefined],
  ['keys', 'key'],
  ['httpMethod', 'method'],
  ['versionID', 'versionId'],
  ['pathParamters', 'pathParameters'],
  ['colour', undefined],
  ['', undefined],
])('of %j the nearest key is %j', (word, expected) => {
  expect(nearest(word, KEYS)).toBe(expected)
})

test('the nearest of no candidates is none', () => {
  expect(nearest('bucket', [])).toBeUndefined()
})

test('a candidate itself is always its own nearest', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KEYS), (key) => {
      expect(nearest(key, KEYS)).toBe(key)
    }),
  )
})

test('one letter more or less still finds any key of five letters or more', () => {
  const long = KEYS.filter((key) => key.length >= 5)
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(), (key, at) => {
      const cut = at % key.length
      expect(nearest(key.slice(0, cut) + key.slice(cut + 1), KEYS)).toBe(key)
      expect(nearest(`${key.slice(0, cut)}_${key.slice(cut)}`, KEYS)).toBe(key)
    }),
  )
})
