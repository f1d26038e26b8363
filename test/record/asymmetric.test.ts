import { describe, expect, test } from 'vitest'
import { isAsymmetric, isForText } from '../../src/record/asymmetric.js'

const forText = [
  expect.stringContaining('a'),
  expect.stringMatching(/a/),
  expect.any(String),
  expect.not.stringContaining('a'),
]
const forValues = [expect.objectContaining({}), expect.arrayContaining([]), expect.any(Number), expect.anything()]

describe('isAsymmetric', () => {
  test('knows the matchers of Vitest from plain values', () => {
    expect([...forText, ...forValues].every(isAsymmetric)).toBe(true)
    expect([null, undefined, 'a', {}, [], /a/, () => 1].some(isAsymmetric)).toBe(false)
  })
})

describe('isForText', () => {
  test('is true of the matchers for strings only', () => {
    expect(forText.every(isForText)).toBe(true)
    expect(forValues.some(isForText)).toBe(false)
  })

  test('takes a matcher that does not say its type for one of values', () => {
    expect(isForText({ asymmetricMatch: () => true })).toBe(false)
    expect(isForText({ asymmetricMatch: () => true, getExpectedType: 'string' })).toBe(false)
    expect(isForText('a')).toBe(false)
  })
})
