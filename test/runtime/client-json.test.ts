import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLIENT_CONTEXT, COGNITO_IDENTITY, parseEvent, parseHeader } from '../../src/runtime/client-json.js'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import { BOTH_RULES } from './play.js'

function faultOf(run: () => unknown): RuntimeFault {
  try {
    run()
  } catch (fault) {
    if (fault instanceof RuntimeFault) return fault
    throw fault
  }
  throw new Error('nothing was thrown')
}

describe('parseEvent()', () => {
  test.each([
    ['null', null],
    ['1.5', 1.5],
    ['"text"', 'text'],
    ['[1,[2]]', [1, [2]]],
    [' { "spaced" : 1 } ', { spaced: 1 }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['12345678901234567890', 12345678901234567000],
    ['"\\ud800"', '\ud800'],
    ['"é✓𝄞"', 'é✓𝄞'],
  ])('reads %s [HND-2]', (text, event) => {
    for (const rules of BOTH_RULES) expect(parseEvent(text, rules)).toEqual(event)
  })

  test('keeps __proto__ an own key and pollutes nothing', () => {
    const event = parseEvent('{"__proto__":{"x":1}}', 'nodejs24.x') as object
    expect(Object.keys(event)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
    expect('x' in {}).toBe(false)
  })

  test('gives a fresh value each time [HND-2]', () => {
    expect(parseEvent('{"a":{}}', 'nodejs24.x')).not.toBe(parseEvent('{"a":{}}', 'nodejs24.x'))
  })

  test('of no JSON is a SyntaxError that ends the process on nodejs24.x only', () => {
    for (const rules of BOTH_RULES) {
      const fault = faultOf(() => parseEvent('{nope', rules))
      expect(String(fault)).toBe("SyntaxError: Expected property name or '}' in JSON at position 1 (line 1 column 2)")
      expect(fault.fatal).toBe(rules === 'nodejs24.x')
    }
  })

  test('reads back every JSON value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseEvent(text, 'nodejs22.x')).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('parseHeader()', () => {
  test('passes keys through unchanged [CTX-10]', () => {
    const text = '{"Custom":{"a":1},"client":{"installation_id":"i"}}'
    for (const rules of BOTH_RULES) expect(parseHeader(text, CLIENT_CONTEXT, rules)).toEqual(JSON.parse(text))
  })

  test('of a header that was not sent is undefined [CTX-9, CTX-10]', () => {
    for (const rules of BOTH_RULES) expect(parseHeader(undefined, COGNITO_IDENTITY, rules)).toBeUndefined()
  })

  test('of an empty header is undefined on nodejs24.x, and malformed on nodejs22.x', () => {
    expect(parseHeader('', CLIENT_CONTEXT, 'nodejs24.x')).toBeUndefined()
    expect(() => parseHeader('', CLIENT_CONTEXT, 'nodejs22.x')).toThrow('Unexpected end of JSON input')
  })

  test.each([
    [CLIENT_CONTEXT, 'lambda-runtime-client-context', 'ClientContext'],
    [COGNITO_IDENTITY, 'lambda-runtime-cognito-identity', 'CognitoIdentity'],
  ])('of malformed JSON is AWS’s own fault, fatal on nodejs24.x only: %o [CTX-12]', (which, header, name) => {
    const problem = "Expected property name or '}' in JSON at position 1 (line 1 column 2)"
    const on24 = faultOf(() => parseHeader('{nope', which, 'nodejs24.x'))
    expect(String(on24)).toBe(`Runtime.PlatformError: Failed to parse ${header} as JSON: ${problem}`)
    expect(on24.fatal).toBe(true)
    const on22 = faultOf(() => parseHeader('{nope', which, 'nodejs22.x'))
    expect(String(on22)).toBe(`Error: Cannot parse ${name} as json: SyntaxError: ${problem}`)
    expect(on22.fatal).toBe(false)
  })
})
