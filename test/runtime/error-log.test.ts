import { format as nodeFormat } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorLogArguments, toError } from '../../src/runtime/error-log.js'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import { BOTH_RULES } from './play.js'

function at(error: Error, stack: unknown = `${error.name}: ${error.message}\n    at place`): Error {
  return Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true })
}

function text(error: unknown, rules: (typeof BOTH_RULES)[number] = 'nodejs24.x'): string {
  return nodeFormat(...errorLogArguments('Invoke Error', error, 'Text', rules))
}

describe('the text log line of an error', () => {
  test('is the label, a space, a tab and the error in JSON, with a stack where the body has a trace [ERR-5]', () => {
    expect(text(at(new TypeError('boom')))).toBe(
      'Invoke Error \t{"errorType":"TypeError","errorMessage":"boom","stack":["TypeError: boom","    at place"]}',
    )
  })

  test('shows the code first and then the other fields of the error [ERR-5]', () => {
    expect(text(at(Object.assign(new Error('m'), { detail: { n: 1 }, code: 'E' })))).toBe(
      'Invoke Error \t{"errorType":"Error","errorMessage":"m","code":"E","detail":{"n":1},"stack":["Error: m","    at place"]}',
    )
  })

  test('lets fields of the error replace type and message, and shows a name that was set', () => {
    const error = at(Object.assign(new Error('m'), { name: 'Foo', errorType: 'mine', errorMessage: 'mm' }))
    expect(text(error)).toBe(
      'Invoke Error \t{"errorType":"mine","errorMessage":"mm","name":"Foo","stack":["Foo: m","    at place"]}',
    )
  })

  test('shows errors inside of it the same way, but no cause unless it is an enumerable field', () => {
    const inner = at(new TypeError('inner'), 'TypeError: inner')
    expect(text(at(new Error('m', { cause: inner }), 'Error: m'))).toBe(
      'Invoke Error \t{"errorType":"Error","errorMessage":"m","stack":["Error: m"]}',
    )
    expect(text(at(Object.assign(new Error('m'), { inner }), 'Error: m'))).toBe(
      'Invoke Error \t{"errorType":"Error","errorMessage":"m","inner":{"errorType":"TypeError","errorMessage":"inner","stack":["TypeError: inner"]},"stack":["Error: m"]}',
    )
  })

  test('leaves out a stack that is no text', () => {
    expect(text(at(new Error('m'), 5))).toBe('Invoke Error \t{"errorType":"Error","errorMessage":"m"}')
  })

  test.each([{ n: 1n }, { self: 'circular' }])('is the posted body when JSON cannot hold the fields: %o', (fields) => {
    const error = at(Object.assign(new Error('m'), fields), 'Error: m')
    if ('self' in fields) Object.assign(error, { self: error })
    expect(text(error)).toBe('Invoke Error \t{"errorType":"Error","errorMessage":"m","trace":["Error: m"]}')
  })

  test('is what toJSON of the error says', () => {
    expect(text(Object.assign(new Error('m'), { toJSON: () => 'tj' }))).toBe('Invoke Error \t"tj"')
  })

  test.each([
    ['text', '{"errorType":"Error","errorMessage":"text","stack":["Error: text"]}'],
    ['', '{"errorType":"Error","errorMessage":"","stack":["Error"]}'],
    [42, '{"errorType":"Error","errorMessage":"42","stack":["Error: 42"]}'],
    [{ a: 1 }, '{"errorType":"Error","errorMessage":"[object Object]","stack":["Error: [object Object]"]}'],
  ])('of %o is the line of an error with that text [ERR-5]', (thrown, json) => {
    for (const rules of BOTH_RULES) expect(text(thrown, rules)).toBe(`Invoke Error \t${json}`)
  })

  test('of undefined says so on nodejs24.x, and nothing on nodejs22.x', () => {
    expect(text(undefined, 'nodejs24.x')).toContain('"errorMessage":"undefined"')
    expect(text(undefined, 'nodejs22.x')).toBe(
      'Invoke Error \t{"errorType":"Error","errorMessage":"","stack":["Error"]}',
    )
  })

  test('of a fault shows its name again on nodejs24.x, as AWS’s client does', () => {
    const type = 'Runtime.HandlerNotFound'
    expect(text(new RuntimeFault(type, 'm', 'nodejs24.x'))).toBe(
      `Invoke Error \t{"errorType":"${type}","errorMessage":"m","name":"${type}","stack":["${type}: m"]}`,
    )
    expect(text(new RuntimeFault(type, 'm', 'nodejs22.x'))).toBe(
      `Invoke Error \t{"errorType":"${type}","errorMessage":"m","stack":["${type}: m"]}`,
    )
  })
})

describe('the JSON log line of an error', () => {
  test.each(BOTH_RULES)('gets the error alone, without a label, on %s [LOG-19]', (rules) => {
    const error = new Error('m')
    expect(errorLogArguments('Invoke Error', error, 'JSON', rules)).toEqual([error])
  })

  test('gets an error in place of anything else', () => {
    const [wrapped] = errorLogArguments('Invoke Error', 'text', 'JSON', 'nodejs24.x')
    expect(wrapped).toBeInstanceOf(Error)
    expect(wrapped).toHaveProperty('message', 'text')
  })
})

describe('toError()', () => {
  test.each(BOTH_RULES)('gives an error back as it is, on %s', (rules) => {
    const error = new RangeError('r')
    expect(toError(error, rules)).toBe(error)
  })

  test('throws over an object without a prototype on both, and over a symbol on nodejs22.x [ERR-3]', () => {
    for (const rules of BOTH_RULES) {
      expect(() => toError(Object.create(null), rules)).toThrow('Cannot convert object to primitive value')
    }
    expect(() => toError(Symbol('s'), 'nodejs22.x')).toThrow('Cannot convert a Symbol value to a string')
    expect(toError(Symbol('s'), 'nodejs24.x').message).toBe('Symbol(s)')
  })

  test('throws with the same stack when the code is hot [ERR-3]', () => {
    const stack = (): string | undefined => {
      try {
        toError(Object.create(null), 'nodejs24.x')
      } catch (error) {
        return (error as Error).stack?.split('\n', 2).join('\n')
      }
    }
    for (let call = 0; call < 20_000; call++) toError('text', 'nodejs24.x')
    expect(stack()).toBe('TypeError: Cannot convert object to primitive value\n    at String (<anonymous>)')
  })
})

test('errorLogArguments() never throws, whatever was thrown', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      fc.constantFrom(...BOTH_RULES),
      fc.constantFrom('Text' as const, 'JSON' as const),
      (thrown, rules, format) => {
        const args = errorLogArguments('Uncaught Exception', thrown, format, rules)
        expect(args).toHaveLength(format === 'Text' ? 2 : 1)
      },
    ),
  )
})
