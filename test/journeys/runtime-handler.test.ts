// What becomes of a handler's result, by the rules of either runtime.

import { handler, invoke, type Lambda, type LambdaConfig, sources, withLambda } from 'vitest-lambda'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'

type Code = (...args: never[]) => unknown

/** The result is what JSON carries, so the types of these odd handlers say nothing. */
function on(runtime: 'nodejs24.x' | 'nodejs22.x', code: Code, config: LambdaConfig = {}): Lambda {
  return withLambda(handler(code), { runtime, console: 'silent', ...config }) as Lambda
}

const both = ['nodejs24.x', 'nodejs22.x'] as const

describe('a handler', () => {
  test('is called with event and context on nodejs24.x [HND-1]', async () => {
    const count = on('nodejs24.x', function (...args: never[]) {
      return args.length
    })
    expect(await count.invoke({})).toReturn(2)
  })

  test('is called with a callback too on nodejs22.x, async or not [HND-1]', async () => {
    const count = on('nodejs22.x', async (...args: never[]) => [args.length, typeof args[2]])
    expect(await count.invoke({})).toReturn([3, 'function'])
  })

  test.each(both)('gets a fresh event each time on %s, and what it does to it stays there [HND-2]', async (runtime) => {
    const greedy = on(runtime, async (event: { list: number[] }) => {
      event.list.push(1)
      return event.list.length
    })
    const event = { list: [] }
    expect((await greedy.invoke(event)).payload).toBe(1)
    expect((await greedy.invoke(event)).payload).toBe(1)
    expect(event).toEqual({ list: [] })
  })

  test.each(both)('gets {} when nothing is passed on %s [HND-2]', async (runtime) => {
    expect(await on(runtime, async (event: never) => event).invoke()).toReturn({})
  })

  test.each(both)('that is a class fails when it is called on %s [RES-16]', async (runtime) => {
    class Orders {
      readonly id = 1
    }
    expect(await on(runtime, Orders as unknown as Code).invoke()).toFailWith({
      errorType: 'TypeError',
      errorMessage: expect.stringContaining("cannot be invoked without 'new'"),
    })
  })
})

describe('a plain value that is returned', () => {
  test('is the result on nodejs24.x [HND-5]', async () => {
    expect(await on('nodejs24.x', () => 'plain').invoke()).toReturn('plain')
  })

  test('is ignored on nodejs22.x: the result is null [HND-4]', async () => {
    expect(await on('nodejs22.x', () => 'plain').invoke()).toReturn(null)
  })
})

describe.each(both)('on %s', (runtime) => {
  test('a promise and any other thenable is awaited [HND-3]', async () => {
    const thenable = on(runtime, () => {
      const promise = sleep(10, 'later')
      // oxlint-disable-next-line unicorn/no-thenable -- what is awaited here need not be a promise
      return { then: promise.then.bind(promise) }
    })
    expect(await thenable.invoke()).toReturn('later')
  })

  test.each<[unknown, unknown]>([
    [undefined, null],
    ['', ''],
    [Number.NaN, null],
    [-0, 0],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Map([[1, 2]]), {}],
    [Buffer.from('a'), { type: 'Buffer', data: [97] }],
    [new Uint8Array([1, 2]), { 0: 1, 1: 2 }],
    [new Error('e'), {}],
    [{ fn: () => 1, list: [() => 1, undefined] }, { list: [null, null] }],
    [{ toJSON: () => 'custom' }, 'custom'],
  ])('%o arrives as %j [HND-6]', async (value, payload) => {
    expect((await on(runtime, async () => value).invoke()).payload).toEqual(payload)
  })

  test('a function as result fails, since JSON has nothing for it [HND-8]', async () => {
    expect(await on(runtime, async () => () => 1).invoke()).toFailWith({
      errorType: 'TypeError',
      errorMessage: 'Wrong arguments',
    })
  })
})

describe('a result that JSON cannot hold', () => {
  test.each([
    ['nodejs24.x', 'Runtime.JSONStringifyError'],
    ['nodejs22.x', 'Error'],
  ] as const)('fails on %s with %s, and the environment stays warm [HND-7]', async (runtime, errorType) => {
    const big = on(runtime, async (event: { big?: boolean }) => (event.big ? 1n : 'small'))
    expect(await big.invoke({ big: true })).toFailWith({ errorType, errorMessage: 'Unable to stringify response body' })
    expect(await big.invoke({})).toBeWarmStart()
  })
})

describe('what runs after the handler has answered', () => {
  test('may still change the result for one turn on nodejs24.x [HND-9]', async () => {
    const late = on('nodejs24.x', async () => {
      const result = { by: 'handler' }
      process.nextTick(() => (result.by = 'next tick'))
      setImmediate(() => (result.by = 'immediate'))
      return result
    })
    expect((await late.invoke()).payload).toEqual({ by: 'immediate' })
  })

  test('changes nothing on nodejs22.x, which posts at once [HND-9, HND-10]', async () => {
    const late = on('nodejs22.x', async () => {
      const result = { by: 'handler' }
      void Promise.resolve()
        .then(() => turn())
        .then(() => (result.by = 'later'))
      return result
    })
    expect((await late.invoke()).payload).toEqual({ by: 'handler' })
  })
})

describe('a promise that never settles, with nothing left to wait for', () => {
  test('ends the process on nodejs24.x: exit 0, next start cold [HND-14, PIT-14]', async () => {
    const stuck = on('nodejs24.x', async (event: { stuck?: boolean }) => (event.stuck ? new Promise(() => {}) : 'free'))
    const result = await stuck.invoke({ stuck: true })
    expect(result).toFailWith({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${result.record.requestId} Error: Runtime exited without providing a reason`,
    })
    expect(result.record.waitingFor).toEqual([
      "a promise that nothing is left to settle (should the test settle it later: pass { clock: 'real' })",
    ])
    expect((await stuck.invoke({})).record.coldStart).toBe(true)
  })

  test('is an error of an async function on nodejs22.x, which stays warm [HND-12, PIT-14]', async () => {
    const stuck = on('nodejs22.x', async (event: { stuck?: boolean }) => (event.stuck ? new Promise(() => {}) : 'free'))
    expect(await stuck.invoke({ stuck: true })).toFailWith({
      errorType: 'Runtime.NodeJsExit',
      errorMessage: /most commonly caused by a Promise/,
    })
    expect(await stuck.invoke({})).toBeWarmStart()
  })

  test('is the answer null of any other function on nodejs22.x [HND-13, PIT-14]', async () => {
    expect(await on('nodejs22.x', () => new Promise(() => {})).invoke()).toReturn(null)
  })

  test.each(both)('is a timeout on %s while something keeps the event loop alive [HND-15]', async (runtime) => {
    const alive = on(runtime, async () => {
      setInterval(() => {}, 1000)
      await new Promise(() => {})
    })
    expect(await alive.invoke()).toTimeOut()
  })

  test('waits in vain for an unref’d timer too: it keeps nothing alive [HND-14]', async () => {
    const unref = on('nodejs24.x', async () => {
      await new Promise((resolve) => setTimeout(resolve, 100).unref())
    })
    const result = await unref.invoke()
    expect(result).toFailWith('Runtime.ExitError')
    expect(result.record.waitingFor).toEqual([
      expect.stringMatching(/^a timer of 100 ms set at test\/journeys\/runtime-handler\.test\.ts:\d+:\d+$/),
    ])
  })
})

describe('a handler with three parameters', () => {
  const legacy = (_event: unknown, _context: unknown, callback: (error: null, result: string) => void): void =>
    callback(null, 'called')

  test('is refused by nodejs24.x at Init [RES-12]', async () => {
    expect(await on('nodejs24.x', legacy).invoke()).toFailWith({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: /^ERROR: AWS Lambda has removed support for callback-based function handlers/,
    })
  })

  test('is told of the runtime that takes it, wherever the failure is told', async () => {
    const result = await on('nodejs24.x', legacy).invoke()
    expect(() => expect(result).toReturn('called')).toThrow("withLambda(…, { runtime: 'nodejs22.x' })")
    const response = await sources.functionUrl(on('nodejs24.x', legacy)).fetch('/')
    expect(response.status).toBe(502)
    expect(response.reason).toContain("withLambda(…, { runtime: 'nodejs22.x' })")
  })

  test('passes nodejs24.x when the third has a default or is a rest: only formal parameters count [RES-12]', async () => {
    expect(
      await on('nodejs24.x', async (_event: unknown, _context: unknown, third = 'none') => third).invoke(),
    ).toReturn('none')
    expect(await on('nodejs24.x', async (...args: unknown[]) => args.length).invoke()).toReturn(2)
  })

  test('is warned about once by nodejs22.x, at Init [RES-13]', async () => {
    const lambda = on('nodejs22.x', legacy)
    expect(await lambda.invoke()).toHaveLogged(/^AWS Lambda plans to remove support/, 'WARN')
    expect(await lambda.invoke()).not.toHaveLogged('AWS Lambda plans to remove support')
    const silenced = on('nodejs22.x', legacy, { environment: { AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: '1' } })
    expect(await silenced.invoke()).not.toHaveLogged('AWS Lambda plans to remove support')
  })
})

describe('a deprecated runtime', () => {
  test('runs by the rules of nodejs22.x, with a warning: the tutorial’s nodejs8.10 calls back [LIM-9]', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
    const greet = withLambda(
      (event: { name: string; addr: string }, _context: unknown, callback: (error: null, result: string) => void) =>
        callback(null, `Hello ${event.name} and address is ${event.addr}`),
      { runtime: 'nodejs8.10', console: 'silent' },
    )
    expect(await invoke(greet, { name: 'Roy Singh', addr: 'Mumbai' })).toReturn('Hello Roy Singh and address is Mumbai')
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('AWS no longer creates functions with it'), {
      type: 'vitest-lambda',
    })
    warn.mockRestore()
  })
})
