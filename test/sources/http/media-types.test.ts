import { expect, test } from 'vitest'
import { mediaTypeIn } from '../../../src/sources/http/media-types.js'

test.for([
  ['image/png', ['image/png'], true],
  ['Image/PNG; q=0.5', ['image/png'], true],
  ['image/png', ['IMAGE/*'], true],
  ['image/png', ['*/*'], true],
  ['*/*', ['image/png'], false],
  ['imagery/png', ['image/*'], false],
  ['image/png', [], false],
  [null, ['image/png'], false],
  [null, ['*/*'], true],
] as const)('the type %j in %j: %j [HTTP-6]', ([type, list, expected]) => {
  expect(mediaTypeIn(list, type)).toBe(expected)
})
