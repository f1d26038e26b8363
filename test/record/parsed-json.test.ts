// Tests of text that may be JSON.

import { expect, test } from 'vitest'
import { parsedFields, parsedJson } from '../../src/record/parsed-json.js'

test.each<[string, unknown, unknown]>([
  ['{"a":1}', { a: 1 }, { a: 1 }],
  ['[1]', [1], [1]],
  ['5', 5, undefined],
  ['"a text"', 'a text', undefined],
  ['null', null, undefined],
  ['a text', undefined, undefined],
  ['', undefined, undefined],
])('of %s there is %j, and fields of %j', (text, json, fields) => {
  expect([parsedJson(text), parsedFields(text)]).toEqual([json, fields])
})
