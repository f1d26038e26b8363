// Failures of a handler through the whole path: what the caller gets, what is logged, and who is warm afterwards.

import { handler, type InvocationResult, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { linesOf } from './lines.js'

type Runtime = 'nodejs24.x' | 'nodejs22.x'

const both: readonly Runtime[] = ['nodejs24.x', 'nodejs22.x']

function on(runtime: Runtime, code: (event: { calm?: boolean }) => unknown, config: LambdaConfig = {}): Lambda {
  return withLambda(handler(code), { runtime, console: 'silent', ...config }) as Lambda
}

/** The error of the invocation, its request id replaced. */
function failure({ error, record }: InvocationResult): object {
  const { errorType, errorMessage } = error ?? {}
  return { errorType, errorMessage: errorMessage?.replace(record.requestId, '<id>') }
}

describe.each(both)('a thrown error on %s', (runtime) => {
  test('is a function error with type, message and trace, status 200 and nothing else [ERR-1, ERR-2, ERR-16, API-2]', async () => {
    const result = await on(runtime, async () => {
      throw Object.assign(new RangeError('out of range'), { code: 'E_RANGE' })
    }).invoke()
    expect(result).toMatchObject({ statusCode: 200, functionError: 'Unhandled' })
    expect(Object.keys(result.payload as object)).toEqual(['errorType', 'errorMessage', 'trace'])
    expect(result.error).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'out of range',
      trace: expect.arrayContaining(['RangeError: out of range']),
    })
  })

  test('has the name of the error as its type, not the class [ERR-2]', async () => {
    class OrderError extends Error {}
    class NamedError extends Error {
      override name = 'NamedError'
    }
    const fail = (error: Error): Promise<InvocationResult> =>
      on(runtime, async () => {
        throw error
      }).invoke()
    expect(await fail(new OrderError('x'))).toFailWith({ errorType: 'Error', errorMessage: 'x' })
    expect(await fail(new NamedError('x'))).toFailWith({ errorType: 'NamedError', errorMessage: 'x' })
  })

  test('is logged as Invoke Error, with its own fields and its stack [ERR-5]', async () => {
    const result = await on(runtime, async () => {
      throw Object.assign(new RangeError('out of range'), { code: 'E_RANGE', order: 7 })
    }).invoke()
    expect(result.error?.errorType).toBe('RangeError')
    expect(linesOf(result, 'application')).toEqual([
      expect.stringMatching(
        /\t<id>\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"out of range","code":"E_RANGE","order":7,"stack":\[.+\]\}$/,
      ),
    ])
  })

  test('leaves the environment warm, sync or async [ERR-1]', async () => {
    for (const code of [
      ({ calm }: { calm?: boolean }) => {
        if (!calm) throw new Error('sync')
        return Promise.resolve('calm')
      },
      async ({ calm }: { calm?: boolean }) => {
        if (!calm) throw new Error('async')
        return 'calm'
      },
    ]) {
      const lambda = on(runtime, code)
      expect(await lambda.invoke()).toFailWith('Error')
      const next = await lambda.invoke({ calm: true })
      expect(next).toBeWarmStart()
      expect(next).toReturn('calm')
    }
  })
})

describe('what is thrown and no error', () => {
  test.each<[Runtime, unknown, object]>([
    ['nodejs24.x', 'boom', { errorType: 'string', errorMessage: 'boom', trace: [] }],
    ['nodejs22.x', 'boom', { errorType: 'string', errorMessage: 'boom', trace: [] }],
    ['nodejs24.x', 42, { errorType: 'number', errorMessage: '42', trace: [] }],
    ['nodejs22.x', 42, { errorType: 'number', errorMessage: '42', trace: [] }],
    ['nodejs24.x', { a: 1 }, { errorType: 'object', errorMessage: '[object Object]', trace: [] }],
    ['nodejs22.x', { a: 1 }, { errorType: 'object', errorMessage: '[object Object]', trace: [] }],
    ['nodejs24.x', null, { errorType: 'object', errorMessage: 'null', trace: [] }],
    ['nodejs22.x', null, { errorType: 'string', errorMessage: 'handled', trace: [] }],
    ['nodejs24.x', undefined, { errorType: 'undefined', errorMessage: 'undefined', trace: [] }],
    ['nodejs22.x', undefined, { errorType: 'string', errorMessage: 'handled', trace: [] }],
  ])('on %s %o becomes %o [ERR-3]', async (runtime, thrown, expected) => {
    const result = await on(runtime, async () => {
      throw thrown
    }).invoke()
    expect(result.payload).toEqual(expected)
  })

  test('an error-like object counts as an error on nodejs22.x alone [ERR-4]', async () => {
    const like = async (): Promise<never> => {
      throw { name: 'Custom', message: 'like an error', stack: 'Custom: like an error\n    at x' }
    }
    expect(await on('nodejs22.x', like).invoke()).toFailWith({ errorType: 'Custom', errorMessage: 'like an error' })
    expect(await on('nodejs24.x', like).invoke()).toFailWith({ errorType: 'object', errorMessage: '[object Object]' })
  })
})

describe('a rejection that nobody handles', () => {
  const floats = async ({ calm }: { calm?: boolean }): Promise<string> => {
    if (!calm) void Promise.reject(new Error('float'))
    return 'answered'
  }
  const floatsAndWaits = async (event: { calm?: boolean }): Promise<string> => {
    const answer = await floats(event)
    if (!event.calm) await sleep(100)
    return answer
  }

  test('ends nodejs24.x before it has answered, also when the handler has returned already [ERR-7, HND-9]', async () => {
    for (const code of [floats, floatsAndWaits]) {
      const lambda = on('nodejs24.x', code)
      const result = await lambda.invoke()
      expect(failure(result)).toEqual({
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: <id> Error: Runtime exited with error: exit status 1',
      })
      expect(result).toHaveLogged('Error: float')
      expect((await lambda.invoke({ calm: true })).record.coldStart).toBe(true)
    }
  })

  test('is the error of nodejs22.x while it has not answered [ERR-6]', async () => {
    const lambda = on('nodejs22.x', floatsAndWaits)
    const result = await lambda.invoke()
    expect(failure(result)).toEqual({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: float' })
    expect(result).toHaveLogged(/^Unhandled Promise Rejection/, 'ERROR')
    expect((await lambda.invoke({ calm: true })).record.coldStart).toBe(true)
  })

  test('does not stop an answer that nodejs22.x has posted, but costs the environment [ERR-6, LIF-4]', async () => {
    const lambda = on('nodejs22.x', floats, { unobserved: 'off' })
    const result = await lambda.invoke()
    expect(result).toReturn('answered')
    expect(result.record.logs.at(-1)?.line).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError$/)
    expect((await lambda.invoke({ calm: true })).record.coldStart).toBe(true)
  })
})

describe('an exception that nobody catches', () => {
  const inTimer = async (): Promise<void> => {
    setTimeout(() => {
      throw new TypeError('in a timer')
    })
    await sleep(100)
  }
  const inEmitter = async (): Promise<void> => {
    setTimeout(() => new EventEmitter().emit('error', new TypeError('no listener')))
    await sleep(100)
  }
  const inNextTick = async (): Promise<void> => {
    process.nextTick(() => {
      throw new TypeError('in a tick')
    })
    await sleep(100)
  }

  test.each([
    ['timer', inTimer],
    ['emitter', inEmitter],
    ['next tick', inNextTick],
  ])('in a %s ends nodejs24.x with exit status 1 and Node’s own text [ERR-8]', async (_where, code) => {
    const result = await on('nodejs24.x', code).invoke()
    expect(failure(result)).toMatchObject({
      errorMessage: 'RequestId: <id> Error: Runtime exited with error: exit status 1',
    })
    expect(result).toHaveLogged(/^TypeError: /)
  })

  test.each([
    ['timer', inTimer, 'in a timer'],
    ['emitter', inEmitter, 'no listener'],
    ['next tick', inNextTick, 'in a tick'],
  ])('in a %s is the error of nodejs22.x under its own name [ERR-8]', async (_where, code, errorMessage) => {
    const result = await on('nodejs22.x', code).invoke()
    expect(failure(result)).toEqual({ errorType: 'TypeError', errorMessage })
    expect(result).toHaveLogged(/^Uncaught Exception/, 'ERROR')
    expect(result.record.logs.at(-1)?.line).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError$/)
  })

  test.each(both)('of an emitter that emits within the handler is an ordinary error on %s [ERR-8]', async (runtime) => {
    const lambda = on(
      runtime,
      async ({ calm }) => calm || new EventEmitter().emit('error', new TypeError('no listener')),
    )
    expect(await lambda.invoke()).toFailWith({ errorType: 'TypeError', errorMessage: 'no listener' })
    expect(await lambda.invoke({ calm: true })).toBeWarmStart()
  })
})

describe('a listener for unhandledRejection', () => {
  const listening = async (): Promise<string> => {
    process.on('unhandledRejection', () => console.log('handled by myself'))
    void Promise.reject(new Error('float'))
    await sleep(10)
    return 'answered'
  }

  test('saves the process of nodejs24.x [ERR-10]', async () => {
    const result = await on('nodejs24.x', listening).invoke()
    expect(result).toReturn('answered')
    expect(result).toHaveLogged('handled by myself')
  })

  test('does not save the process of nodejs22.x, whose runtime listens too [ERR-10]', async () => {
    expect(await on('nodejs22.x', listening).invoke()).toFailWith('Runtime.UnhandledPromiseRejection')
  })
})

describe.each(both)('the end of the process on %s', (runtime) => {
  test.each<[string, () => unknown, string]>([
    ['process.exit(0)', () => process.exit(0), 'Runtime exited without providing a reason'],
    ['process.exit(5)', () => process.exit(5), 'Runtime exited with error: exit status 5'],
    ['process.abort()', () => process.abort(), 'Runtime exited with error: signal: aborted'],
    [
      'process.kill(process.pid, SIGKILL)',
      () => process.kill(process.pid, 'SIGKILL'),
      'Runtime exited with error: signal: killed',
    ],
  ])('by %s is Runtime.ExitError, without a trace [ERR-11]', async (_name, end, reason) => {
    const lambda = on(runtime, async ({ calm }) => calm || end())
    const result = await lambda.invoke()
    expect(result.payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${result.record.requestId} Error: ${reason}`,
    })
    expect(result.record.outcome).toBe('exit')
    expect((await lambda.invoke({ calm: true })).record.coldStart).toBe(true)
  })

  test('in a timer ends it just as well, and nothing runs after process.exit() [ERR-11]', async () => {
    const lambda = on(runtime, async () => {
      setTimeout(() => {
        process.exit(5)
        console.log('after the exit')
      })
      await sleep(1000)
      console.log('after the wait')
    })
    const result = await lambda.invoke()
    expect(result).toFailWith({ errorMessage: /exit status 5/ })
    expect(result).not.toHaveLogged('after the')
  })
})

describe.each(both)('a timeout on %s', (runtime) => {
  test.each([
    [1, '1.00'],
    [3, '3.00'],
    [900, '900.00'],
  ])('of %i s says so with two decimals, exactly then [ERR-12]', async (timeout, seconds) => {
    const lambda = on(runtime, async () => sleep(901_000), { timeout })
    const result = await lambda.invoke()
    expect(result).toTimeOut()
    expect(result.payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${result.record.requestId} Error: Task timed out after ${seconds} seconds`,
    })
    expect(result.record.report.durationMs).toBe(timeout * 1000)
  })
})
