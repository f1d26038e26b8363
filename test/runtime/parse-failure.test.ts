import { describe, expect, test } from 'vitest'
import { asSyntaxError } from '../../src/runtime/parse-failure.js'

/** As Vite 8 reports it, colours included. */
const message =
  'Transform failed with 1 error:\n\n\u001b[31m[PARSE_ERROR] \u001b[0mExpected `}` but found `EOF`\n' +
  '   \u001b[38;5;246m╭\u001b[0m\u001b[38;5;246m─\u001b[0m\u001b[38;5;246m[\u001b[0m bad.ts:2:12 \u001b[38;5;246m]\u001b[0m\n'

describe('asSyntaxError()', () => {
  test('is the SyntaxError that Node would have thrown [RES-11]', () => {
    const error = asSyntaxError(new Error(message))
    expect(error).toBeInstanceOf(SyntaxError)
    expect(String(error)).toBe('SyntaxError: Expected `}` but found `EOF`')
  })

  test('keeps in its stack what the tool said about the place, without colours', () => {
    expect(asSyntaxError(new Error(message))?.stack).toBe(
      'SyntaxError: Transform failed with 1 error:\n\n[PARSE_ERROR] Expected `}` but found `EOF`\n   ╭─[ bad.ts:2:12 ]',
    )
  })

  test.each([
    new Error('Cannot find module'),
    new Error('Transform failed with 1 error:\n\n[OTHER] x'),
    new Error('the function failed with [PARSE_ERROR] of its own'),
    Object.assign(new Error('x'), { message: 5 }),
    'Transform failed with 1 error:\n[PARSE_ERROR] x',
    undefined,
  ])('leaves %o alone', (error) => {
    expect(asSyntaxError(error)).toBeUndefined()
  })
})
