// What AWS's own clients were seen to answer (aws-lambda-ric 4.0.2 on Node 24, 3.3.0 on Node 22), case by case.

// oxlint-disable unicorn/no-thenable -- one case returns a thenable
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { type Crash, crash } from '../../src/runtime/crash.js'
import { exitError } from '../../src/runtime/exit-error.js'
import { findHandler, type Handler } from '../../src/runtime/find-handler.js'
import { initError, unsettledInit } from '../../src/runtime/init-error.js'
import type { ExitStatus, Invocation, RuntimeRules } from '../../src/sandbox/port.js'
import { BOTH_RULES, play, type Played, REQUEST_ID } from './play.js'

/** JSON text of a response, `Type: message` of an error, or the exit status. */
type Outcome = string | { readonly error: string } | { readonly exit: number }

interface OracleCase {
  readonly handler: Handler
  readonly on24: Outcome
  readonly on22: Outcome
  readonly invocation?: Partial<Invocation>
}

type Callback = (...args: unknown[]) => void
interface Context22 {
  [name: string]: (...args: unknown[]) => void
}

const thrower = (make: () => unknown) => async (): Promise<never> => {
  throw make()
}
const throwing = (make: () => unknown) => (): never => {
  throw make()
}

const NODE_JS_EXIT =
  'Runtime.NodeJsExit: The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes'
const NOT_PARSED = "Expected property name or '}' in JSON at position 1 (line 1 column 2)"
const NO_PRIMITIVE = 'TypeError: Cannot convert object to primitive value'

const CASES: Readonly<Record<string, OracleCase>> = {
  'context-client-malformed': {
    handler: () => 'not reached',
    invocation: { clientContext: '{nope' },
    on24: { exit: 1 },
    on22: { error: `Error: Cannot parse ClientContext as json: SyntaxError: ${NOT_PARSED}` },
  },
  'context-tenant': {
    handler: async (_event, context) => ({ tenantId: (context as { tenantId?: string }).tenantId }),
    invocation: { tenantId: 'tenant-a' },
    on24: '{"tenantId":"tenant-a"}',
    on22: '{"tenantId":"tenant-a"}',
  },
  'error-cross-realm': {
    handler: thrower(() => runInNewContext('new TypeError("other realm")')),
    on24: { error: 'object: TypeError: other realm' },
    on22: { error: 'TypeError: other realm' },
  },
  'error-thrown-non-error/object': {
    handler: thrower(() => ({ code: 1, message: 'msg' })),
    on24: { error: 'object: [object Object]' },
    on22: { error: 'object: [object Object]' },
  },
  'error-thrown-non-error/undefined': {
    handler: thrower(() => undefined),
    on24: { error: 'undefined: undefined' },
    on22: { error: 'string: handled' },
  },
  'error-thrown-non-error/null': {
    handler: thrower(() => null),
    on24: { error: 'object: null' },
    on22: { error: 'string: handled' },
  },
  'error-thrown-non-error/nullProto': {
    handler: thrower(() => Object.create(null)),
    on24: { exit: 1 },
    on22: { error: NO_PRIMITIVE },
  },
  'error-thrown-non-error/symbol': {
    handler: thrower(() => Symbol('s')),
    on24: { error: 'symbol: Symbol(s)' },
    on22: { error: 'TypeError: Cannot convert a Symbol value to a string' },
  },
  'error-thrown-non-error/date': {
    handler: thrower(() => ({ toString: () => 'Thu Jan 01 1970' })),
    on24: { error: 'object: Thu Jan 01 1970' },
    on22: { error: 'object: Thu Jan 01 1970' },
  },
  'error-thrown-sync/Error': {
    handler: throwing(() => new Error('sync')),
    on24: { error: 'Error: sync' },
    on22: { error: 'Error: sync' },
  },
  'error-thrown-sync/undefined': {
    handler: throwing(() => undefined),
    on24: { error: 'undefined: undefined' },
    on22: 'null',
  },
  'error-thrown-sync/null': { handler: throwing(() => null), on24: { error: 'object: null' }, on22: 'null' },
  'error-thrown-sync/string': {
    handler: throwing(() => 'text'),
    on24: { error: 'string: text' },
    on22: { error: 'string: text' },
  },
  'event-json': {
    handler: async (event) => ({ event }),
    invocation: { event: '{"__proto__":{"x":1}}' },
    on24: '{"event":{"__proto__":{"x":1}}}',
    on22: '{"event":{"__proto__":{"x":1}}}',
  },
  'event-not-json': {
    handler: () => 'not reached',
    invocation: { event: '{nope' },
    on24: { exit: 1 },
    on22: { error: `SyntaxError: ${NOT_PARSED}` },
  },
  // The client that is newer than npm's 3.3.0 tells async functions from the rest (HND-12, HND-13).
  'hang-empty-loop': { handler: () => new Promise(() => {}), on24: { exit: 0 }, on22: 'null' },
  'hang-empty-loop-await': {
    handler: async () => new Promise(() => {}),
    on24: { exit: 0 },
    on22: { error: NODE_JS_EXIT },
  },
  'left-microtask': {
    handler: async () => (queueMicrotask(() => {}), 'returned'),
    on24: '"returned"',
    on22: '"returned"',
  }, // oxlint-disable-line no-sequences
  'name-nested-export-this': {
    handler: async function (this: unknown) {
      return { type: typeof this }
    },
    on24: '{"type":"object"}',
    on22: '{"type":"object"}',
  },
  'result-primitives/undefined': { handler: async () => undefined, on24: 'null', on22: 'null' },
  'result-primitives/BigInt': {
    handler: async () => 1n,
    on24: { error: 'Runtime.JSONStringifyError: Unable to stringify response body' },
    on22: { error: 'Error: Unable to stringify response body' },
  },
  'result-primitives/function': {
    handler: async () => () => 1,
    on24: { error: 'TypeError: Wrong arguments' },
    on22: { error: 'TypeError: Wrong arguments' },
  },
  'result-objects/promiseOfPromise': {
    handler: async () => Promise.resolve(Promise.resolve('deep')),
    on24: '"deep"',
    on22: '"deep"',
  },
  // nodejs24.x refuses these three at Init: see the next table.
  'sig-callback-default-param': {
    handler: async (...args) => ({ callback: typeof args[2] }),
    on24: '{"callback":"undefined"}',
    on22: '{"callback":"function"}',
  },
  'sig-class': {
    handler: class {} as unknown as Handler, // oxlint-disable-line no-extraneous-class
    on24: { error: "TypeError: Class constructor handler cannot be invoked without 'new'" },
    on22: { error: "TypeError: Class constructor handler cannot be invoked without 'new'" },
  },
  'sig-context-methods': {
    handler: async (_event, context) => {
      const { done, succeed, fail, callbackWaitsForEmptyEventLoop } = context as Context22
      return {
        done: typeof done,
        succeed: typeof succeed,
        fail: typeof fail,
        wait: String(callbackWaitsForEmptyEventLoop),
      }
    },
    on24: '{"done":"undefined","succeed":"undefined","fail":"undefined","wait":"undefined"}',
    on22: '{"done":"function","succeed":"function","fail":"function","wait":"true"}',
  },
  'sig-context-succeed': {
    handler: (_event, context) => void (context as Context22)['succeed']?.({ via: 'succeed' }),
    on24: 'null',
    on22: '{"via":"succeed"}',
  },
  'sig-sync-return': { handler: (event) => ({ sync: true, event }), on24: '{"sync":true,"event":{}}', on22: 'null' },
  'sig-thenable': {
    handler: () => ({ then: (give: (value: unknown) => void) => void queueMicrotask(() => give({ thenable: true })) }),
    on24: '{"thenable":true}',
    on22: { error: "TypeError: Cannot read properties of undefined (reading 'catch')" },
  },
  'sig-object-result-mutated': {
    handler: async () => {
      const result: Record<string, unknown> = { n: 1 }
      setImmediate(() => Object.assign(result, { immediate: true }))
      return result
    },
    on24: '{"n":1,"immediate":true}',
    on22: '{"n":1}',
  },
}

function outcomeOf(played: Played): Outcome {
  if (played.settled === 'response') return played.text ?? ''
  if (played.settled === 'error') return { error: `${played.error?.errorType}: ${played.error?.errorMessage}` }
  return { exit: played.exit?.code ?? -1 }
}

describe('an invocation answers as under AWS’s client', () => {
  for (const [name, { handler, on24, on22, invocation = {} }] of Object.entries(CASES)) {
    test(name, async () => {
      const played = {
        on24: await play(handler, { rules: 'nodejs24.x', invocation }),
        on22: await play(handler, { rules: 'nodejs22.x', invocation }),
      }
      expect({ on24: outcomeOf(played.on24), on22: outcomeOf(played.on22) }).toEqual({ on24, on22 })
    })
  }
})

describe('callback handlers answer as under AWS’s client for nodejs22.x', () => {
  test.each<[string, (callback: Callback, context: Context22) => unknown, Outcome]>([
    ['sig-callback-3-args', (callback) => callback(null, { viaCallback: true }), '{"viaCallback":true}'],
    ['sig-callback-3-args-async', async (callback) => ({ type: typeof callback }), '{"type":"function"}'],
    ['sig-callback-error', (callback) => callback(new TypeError('cb failed')), { error: 'TypeError: cb failed' }],
    ['sig-callback-wait-empty', (callback) => callback(null, { wait: true }), '{"wait":true}'],
  ])('%s', async (_name, run, outcome) => {
    const handler: Handler = (_event, context, callback) => run(callback as Callback, context as Context22)
    expect(outcomeOf(await play(handler, { rules: 'nodejs22.x' }))).toEqual(outcome)
  })
})

describe('the log line of a failed invocation is that of AWS’s client', () => {
  const error = Object.assign(new TypeError('boom'), { code: 'E', cause: new Error('why') })
  error.stack = 'TypeError: boom\n    at handler'
  const id = REQUEST_ID

  test.each(BOTH_RULES)('error-stack, on %s', async (rules) => {
    const plain = Object.defineProperty(new Error('from deep'), 'stack', { value: 'Error: from deep\n    at deep' })
    expect(
      (
        await play(
          thrower(() => plain),
          { rules },
        )
      ).logs,
    ).toEqual([
      `1970-01-01T00:00:00.000Z\t${id}\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"from deep","stack":["Error: from deep","    at deep"]}`,
    ])
  })

  test.each(BOTH_RULES)('error-json-format, on %s', async (rules) => {
    Object.defineProperty(error, 'cause', { enumerable: false })
    expect(
      (
        await play(
          thrower(() => error),
          { rules, format: 'JSON' },
        )
      ).logs,
    ).toEqual([
      `{"timestamp":"1970-01-01T00:00:00.000Z","level":"ERROR","requestId":"${id}","message":{"errorType":"TypeError","errorMessage":"boom","stackTrace":["TypeError: boom","    at handler"],"code":"E"}}`,
    ])
    expect(
      (
        await play(
          thrower(() => 'text'),
          { rules, format: 'JSON' },
        )
      ).logs[0],
    ).toContain('"message":{"errorType":"Error","errorMessage":"text","stackTrace":["Error: text"')
  })
})

/** What Init comes to when the function's file gives `module`, or throws while it is evaluated. */
function init(load: () => unknown, path: string, rules: RuntimeRules): Crash | 'found' {
  try {
    findHandler(load(), path, `index.${path}`, rules)
    return 'found'
  } catch (error) {
    return initError(error, rules)
  }
}

async function async1(): Promise<number> {
  return 1
}

const raise = (error: unknown) => (): never => {
  throw error
}

const code = (text: string): Error => Object.assign(new Error(`${text} 'x'`), { code: text })

describe('Init ends as under AWS’s client', () => {
  const missing = { error: 'Runtime.HandlerNotFound: index.handler is undefined or not exported' }

  test.each<[string, () => unknown, string, Outcome | 'found', Outcome | 'found']>([
    ['init-missing-export', () => ({}), 'handler', missing, missing],
    [
      'init-export-not-function',
      () => ({ handler: 'text' }),
      'handler',
      { error: 'Runtime.HandlerNotFound: index.handler is not a function' },
      { error: 'Runtime.HandlerNotFound: index.handler is not a function' },
    ],
    [
      'init-throw',
      raise(new RangeError('init failed')),
      'handler',
      { error: 'RangeError: init failed' },
      { error: 'RangeError: init failed' },
    ],
    [
      'init-throw-string',
      raise('init text'),
      'handler',
      { error: 'string: init text' },
      { error: 'string: init text' },
    ],
    [
      'init-throw-undefined',
      raise(undefined),
      'handler',
      { error: 'undefined: undefined' },
      { error: "TypeError: Cannot read properties of undefined (reading 'code')" },
    ],
    [
      'init-syntax-error-cjs',
      raise(new SyntaxError('Unexpected end of input')),
      'handler',
      { error: 'Runtime.UserCodeSyntaxError: SyntaxError: Unexpected end of input' },
      { error: 'Runtime.UserCodeSyntaxError: SyntaxError: Unexpected end of input' },
    ],
    [
      'init-missing-require',
      raise(code('MODULE_NOT_FOUND')),
      'handler',
      { error: "Runtime.ImportModuleError: Error: MODULE_NOT_FOUND 'x'" },
      { error: "Runtime.ImportModuleError: Error: MODULE_NOT_FOUND 'x'" },
    ],
    [
      'an import that is missing',
      raise(code('ERR_MODULE_NOT_FOUND')),
      'handler',
      { error: "Error: ERR_MODULE_NOT_FOUND 'x'" },
      { error: "Error: ERR_MODULE_NOT_FOUND 'x'" },
    ],
    ['export default { handler }', () => ({ default: { handler: async1 } }), 'handler', 'found', missing],
    ['module-default-function', () => ({ default: async1 }), 'default', 'found', 'found'],
    ['name-folder-with-dots', () => ({ v2: { handler: async1 } }), 'v2.handler', 'found', 'found'],
    [
      'name-nested-on-function',
      () => ({ f: Object.assign(() => 'f', { g: async1 }) }),
      'f.g',
      { error: 'Runtime.HandlerNotFound: index.f.g is undefined or not exported' },
      'found',
    ],
    [
      'module-json',
      () => ({ default: { handler: 'json' } }),
      'handler',
      { error: 'Runtime.HandlerNotFound: index.handler is not a function' },
      missing,
    ],
  ])('%s', (_name, load, path, on24, on22) => {
    const outcomes = BOTH_RULES.map((rules): unknown => {
      const end = init(load, path, rules)
      if (end === 'found') return end
      expect(end.exit).toEqual({ code: rules === 'nodejs24.x' ? 1 : 129 })
      return { error: `${end.payload?.errorType}: ${end.payload?.errorMessage}` }
    })
    expect(outcomes).toEqual([on24, on22])
  })

  test.each<[string, Handler, boolean]>([
    ['sig-callback-3-args', (_event, _context, _callback) => {}, false],
    ['sig-callback-3-args-async', async (_event, _context, _callback) => {}, false],
    ['sig-callback-default-param', (_event, _context, _callback = 1) => {}, true],
  ])('%s', (_name, handler, found) => {
    const end = init(() => ({ handler }), 'handler', 'nodejs24.x')
    expect(end === 'found').toBe(found)
    if (end !== 'found') expect(end.payload?.errorType).toBe('Runtime.CallbackHandlerDeprecated')
    expect(init(() => ({ handler }), 'handler', 'nodejs22.x')).toBe('found')
  })

  test('init-tla-never', () => {
    expect(BOTH_RULES.map(unsettledInit)).toEqual([{ code: 0 }, { code: 13 }])
  })

  test('init-unhandled-rejection', () => {
    const ends = BOTH_RULES.map((rules) => crash('unhandledRejection', new Error('floating'), rules, true))
    expect(ends).toMatchObject([
      { exit: { code: 1 } },
      {
        exit: { code: 128 },
        payload: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: floating' },
      },
    ])
    expect(ends[0]).not.toHaveProperty('payload')
  })
})

describe('a process ends as under AWS’s client', () => {
  test.each<[string, 'uncaughtException' | 'unhandledRejection', unknown, ExitStatus, string]>([
    ['crash-emitter', 'uncaughtException', new Error('emitted'), { code: 129 }, 'Error: emitted'],
    [
      'crash-unhandled-rejection',
      'unhandledRejection',
      new RangeError('nobody cares'),
      { code: 128 },
      'Runtime.UnhandledPromiseRejection: RangeError: nobody cares',
    ],
    [
      'crash-unhandled-rejection-string',
      'unhandledRejection',
      'text',
      { code: 128 },
      'Runtime.UnhandledPromiseRejection: text',
    ],
  ])('%s', (_name, kind, error, exit, payload) => {
    const on22 = crash(kind, error, 'nodejs22.x', true)
    expect([on22.exit, `${on22.payload?.errorType}: ${on22.payload?.errorMessage}`]).toEqual([exit, payload])
    const on24 = crash(kind, error, 'nodejs24.x', true)
    expect([on24.exit, on24.payload]).toEqual([{ code: 1 }, undefined])
  })

  test.each<[string, ExitStatus, string]>([
    ['exit-0', { code: 0 }, 'Runtime exited without providing a reason'],
    ['exit-3', { code: 3 }, 'Runtime exited with error: exit status 3'],
    ['exit-signal', { signal: 'SIGKILL' }, 'Runtime exited with error: signal: killed'],
    ['exit-sigterm', { signal: 'SIGTERM' }, 'Runtime exited with error: signal: terminated'],
  ])('%s', (_name, exit, reason) => {
    expect(exitError(REQUEST_ID, exit).errorMessage).toBe(`RequestId: ${REQUEST_ID} Error: ${reason}`)
  })
})
