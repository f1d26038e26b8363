import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorPayload } from '../../src/runtime/error-payload.js'
import { BOTH_RULES } from './play.js'

const UNREADABLE =
  'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack'

function named() {}

function withStack(error: Error, stack: unknown = 'Error: m\n    at place'): Error {
  return Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true })
}

function having(fields: object): Error {
  return Object.assign(withStack(new Error('m')), fields)
}

describe('errorPayload() of an error', () => {
  test.each(BOTH_RULES)('has errorType, errorMessage and trace, in that order, on %s [ERR-2]', (rules) => {
    const payload = errorPayload(withStack(new TypeError('boom'), 'TypeError: boom\n    at a\n    at b'), rules)
    expect(JSON.stringify(payload)).toBe(
      '{"errorType":"TypeError","errorMessage":"boom","trace":["TypeError: boom","    at a","    at b"]}',
    )
  })

  test.each(BOTH_RULES)('takes the name, not the class: a subclass without a name is Error, on %s [ERR-2]', (rules) => {
    class NoName extends Error {}
    class Named extends Error {
      override name = 'Named'
    }
    expect(errorPayload(new NoName('n'), rules).errorType).toBe('Error')
    expect(errorPayload(new Named('n'), rules).errorType).toBe('Named')
  })

  test.each(BOTH_RULES)('leaves out code, cause, errors and fields of its own, on %s [ERR-2]', (rules) => {
    const error = withStack(new AggregateError([new Error('x')], 'agg', { cause: new Error('why') }))
    expect(Object.keys(errorPayload(Object.assign(error, { code: 'E', errorType: 'mine' }), rules))).toEqual([
      'errorType',
      'errorMessage',
      'trace',
    ])
    expect(errorPayload(error, rules)).toMatchObject({ errorType: 'AggregateError', errorMessage: 'agg' })
  })

  test.each(BOTH_RULES)('writes ASCII DEL as %%7F in all of its parts, on %s [ERR-2]', (rules) => {
    const error = Object.assign(withStack(new Error('a\u007fb'), 'N\u007f: a\u007fb\n\u007f'), {
      name: 'N\u007f\u007f',
    })
    expect(errorPayload(error, rules)).toEqual({
      errorType: 'N%7F%7F',
      errorMessage: 'a%7Fb',
      trace: ['N%7F: a%7Fb', '%7F'],
    })
  })

  test.each(BOTH_RULES)('keeps an empty name, message and stack, on %s', (rules) => {
    expect(errorPayload(Object.assign(withStack(new Error(''), ''), { name: '' }), rules)).toEqual({
      errorType: '',
      errorMessage: '',
      trace: [''],
    })
  })

  test.each(BOTH_RULES)('leaves out a name or message that is missing, on %s', (rules) => {
    const trace = ['Error: m', '    at place']
    expect(errorPayload(having({ name: undefined }), rules)).toEqual({ errorMessage: 'm', trace })
    expect(errorPayload(having({ name: null }), rules)).toEqual({ errorMessage: 'm', trace })
    expect(errorPayload(having({ message: undefined }), rules)).toEqual({ errorType: 'Error', trace })
  })

  test.each([{ name: 5 }, { message: 5 }, { stack: 5 }, { name: {} }])(
    'is AWS’s handled error when a part is no text: %o',
    (fields) => {
      const handled = { errorType: 'handled', errorMessage: UNREADABLE }
      expect(errorPayload(having(fields), 'nodejs24.x')).toEqual({ ...handled, trace: [] })
      expect(errorPayload(having(fields), 'nodejs22.x')).toEqual(handled)
    },
  )

  test.each(BOTH_RULES)('is AWS’s handled error when reading it throws, on %s', (rules) => {
    const error = Object.defineProperty(new Error('m'), 'message', {
      get() {
        throw new Error('getter')
      },
    })
    expect(errorPayload(error, rules)).toMatchObject({ errorType: 'handled', errorMessage: UNREADABLE })
  })

  test('has an empty trace without a stack on nodejs24.x; nodejs22.x cannot read it', () => {
    const error = having({ stack: undefined })
    expect(errorPayload(error, 'nodejs24.x')).toEqual({ errorType: 'Error', errorMessage: 'm', trace: [] })
    expect(errorPayload(error, 'nodejs22.x').errorType).toBe('handled')
  })

  test.each(BOTH_RULES)('takes a DOMException by its own name, on %s', (rules) => {
    const payload = errorPayload(new DOMException('aborted', 'AbortError'), rules)
    expect(payload).toMatchObject({ errorType: 'AbortError', errorMessage: 'aborted' })
    expect(payload.trace?.[0]).toBe('AbortError: aborted')
  })
})

describe('errorPayload() of something else', () => {
  test.each([
    ['text', 'string', 'text'],
    ['', 'string', ''],
    [42, 'number', '42'],
    [0, 'number', '0'],
    [-0, 'number', '0'],
    [true, 'boolean', 'true'],
    [false, 'boolean', 'false'],
    [5n, 'bigint', '5'],
    [Symbol('s'), 'symbol', 'Symbol(s)'],
    [{ code: 1, message: 'msg' }, 'object', '[object Object]'],
    [[1, 2], 'object', '1,2'],
    [{ toString: () => 'custom' }, 'object', 'custom'],
    [named, 'function', 'function named() {}'],
  ])('%o is its type and its text [ERR-3]', (thrown, errorType, errorMessage) => {
    for (const rules of BOTH_RULES) expect(errorPayload(thrown, rules)).toEqual({ errorType, errorMessage, trace: [] })
  })

  test('null and undefined have their text on nodejs24.x [ERR-3]', () => {
    expect(errorPayload(null, 'nodejs24.x')).toEqual({ errorType: 'object', errorMessage: 'null', trace: [] })
    expect(errorPayload(undefined, 'nodejs24.x')).toEqual({
      errorType: 'undefined',
      errorMessage: 'undefined',
      trace: [],
    })
  })

  test('an object that looks like an error counts as one on nodejs22.x only [ERR-4]', () => {
    const like = { name: 'N', message: 'M', stack: 'S\nT' }
    expect(errorPayload(like, 'nodejs22.x')).toEqual({ errorType: 'N', errorMessage: 'M', trace: ['S', 'T'] })
    expect(errorPayload(like, 'nodejs24.x')).toEqual({
      errorType: 'object',
      errorMessage: '[object Object]',
      trace: [],
    })
  })

  test.each([
    { name: 'N', message: 'M' },
    { name: 'N', message: 'M', stack: '' },
    { name: '', message: 'M', stack: 'S' },
    { name: 'N', message: 5, stack: 'S' },
  ])('an object that lacks a part of an error, %o, is an object on nodejs22.x [ERR-4]', (like) => {
    expect(errorPayload(like, 'nodejs22.x')).toEqual({
      errorType: 'object',
      errorMessage: '[object Object]',
      trace: [],
    })
  })

  test('an error of another realm counts as one on nodejs22.x only [ERR-4]', () => {
    const foreign: unknown = runInNewContext('new TypeError("other realm")')
    expect(errorPayload(foreign, 'nodejs22.x')).toMatchObject({ errorType: 'TypeError', errorMessage: 'other realm' })
    expect(errorPayload(foreign, 'nodejs24.x')).toEqual({
      errorType: 'object',
      errorMessage: 'TypeError: other realm',
      trace: [],
    })
  })

  test('an object that only inherits from Error counts as one on nodejs24.x only', () => {
    const bare: unknown = Object.create(Error.prototype)
    expect(errorPayload(bare, 'nodejs24.x')).toEqual({ errorType: 'Error', errorMessage: '', trace: [] })
    expect(errorPayload(bare, 'nodejs22.x')).toEqual({ errorType: 'object', errorMessage: 'Error', trace: [] })
  })

  test.each(BOTH_RULES)('an object without a prototype is AWS’s handled error, on %s', (rules) => {
    expect(errorPayload(Object.create(null), rules).errorType).toBe('handled')
  })
})

test('errorPayload() never throws and always gives plain JSON', () => {
  const anything = fc.oneof(
    fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }),
    fc.record({ name: fc.anything(), message: fc.anything(), stack: fc.anything() }).map((fields) => having(fields)),
  )
  fc.assert(
    fc.property(anything, fc.constantFrom(...BOTH_RULES), (thrown, rules) => {
      const payload = errorPayload(thrown, rules)
      expect(JSON.parse(JSON.stringify(payload))).toEqual(payload)
      expect(JSON.stringify(payload)).not.toContain('\u007f')
    }),
  )
})
