// Tests of JSON paths in dot notation.

import { describe, expect, test } from 'vitest'
import { atPath, readPath } from '../../src/sources/json-path.js'

describe('a path', () => {
  const value = { detail: { 'order-id': 7, items: [{ id: 'a' }, ['b']], none: null, '0': 'a name' }, length: 1 }

  test.each<[string, unknown]>([
    ['$', value],
    ['$.detail.order-id', 7],
    ['$.detail.items[0].id', 'a'],
    ['$.detail.items[1][0]', 'b'],
    ['$.detail.none', null],
    ['$.detail.none.more', undefined],
    ['$.detail.items[2]', undefined],
    ['$.missing', undefined],
    // Only what the event itself has: a name is of an object, a number of a list.
    ['$.detail.items.length', undefined],
    ['$.detail.items.0', undefined],
    ['$.detail[0]', undefined],
    ['$.toString', undefined],
    ['$.detail.order-id.toFixed', undefined],
  ])('%s finds %j', (text, expected) => {
    expect(atPath(value, readPath(text) ?? [])).toEqual(expected)
  })

  test.each(['', 'detail', '$detail', '$.', '$..detail', "$['detail']", '$.items[a]', '$.items[*]', '$.a b'])(
    '%j is none',
    (text) => {
      expect(readPath(text)).toBeUndefined()
    },
  )
})
