import { describe, expect, test } from 'vitest'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import { BOTH_RULES } from './play.js'

describe('RuntimeFault', () => {
  test.each(BOTH_RULES)('is an error whose name is the error type, on %s', (rules) => {
    const fault = new RuntimeFault('Runtime.HandlerNotFound', 'index.handler is not a function', rules)
    expect(fault).toBeInstanceOf(Error)
    expect(fault.name).toBe('Runtime.HandlerNotFound')
    expect(fault.errorType).toBe('Runtime.HandlerNotFound')
    expect(fault.message).toBe('index.handler is not a function')
    expect(String(fault)).toBe('Runtime.HandlerNotFound: index.handler is not a function')
  })

  test('has a stack without frames of this package', () => {
    expect(new RuntimeFault('TypeError', 'Wrong arguments', 'nodejs24.x').stack).toBe('TypeError: Wrong arguments')
    expect(new RuntimeFault('Runtime.X', '', 'nodejs22.x').stack).toBe('Runtime.X')
  })

  test('takes over the stack of the error that it wraps', () => {
    expect(new RuntimeFault('Runtime.X', 'm', 'nodejs24.x', { stack: 'SyntaxError: m\n    at file' }).stack).toBe(
      'SyntaxError: m\n    at file',
    )
  })

  test('shows its name as a field of its own on nodejs24.x only, and never for an ordinary error type [ERR-5]', () => {
    expect(Object.keys(new RuntimeFault('Runtime.X', 'm', 'nodejs24.x'))).toEqual(['name'])
    expect(Object.keys(new RuntimeFault('Runtime.X', 'm', 'nodejs22.x'))).toEqual([])
    expect(Object.keys(new RuntimeFault('TypeError', 'm', 'nodejs24.x'))).toEqual([])
  })

  test('is not fatal unless it says so [CTX-12]', () => {
    expect(new RuntimeFault('Runtime.X', 'm', 'nodejs24.x').fatal).toBe(false)
    expect(new RuntimeFault('Runtime.X', 'm', 'nodejs24.x', { fatal: true }).fatal).toBe(true)
  })

  test.each([
    ['Runtime.HandlerNotFound', 'HandlerNotFoundError', 'HandlerNotFound'],
    ['Runtime.MalformedHandlerName', 'MalformedHandlerNameError', 'MalformedHandlerName'],
    ['Runtime.CallbackHandlerDeprecated', 'CallbackHandlerDeprecatedError', 'CallbackHandlerDeprecated'],
    ['Runtime.ImportModuleError', 'ImportModuleError', 'ImportModuleError'],
    ['Runtime.UserCodeSyntaxError', 'UserCodeSyntaxError', 'UserCodeSyntaxError'],
    ['Runtime.JSONStringifyError', 'JSONStringifyError', 'JSONStringifyError'],
    ['Runtime.MalformedStreamingHandler', 'MalformedStreamingHandler', 'MalformedStreamingHandler'],
    ['TypeError', 'TypeError', 'TypeError'],
  ])('%s has the class name of AWS’s client: %s on nodejs24.x, %s on nodejs22.x [LOG-18]', (type, on24, on22) => {
    expect(new RuntimeFault(type, 'm', 'nodejs24.x').className).toBe(on24)
    expect(new RuntimeFault(type, 'm', 'nodejs22.x').className).toBe(on22)
  })
})
