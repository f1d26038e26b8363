import { format as nodeFormat } from 'node:util'
import { describe, expect, test } from 'vitest'
import { findHandler } from '../../src/runtime/find-handler.js'
import { errorLogArguments } from '../../src/runtime/error-log.js'
import { initError, unsettledInit } from '../../src/runtime/init-error.js'
import type { RuntimeRules } from '../../src/sandbox/port.js'
import { BOTH_RULES } from './play.js'

function placed<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}\n    at place`
  return error
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

function lines(error: unknown, rules: RuntimeRules): string[] {
  return initError(error, rules).logs.map((log) =>
    log.to === 'stderr' ? log.text : nodeFormat(...errorLogArguments(log.label, log.error, 'Text', rules)),
  )
}

describe('initError()', () => {
  test('ends the process: 1 on nodejs24.x, 129 on nodejs22.x [INIT-5]', () => {
    expect(initError(new Error('m'), 'nodejs24.x').exit).toEqual({ code: 1 })
    expect(initError(new Error('m'), 'nodejs22.x').exit).toEqual({ code: 129 })
  })

  test.each(BOTH_RULES)('keeps the name and message of what the top level threw, on %s [RES-11, RES-14]', (rules) => {
    expect(initError(placed(new RangeError('init failed')), rules).payload).toEqual({
      errorType: 'RangeError',
      errorMessage: 'init failed',
      trace: ['RangeError: init failed', '    at place'],
    })
    expect(initError('init text', rules).payload).toEqual({
      errorType: 'string',
      errorMessage: 'init text',
      trace: [],
    })
  })

  test('is logged under AWS’s label, on nodejs24.x followed by Node’s own text [RES-15]', () => {
    const json = '{"errorType":"RangeError","errorMessage":"m","stack":["RangeError: m","    at place"]}'
    expect(lines(placed(new RangeError('m')), 'nodejs24.x')).toEqual([
      `Init Error \t${json}`,
      'RangeError: m\n    at place',
    ])
    expect(lines(placed(new RangeError('m')), 'nodejs22.x')).toEqual([`Uncaught Exception \t${json}`])
  })

  test('of a text is a rejection to Node, since nobody handles it there', () => {
    expect(lines('init text', 'nodejs24.x')[1]).toContain('The promise rejected with the reason "init text".')
  })

  test.each(BOTH_RULES)('of a SyntaxError is Runtime.UserCodeSyntaxError, on %s [RES-11]', (rules) => {
    expect(initError(placed(new SyntaxError('Unexpected end of input')), rules).payload).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: 'SyntaxError: Unexpected end of input',
    })
  })

  test('of a SyntaxError keeps its stack on nodejs24.x only', () => {
    const error = placed(new SyntaxError('m'))
    expect(initError(error, 'nodejs24.x').payload?.trace).toEqual(['SyntaxError: m', '    at place'])
    expect(initError(error, 'nodejs22.x').payload?.trace).toEqual(['Runtime.UserCodeSyntaxError: SyntaxError: m'])
  })

  test.each(BOTH_RULES)(
    'of a required module that is missing is Runtime.ImportModuleError, on %s [RES-11]',
    (rules) => {
      const message = "Cannot find module 'nope'\nRequire stack:\n- /var/task/index.js"
      const { payload } = initError(Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' }), rules)
      expect(payload).toEqual({
        errorType: 'Runtime.ImportModuleError',
        errorMessage: `Error: ${message}`,
        trace: `Runtime.ImportModuleError: Error: ${message}`.split('\n'),
      })
    },
  )

  test.each(BOTH_RULES)('of an imported module that is missing stays an Error, on %s [RES-11]', (rules) => {
    const error = Object.assign(new Error("Cannot find package 'nope'"), { code: 'ERR_MODULE_NOT_FOUND' })
    expect(initError(error, rules).payload).toMatchObject({
      errorType: 'Error',
      errorMessage: "Cannot find package 'nope'",
    })
  })

  test('of an object with that code is an ImportModuleError on nodejs22.x only', () => {
    const thrown = { code: 'MODULE_NOT_FOUND' }
    expect(initError(thrown, 'nodejs22.x').payload?.errorType).toBe('Runtime.ImportModuleError')
    expect(initError(thrown, 'nodejs24.x').payload?.errorType).toBe('object')
  })

  test.each([undefined, null])('of %o is an error of the client itself on nodejs22.x', (thrown) => {
    expect(initError(thrown, 'nodejs22.x').payload).toMatchObject({
      errorType: 'TypeError',
      errorMessage: `Cannot read properties of ${String(thrown)} (reading 'code')`,
    })
    expect(initError(thrown, 'nodejs24.x').payload?.errorMessage).toBe(String(thrown))
  })

  test.each(BOTH_RULES)('of a handler that was not found is that fault, on %s [RES-10]', (rules) => {
    const fault = thrownBy(() => findHandler({ handler: 1 }, 'handler', 'index.handler', rules))
    const name = rules === 'nodejs24.x' ? '"name":"Runtime.HandlerNotFound",' : ''
    expect(lines(fault, rules)[0]).toBe(
      `${rules === 'nodejs24.x' ? 'Init Error' : 'Uncaught Exception'} \t` +
        `{"errorType":"Runtime.HandlerNotFound","errorMessage":"index.handler is not a function",${name}` +
        '"stack":["Runtime.HandlerNotFound: index.handler is not a function"]}',
    )
  })

  test.each(BOTH_RULES)(
    'of an error that carries an error type of AWS’s has that type, on %s [RES-3, RES-4]',
    (rules) => {
      const error = Object.assign(new Error('Bad handler'), { errorType: 'Runtime.MalformedHandlerName' })
      expect(initError(error, rules).payload).toEqual({
        errorType: 'Runtime.MalformedHandlerName',
        errorMessage: 'Bad handler',
        trace: ['Runtime.MalformedHandlerName: Bad handler'],
      })
    },
  )

  test.each(['Mine', 5, undefined])('leaves an error alone whose error type is %o', (errorType) => {
    expect(initError(Object.assign(new Error('m'), { errorType }), 'nodejs24.x').payload?.errorType).toBe('Error')
  })
})

test('a top-level await that never settles ends the process with 0 on nodejs24.x, 13 on nodejs22.x [INIT-15]', () => {
  expect([unsettledInit('nodejs24.x'), unsettledInit('nodejs22.x')]).toEqual([{ code: 0 }, { code: 13 }])
})
