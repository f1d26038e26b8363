// Tests of filter patterns of CloudWatch Logs.

import { describe, expect, test } from 'vitest'
import { compileLogPattern, LogPatternError } from '../../src/sources/log-pattern.js'

const json = JSON.stringify({
  level: 'ERROR',
  code: 404,
  ok: true,
  none: null,
  user: { id: 7, name: 'Jane "J" Doe' },
  items: [{ id: 'a' }],
})

describe('a pattern of terms', () => {
  test.each<[string, string, boolean]>([
    ['', 'anything', true],
    ['ERROR', '[ERROR 400] BAD REQUEST', true],
    ['ERROR', 'error', false],
    ['ERROR', 'ERRORS', true],
    ['ERROR ARGUMENTS', 'ERROR: no ARGUMENTS', true],
    ['ERROR ARGUMENTS', 'ERROR', false],
    ['?ERROR ?WARN', 'WARN', true],
    ['?ERROR ?WARN', 'INFO', false],
    ['ERROR -ARGUMENTS', 'ERROR: no ARGUMENTS', false],
    ['ERROR -ARGUMENTS', 'ERROR', true],
    ['-INFO', 'ERROR', true],
    ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
    ['"INTERNAL SERVER ERROR"', 'SERVER INTERNAL ERROR', false],
    ['ERROR -"exiting now"', 'ERROR exiting now', false],
    ['"100%" "a \\"quote\\""', '100% of a "quote"', true],
  ])('%s of %s is %j', (pattern, line, expected) => {
    expect(compileLogPattern(pattern)(line)).toBe(expected)
  })
})

describe('a pattern for JSON', () => {
  test.each<[string, boolean]>([
    ['{ $.level = "ERROR" }', true],
    ['{$.level=ERROR}', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.level = "ERR*" }', true],
    ['{ $.level = E*R }', true],
    ['{ $.level = "ERR" }', false],
    ['{ $.missing != "ERROR" }', false],
    ['{ $.code = 404 }', true],
    ['{ $.code = 4* }', true],
    ['{ $.code >= 404 && $.code < 405 }', true],
    ['{ $.code > 4.1e2 }', false],
    ['{ $.user.id = 7 }', true],
    ['{ $.user.name = "Jane \\"J\\" Doe" }', true],
    ['{ $.items[0].id = "a" }', true],
    ['{ $.items[1].id = "a" }', false],
    ['{ $.user = "*" }', false],
    ['{ $.ok IS TRUE }', true],
    ['{ $.ok IS FALSE }', false],
    ['{ $.none IS NULL }', true],
    ['{ $.missing IS NULL }', false],
    ['{ $.missing NOT EXISTS }', true],
    ['{ $.none NOT EXISTS }', false],
    ['{ $.level = "INFO" || $.code = 404 && $.ok IS FALSE }', false],
    ['{ ($.level = "INFO" || $.code = 404) && $.ok IS TRUE }', true],
    ['{ $.level = "ERROR" || $.code = 1 && $.ok IS FALSE }', true],
  ])('%s', (pattern, expected) => {
    expect(compileLogPattern(pattern)(json)).toBe(expected)
  })

  test('matches no line that is not JSON with fields', () => {
    const matches = compileLogPattern('{ $.level NOT EXISTS }')
    expect(['plain text', '5', 'null', ''].map((line) => matches(line))).toEqual([false, false, false, false])
    expect(matches('{}')).toBe(true)
  })
})

test.each<[string, string]>([
  ['ERROR ?WARN', 'terms with ? stand beside others, where CloudWatch Logs ignores the ?'],
  ['Error:', 'the term Error: has other characters than letters, digits and _: put it in double quotes'],
  ['%AUTH[A-Z]+%', 'regular expressions, %…%, are not built yet'],
  ['[ip, user]', 'patterns for lines with spaces between fields, [a, b], are not built yet'],
  ['{ $.level = "ERROR"', 'the pattern begins with { and does not end with }'],
  ['{ }', 'the pattern ends where it takes a selector such as $.level'],
  ['{ level = "ERROR" }', '"level" is no selector such as $.level or $.items[0].id'],
  ['{ $.level }', 'the pattern ends where it takes =, !=, <, >, <=, >=, IS or NOT EXISTS after $.level'],
  ['{ $.level EXISTS }', '"EXISTS" is none of =, !=, <, >, <=, >=, IS and NOT EXISTS'],
  ['{ $.level = }', 'the pattern ends where it takes a value after ='],
  ['{ $.level > "a" }', '> compares numbers, and "a" is none'],
  ['{ $.level IS MISSING }', '"IS MISSING" is none of IS NULL, IS TRUE and IS FALSE'],
  ['{ ($.a = 1 }', 'a parenthesis is not closed'],
  ['{ $.a = 1 $.b = 2 }', '"$.b" is not expected where it stands'],
  ['{ $.a = 1 & $.b = 2 }', '"&" is not expected where it stands'],
  ['{ $.a = %x% }', 'regular expressions, %…%, are not built yet'],
])('%s is refused', (pattern, message) => {
  expect(() => compileLogPattern(pattern)).toThrow(new LogPatternError(message))
})
