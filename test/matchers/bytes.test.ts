import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asBytesLike, sameBytes } from '../../src/matchers/bytes.js'

describe('sameBytes', () => {
  test('compares the bytes, not the class nor the memory they lie in', () => {
    expect(sameBytes(new Uint8Array([1, 2]), Buffer.from([1, 2]))).toBe(true)
    expect(sameBytes(new Uint8Array([0, 1, 2]).subarray(1), new Uint8Array([1, 2]))).toBe(true)
    expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false)
    expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1]))).toBe(false)
  })

  test('holds exactly for equal lists of numbers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3, max: 2 }), fc.uint8Array({ maxLength: 3, max: 2 }), (a, b) => {
        expect(sameBytes(a, b)).toBe([...a].join() === [...b].join())
      }),
    )
  })
})

test('asBytesLike gives the same bytes in the class of the other', () => {
  const bytes = new Uint8Array([1, 2])
  expect(asBytesLike(bytes, Buffer.from([3]))).toEqual(Buffer.from([1, 2]))
  expect(asBytesLike(Buffer.from(bytes), new Uint8Array())).toEqual(bytes)
  expect(asBytesLike(Buffer.from(bytes), 'text')).toEqual(bytes)
})
