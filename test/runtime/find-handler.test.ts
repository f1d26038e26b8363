import { describe, expect, test } from 'vitest'
import { findHandler, type FoundHandler, HandlerNotFound } from '../../src/runtime/find-handler.js'
import { STREAMING, streamifyResponse } from '../../src/runtime/streamify.js'
import type { RuntimeRules } from '../../src/sandbox/port.js'
import { BOTH_RULES } from './play.js'

const handler = async (): Promise<string> => 'found'
const callbackHandler = (_event: unknown, _context: unknown, _callback: unknown): void => {}

function find(module: unknown, path: string, rules: RuntimeRules): FoundHandler {
  return findHandler(module, path, `index.${path}`, rules)
}

function exportedOf(module: unknown, rules: RuntimeRules): readonly string[] {
  try {
    find(module, 'handler', rules)
  } catch (error) {
    if (error instanceof HandlerNotFound) return error.exported
  }
  throw new Error('it was meant not to be found')
}

function fault(errorType: string, message: string): unknown {
  return expect.objectContaining({ errorType, name: errorType, message, fatal: false })
}

describe('findHandler() by both rules', () => {
  test.each(BOTH_RULES)('finds a named export, on %s [RES-9]', (rules) => {
    expect(find({ handler }, 'handler', rules)).toEqual({ handler })
  })

  test.each(BOTH_RULES)('walks a dotted path, on %s [RES-2, RES-9]', (rules) => {
    expect(find({ api: { v1: { get: handler } } }, 'api.v1.get', rules).handler).toBe(handler)
  })

  test.each(BOTH_RULES)('finds the export named default when that is asked for, on %s', (rules) => {
    expect(find({ default: handler }, 'default', rules).handler).toBe(handler)
  })

  test.each(BOTH_RULES)('takes the handler function itself from a loader that gave it, on %s', (rules) => {
    expect(find(handler, 'handler', rules).handler).toBe(handler)
    // Middleware has a method of that name.
    const wrapped = Object.assign(async () => 'wrapped', { handler: () => 'a method' })
    expect(find(wrapped, 'handler', rules).handler).toBe(wrapped)
  })

  test.each(BOTH_RULES)('prefers an export to whatever the default export holds, on %s', (rules) => {
    expect(find({ handler, default: { handler: () => 'other' } }, 'handler', rules).handler).toBe(handler)
  })

  test.each(BOTH_RULES)('takes a class for a function: calling it will fail, on %s [RES-16]', (rules) => {
    expect(find({ handler: Map }, 'handler', rules).handler).toBe(Map)
  })

  test.each([
    {},
    { handler: undefined },
    { handler: null },
    { handler: 0 },
    { default: async () => 1 },
    undefined,
    null,
  ])('of %o has no export [RES-10]', (module) => {
    for (const rules of BOTH_RULES) {
      expect(() => find(module, 'handler', rules)).toThrow(
        fault('Runtime.HandlerNotFound', 'index.handler is undefined or not exported') as Error,
      )
    }
  })

  test.each([{ handler: 'text' }, { handler: {} }, { handler: Promise.resolve(handler) }])(
    'of %o has an export that is no function [RES-10]',
    (module) => {
      for (const rules of BOTH_RULES) {
        expect(() => find(module, 'handler', rules)).toThrow(
          fault('Runtime.HandlerNotFound', 'index.handler is not a function') as Error,
        )
      }
    },
  )

  test.each(BOTH_RULES)('knows the functions that the module has instead, on %s', (rules) => {
    const module = { handle: handler, table: 'orders', default: { refund: handler, handle: handler } }
    expect(exportedOf(module, rules)).toEqual(['handle', 'refund'])
    const common = { default: { refund: handler }, 'module.exports': { refund: handler }, refund: handler }
    expect(exportedOf(common, rules)).toEqual(['refund'])
    expect(exportedOf({ default: handler }, rules)).toEqual(['default'])
    for (const none of [undefined, null, 'text', {}]) expect(exportedOf(none, rules)).toEqual([])
  })

  test.each(BOTH_RULES)('does not find what a missing part of the path would hold, on %s [RES-10]', (rules) => {
    expect(() => find({ api: {} }, 'api.v1.get', rules)).toThrow('index.api.v1.get is undefined or not exported')
    expect(() => find({ api: null }, 'api.get', rules)).toThrow('index.api.get is undefined or not exported')
  })

  test.each(BOTH_RULES)('refuses a streaming mark that is not AWS’s, on %s [STR-1]', (rules) => {
    expect(() => find({ handler: Object.assign(() => 1, { [STREAMING]: 'x' }) }, 'handler', rules)).toThrow(
      (rules === 'nodejs24.x'
        ? fault('Runtime.MalformedStreamingHandler', 'Only response streaming is supported.')
        : fault('ReferenceError', 'MalformedStreamingHandler is not defined')) as Error,
    )
  })
})

describe('findHandler() on nodejs24.x', () => {
  const rules = 'nodejs24.x'

  test('falls back to the default export [RES-9]', () => {
    expect(find({ default: { handler } }, 'handler', rules).handler).toBe(handler)
    expect(find({ default: { a: { b: handler } } }, 'a.b', rules).handler).toBe(handler)
  })

  test('does not walk through functions', () => {
    const module = { f: Object.assign(() => 1, { g: handler }) }
    expect(() => find(module, 'f.g', rules)).toThrow('index.f.g is undefined or not exported')
  })

  test.each([
    ['three parameters', callbackHandler],
    ['four parameters', (_a: unknown, _b: unknown, _c: unknown, _d: unknown) => {}],
    ['three parameters of an async function', async (_a: unknown, _b: unknown, _c: unknown) => {}],
  ])('refuses %s, used or not [RES-12]', (_name, refused) => {
    expect(() => find({ handler: refused }, 'handler', rules)).toThrowErrorMatchingInlineSnapshot(
      `[Runtime.CallbackHandlerDeprecated: ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.]`,
    )
  })

  test('refuses callbacks on nodejs22.x with Managed Instances, whose client it is, in words of its own [LMI-5]', () => {
    const variables = new Map([['AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs22.x']])
    expect(() =>
      findHandler({ handler: callbackHandler }, 'handler', 'index.handler', rules, variables),
    ).toThrowErrorMatchingInlineSnapshot(
      `[Runtime.CallbackHandlerDeprecated: ERROR: AWS Lambda does not support callback-based function handlers when using Node.js 22 with Managed Instances. To use Managed Instances, modify this function to use a supported handler signature. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.]`,
    )
  })

  test.each([
    ['a default parameter', (_a: unknown, _b: unknown, _c: unknown = 1) => {}],
    ['rest parameters', (..._args: unknown[]) => {}],
    ['a streaming handler', streamifyResponse((_a: unknown, _b: unknown, _c: unknown) => {})],
  ])('passes %s [RES-12]', (_name, passed) => {
    expect(find({ handler: passed }, 'handler', rules)).toEqual({ handler: passed })
  })

  test('takes module.exports for the default export of CommonJS, whatever __esModule says [RES-9]', () => {
    const compiled = {
      handler: undefined,
      default: handler,
      'module.exports': { default: { handler }, nested: { handler } },
    }
    expect(() => find(compiled, 'default', rules)).toThrow('index.default is not a function')
    expect(find(compiled, 'nested.handler', rules)).toEqual({ handler })
  })

  test('also refuses a callback handler that the loader gave itself [RES-12]', () => {
    expect(() => find(callbackHandler, 'handler', rules)).toThrow('AWS Lambda has removed support')
  })
})

describe('findHandler() on nodejs22.x', () => {
  const rules = 'nodejs22.x'

  test('knows no default export [RES-9]', () => {
    expect(() => find({ default: { handler } }, 'handler', rules)).toThrow('index.handler is undefined or not exported')
  })

  test('walks through functions', () => {
    expect(find({ f: Object.assign(() => 1, { g: handler }) }, 'f.g', rules).handler).toBe(handler)
    const assigned = { 'module.exports': Object.assign(() => 1, { handler }) }
    expect(find(assigned, 'handler', rules).handler).toBe(handler)
  })

  test('finds what a CommonJS file computed, since it requires such files', () => {
    const imported = { default: { handler }, 'module.exports': { handler } }
    expect(find(imported, 'handler', rules).handler).toBe(handler)
  })

  test('warns of a callback handler [RES-13]', () => {
    expect(find({ handler: callbackHandler }, 'handler', rules)).toMatchInlineSnapshot(`
      {
        "handler": [Function],
        "warning": "AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.",
      }
    `)
  })

  test.each([
    ['two parameters', (_a: unknown, _b: unknown) => {}],
    ['four parameters', (_a: unknown, _b: unknown, _c: unknown, _d: unknown) => {}],
    ['an async function', async (_a: unknown, _b: unknown, _c: unknown) => {}],
    ['a streaming handler', streamifyResponse((_a: unknown, _b: unknown, _c: unknown) => {})],
  ])('does not warn of %s [RES-13]', (_name, quiet) => {
    expect(find({ handler: quiet }, 'handler', rules)).toEqual({ handler: quiet })
  })

  test('does not warn where the variable is set, to whatever value [RES-13]', () => {
    const variables = new Map([['AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING', '']])
    expect(findHandler({ handler: callbackHandler }, 'handler', 'index.handler', rules, variables)).toEqual({
      handler: callbackHandler,
    })
  })
})
