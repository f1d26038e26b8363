// Errors of a function belong to its environment: they become its outcome and never stop the run.

import { type FunctionError, handler, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { attempt } from '../vitest/worker/attempt.js'
import { httpServer, slowly } from './functions/server.js'

function make(
  code: (event: { calm?: boolean }) => unknown,
  config: LambdaConfig = {},
): Lambda<{ calm?: boolean }, unknown> {
  return withLambda(handler(code), { console: 'silent', ...config }) as Lambda<{ calm?: boolean }, unknown>
}

describe('an error of a function', () => {
  test.each<[string, () => unknown]>([
    ['a rejection that nobody handles', () => void Promise.reject(new Error('x'))],
    ['an exception in a timer', () => new Promise((_, reject) => setTimeout(() => reject(new Error('x'))))],
    [
      'an exception in a microtask',
      () =>
        queueMicrotask(() => {
          throw new Error('x')
        }),
    ],
    ['process.exit()', () => process.exit(1)],
    [
      'an exception of a real callback',
      () =>
        new Promise(() =>
          setImmediate(() => {
            throw new Error('x')
          }),
        ),
    ],
  ])('%s is seen by no listener of the test process', async (_name, fail) => {
    const heard = vi.fn()
    const events = ['uncaughtException', 'unhandledRejection', 'exit', 'beforeExit'] as const
    for (const event of events) process.on(event, heard)
    try {
      expect((await make(fail).invoke()).functionError).toBe('Unhandled')
      await sleep(1)
      expect(heard).not.toHaveBeenCalled()
    } finally {
      for (const event of events) process.off(event, heard)
    }
  })

  test('in one of two concurrent environments leaves the other alone', async () => {
    const crashing = make(async () => {
      setTimeout(() => {
        throw new Error('crash')
      }, 50)
      await sleep(1000)
    })
    const calm = make(async () => sleep(100, 'calm'))
    const [crashed, answered] = await Promise.all([crashing.invoke(), calm.invoke()])
    expect(crashed).toFailWith('Runtime.ExitError')
    expect(answered).toReturn('calm')
  })

  test('of the test itself still is the test’s own', async () => {
    const heard = vi.fn()
    process.once('unhandledRejection', heard)
    process.emit('unhandledRejection', new Error('of the test'), Promise.resolve())
    expect(heard).toHaveBeenCalledOnce()
  })
})

describe('a failed invocation whose result nobody looks at', () => {
  const failing = (config: LambdaConfig = {}): Lambda<{ calm?: boolean }, unknown> =>
    make(
      async () => {
        throw new RangeError('unnoticed')
      },
      { functionName: 'orders', ...config },
    )

  test('fails its test, once, with the original stack and what to do', async () => {
    const fault = await attempt(async () => failing().invoke())
    expect(fault?.message).toMatchInlineSnapshot(`
      "RangeError: unnoticed

      'orders' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (new, but its code was evaluated before, by the test file):
        init    0 ms
        invoke
          +0 ms     failed: RangeError: unnoticed"
    `)
    expect(fault?.stack).toMatch(/isolation-errors\.test\.ts:\d+:\d+/)
  })

  test.each<[string, (result: Awaited<ReturnType<Lambda['invoke']>>) => unknown]>([
    ['reading the errorType of its payload', ({ payload }) => (payload as FunctionError).errorType],
    ['an assertion of its payload', ({ payload }) => expect(payload).toMatchObject({ errorMessage: 'unnoticed' })],
    ['reading error', (result) => result.error],
    ['reading functionError', (result) => result.functionError],
    ['reading the outcome in its record', (result) => result.record.outcome],
    ['a matcher', (result) => expect(result).toFailWith('RangeError')],
    ['toMatchObject', (result) => expect(result).toMatchObject({ functionError: 'Unhandled' })],
    ['destructuring', ({ error }) => error],
    ['spreading', (result) => ({ ...result })],
    ['JSON.stringify', (result) => JSON.stringify(result)],
  ])('passes it after %s', async (_name, look) => {
    expect(await attempt(async () => look(await failing().invoke()))).toBeUndefined()
  })

  test.each<[string, (result: Awaited<ReturnType<Lambda['invoke']>>) => unknown]>([
    ['the status code, which says 200 for a function error [API-2]', (result) => result.statusCode],
    ['the payload, which may be an answer', ({ payload }) => payload],
    ['a member of the payload that no error has', ({ payload }) => (payload as { body?: unknown }).body],
    ['the logs', ({ record }) => record.logs.map(({ line }) => line)],
    ['what it logged', (result) => expect(result).not.toHaveLogged('a word')],
  ])('still fails it when nothing was read but %s', async (_what, look) => {
    expect(await attempt(async () => look(await failing().invoke()))).toBeInstanceOf(Error)
  })

  test('is counted for each invocation: several are told together', async () => {
    const fault = await attempt(async () => {
      const lambda = failing()
      await lambda.invoke()
      await lambda.invoke()
    })
    expect(fault).toBeInstanceOf(AggregateError)
    expect((fault as AggregateError).errors).toHaveLength(2)
    const headlines = (fault as AggregateError).errors.map(({ message }: Error) => message.split('\n')[0])
    expect(headlines).toEqual(['RangeError: unnoticed', 'RangeError: unnoticed'])
    expect(fault?.message).toMatch(/^2 errors that no result reports:\n\n1\. RangeError: unnoticed\n\n'orders' failed/)
  })

  test('passes its test with a warning where unobserved is warn, and in silence where it is off', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    expect(await attempt(async () => failing({ unobserved: 'warn' }).invoke())).toBeUndefined()
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('vitest-lambda: RangeError: unnoticed'))
    expect(await attempt(async () => failing({ unobserved: 'off' }).invoke())).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })

  test('that is never awaited at all fails its test too, and leads to the line that invoked', async () => {
    const fault = await attempt(async () => {
      void failing().invoke()
      await sleep(20)
    })
    expect(fault?.message).toContain('unnoticed')
    expect(fault?.stack?.match(/isolation-errors\.test\.ts:\d+/g)?.length).toBeGreaterThan(1)
  })

  test.each(['nodejs24.x', 'nodejs22.x'] as const)(
    'tells first which rejection ended the process, of which the result may tell only the end: %s [ERR-6, ERR-7]',
    async (runtime) => {
      const crashing = make(
        async () => {
          void Promise.reject(new RangeError('nobody handles this'))
          await sleep(5)
        },
        { runtime },
      )
      const fault = await attempt(async () => crashing.invoke())
      expect(fault?.message).toMatch(/^[^\n]*nobody handles this/)
      // The line of the rejection, then the one that invoked.
      const frames = fault?.stack?.replace(fault.message, '')
      const lines = frames?.match(/isolation-errors\.test\.ts:\d+/g)?.map((place) => Number(place.split(':')[1]))
      expect(lines).toHaveLength(2)
      expect(lines?.[0]).toBeLessThan(lines?.[1] ?? 0)
    },
  )
})

describe('an error contained in an environment that no result reports', () => {
  /** Real work cannot be frozen: it ends, and fails, while the environment is. */
  async function leavesFailingWork(
    config: LambdaConfig = {},
  ): Promise<{ lambda: Lambda<{ calm?: boolean }, unknown>; failed: Promise<void>; close(): void }> {
    const server = await httpServer((_request, response) => slowly(() => response.end('late')))
    let done = (): void => {}
    const failed = new Promise<void>((resolve) => (done = resolve))
    const lambda = make(
      async ({ calm }) => {
        if (!calm) {
          void (async () => {
            await fetch(server.url)
            done()
            throw new RangeError('in the background')
          })()
        }
        return 'answered'
      },
      { functionName: 'orders', ...config },
    )
    return { lambda, failed, close: () => server.close() }
  }

  test('fails the test that caused it, with its own stack and what to do', async () => {
    const fault = await attempt(async () => {
      const { lambda, failed, close } = await leavesFailingWork()
      expect(await lambda.invoke({})).toReturn('answered')
      await failed
      await sleep(1)
      close()
    })
    expect(fault?.message).toMatchInlineSnapshot(`
      "RangeError: in the background

      Work that 'orders' left behind when it answered failed like this, and no later invocation was there to report it: on Lambda the process ends. Await that work in the handler; { unobserved: 'off' } lets such errors pass."
    `)
    expect(fault?.stack).toMatch(/isolation-errors\.test\.ts:\d+:\d+/)
  })

  test('is not reported twice: a later invocation that hears of it is its report [ERR-9]', async () => {
    const fault = await attempt(async () => {
      const { lambda, failed, close } = await leavesFailingWork()
      await lambda.invoke({})
      await failed
      await sleep(1)
      expect(await lambda.invoke({ calm: true })).toFailWith('Runtime.ExitError')
      close()
    })
    expect(fault).toBeUndefined()
  })

  test('passes where unobserved is off', async () => {
    const fault = await attempt(async () => {
      const { lambda, failed, close } = await leavesFailingWork({ unobserved: 'off' })
      await lambda.invoke({})
      await failed
      await sleep(1)
      close()
    })
    expect(fault).toBeUndefined()
  })

  test('of nodejs22.x behind an answer that was posted already is told as well [ERR-6]', async () => {
    const fault = await attempt(async () => {
      const lambda = make(async () => void Promise.reject(new RangeError('behind the answer')), {
        runtime: 'nodejs22.x',
      })
      expect(await lambda.invoke({})).toReturn(null)
    })
    expect(fault?.message).toContain('RangeError: behind the answer')
  })
})
