import { describe, expect, test } from 'vitest'
import { describeError, excerpt, oneLine } from '../../src/record/describe-error.js'

describe('describeError', () => {
  test('says type and message on one line, without the prefix of the platform [ERR-11]', () => {
    expect(describeError({ errorType: 'TypeError', errorMessage: 'a\nb' })).toBe('TypeError: a b')
    expect(describeError({ errorType: 'E', errorMessage: 'RequestId: x Error: Runtime exited' })).toBe(
      'E: Runtime exited',
    )
    expect(describeError({ errorType: 'Error', errorMessage: '' })).toBe('Error')
  })
})

describe('oneLine', () => {
  test('folds white space and cuts to 120 characters, or to as many as asked', () => {
    expect(oneLine('  a\n\t b  ')).toBe('a b')
    expect(oneLine('x'.repeat(120))).toBe('x'.repeat(120))
    expect(oneLine('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`)
    expect(oneLine('abcdef', 3)).toBe('ab…')
  })
})

describe('excerpt', () => {
  test('is the whole text where that is short, and its beginning where that has the place', () => {
    expect(excerpt('a\n b', 3)).toBe('a b')
    expect(excerpt(`${'x'.repeat(100)}…`, 99)).toBe(`${'x'.repeat(100)}…`)
    expect(excerpt('x'.repeat(200), 60)).toBe(`${'x'.repeat(119)}…`)
  })

  test('is what is around the place, else, as far as there is text', () => {
    const text = `${'a'.repeat(200)}HERE${'b'.repeat(200)}`
    expect(excerpt(text, 200)).toBe(`…${'a'.repeat(40)}HERE${'b'.repeat(74)}…`)
    expect(excerpt(text, 404)).toBe(`…${'b'.repeat(119)}`)
  })
})
