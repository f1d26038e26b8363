// Which environments a test has, and when they end: at module, describe and test scope, retried, repeated, in fixtures.

import {
  advance,
  handler,
  invoke,
  type InvocationResult,
  type Lambda,
  LambdaDisposedError,
  withLambda,
} from 'vitest-lambda'
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { attempt } from '../vitest/worker/attempt.js'
import { httpServer } from './functions/server.js'

const counter = withLambda(() => import('./functions/lifecycle/counter.js'), { console: 'silent' })

describe('a lambda at module scope', () => {
  test.each([1, 2, 3])('has environments of its own in each test (%i)', async () => {
    expect([...counter.environments]).toEqual([])
    expect(await invoke(counter, {})).toReturn(1)
    expect(await invoke(counter, {})).toReturn(2)
  })

  test('is refused outside of a test, with what to do', async () => {
    await expect(outsideOfTests).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: invoke() was called outside of a test: environments belong to the running test. Call it inside test(…), a beforeEach or a fixture; for one set of environments per file or describe, also usable in beforeAll, make the lambda with { lifetime: 'suite' }.]`,
    )
  })
})

const outsideOfTests = counter.invoke({})
outsideOfTests.catch(() => {})

describe('a lambda in a describe', () => {
  const local = withLambda(() => import('./functions/lifecycle/counter.js'), { console: 'silent' })

  beforeEach(async () => {
    expect(await invoke(local, {})).toReturn(1)
  })

  afterEach(async () => {
    expect(await invoke(local, {})).toReturn(3)
  })

  test.each([1, 2])('shares its environments with the hooks around the test (%i)', async () => {
    expect(await invoke(local, {})).toReturn(2)
  })
})

describe('a lambda made in a test', () => {
  let kept: Lambda<{ n?: number }, number> | undefined
  let unused: Lambda<{ n?: number }, number> | undefined

  describe('ends with it', { shuffle: false }, () => {
    test('and lives until then', async () => {
      let count = 0
      kept = withLambda(handler(async (_event: { n?: number }) => ++count))
      unused = withLambda(handler(async (_event: { n?: number }) => 1))
      expect(await kept.invoke({})).toReturn(1)
      expect([...kept.environments]).toHaveLength(1)
    })

    test('so that the next test cannot use it, nor one that was never used', async () => {
      expect([...(kept?.environments ?? [])]).toEqual([])
      await expect(kept?.invoke({})).rejects.toThrowErrorMatchingInlineSnapshot(
        `[LambdaDisposedError: 'function' was disposed: its environments ended with the test 'and lives until then'. Invoke it before that, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.]`,
      )
      await expect(kept?.invoke({})).rejects.toBeInstanceOf(LambdaDisposedError)
      await expect(unused?.invoke({})).rejects.toThrowErrorMatchingInlineSnapshot(
        `[Error: invoke(): the test 'and lives until then' is over, and its environments are gone with it. Await it within that test, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.]`,
      )
      await expect(kept?.idle('1s')).rejects.toBeInstanceOf(LambdaDisposedError)
      await expect(kept?.recycle()).rejects.toBeInstanceOf(LambdaDisposedError)
      await expect(kept?.update({})).rejects.toBeInstanceOf(LambdaDisposedError)
    })
  })
})

describe('a retried test', () => {
  let attempts = 0

  test('starts cold in each attempt', { retry: 2 }, async () => {
    expect(await invoke(counter, {})).toReturn(1)
    expect(++attempts).toBe(2)
  })

  test('starts cold in each repetition', { repeats: 2 }, async () => {
    expect(await invoke(counter, {})).toReturn(1)
  })
})

describe.concurrent('concurrent tests', () => {
  test.for([1, 2, 3, 4, 5])('each have their own environments, and their own time (%i)', async (n) => {
    const clock = withLambda(async () => Date.now())
    const started = (await clock.invoke()).payload
    expect(await invoke(counter, { sleepMs: 10 * n })).toReturn(1)
    await new Promise((resolve) => setImmediate(resolve))
    advance(`${n}s`)
    expect(await invoke(counter, {})).toReturn(2)
    expect([...counter.environments]).toHaveLength(1)
    expect((await clock.invoke()).payload - started).toBe(10 * n + 1000 * n)
  })
})

describe('a fixture', () => {
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are needed
  const withFixture = test.extend('lambda', async ({}, { onCleanup }) => {
    let count = 0
    const lambda = withLambda(handler(async (_event: { n?: number }) => ++count))
    onCleanup(async () => expect(await lambda.invoke({})).toReturn(2))
    return lambda
  })

  withFixture('can make a lambda, which lives until the fixture is cleaned up', async ({ lambda }) => {
    expect(await lambda.invoke({})).toReturn(1)
  })
})

describe('an automatic fixture', () => {
  const automatic = test.extend<{ counted: undefined }>({
    counted: [
      // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are needed
      async ({}, use) => {
        expect(await invoke(counter, {})).toReturn(1)
        await use(undefined)
        expect(await invoke(counter, {})).toReturn(4)
      },
      { auto: true },
    ],
  })

  automatic.beforeEach(async () => {
    expect(await invoke(counter, {})).toReturn(2)
  })

  automatic('belongs to the test as hooks do, from its setup to its cleanup', async () => {
    expect(await invoke(counter, {})).toReturn(3)
  })

  automatic.concurrent.for([1, 2])('belongs to its own one of concurrent tests (%i)', async () => {
    expect(await invoke(counter, {})).toReturn(3)
  })
})

describe('await using', () => {
  test('ends a lambda with its block', async () => {
    let kept: Lambda<unknown, string> | undefined
    {
      await using lambda = withLambda(async (_event: unknown) => 'answered')
      kept = lambda
      expect(await lambda.invoke()).toReturn('answered')
    }
    expect([...kept.environments]).toEqual([])
    await expect(kept.invoke()).rejects.toBeInstanceOf(LambdaDisposedError)
  })

  test('can be done twice, and of what was never used', async () => {
    const lambda = withLambda(async () => 'answered', { functionName: 'orders' })
    await lambda[Symbol.asyncDispose]()
    expect(await lambda.invoke()).toReturn('answered')
    await lambda[Symbol.asyncDispose]()
    await lambda[Symbol.asyncDispose]()
    await expect(lambda.invoke()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[LambdaDisposedError: 'orders' was disposed by hand, with await using or [Symbol.asyncDispose](): its environments are gone. Make a new one.]`,
    )
  })
})

describe('the end of a test', () => {
  test('stops what is in flight: its promise rejects, and nobody needs to handle that once it was awaited', async () => {
    let asked = (): void => {}
    const question = new Promise<void>((resolve) => (asked = resolve))
    const server = await httpServer(() => asked())
    const inFlight: Promise<unknown>[] = []
    const fault = await attempt(async () => {
      const waits = withLambda(async () => fetch(server.url), { functionName: 'orders', console: 'silent' })
      inFlight.push(waits.invoke())
      await Promise.race([question, inFlight[0]])
    })
    server.close()
    expect(fault).toBeUndefined()
    await expect(inFlight[0]).rejects.toBeInstanceOf(LambdaDisposedError)
    await expect(inFlight[0]).rejects.toThrow(
      /^an invocation of 'orders' was still under way when the test 'orders' ended\. It was waiting for fetch http:\/\/127\.0\.0\.1:\d+\/ \(test\/journeys\/scopes\.test\.ts:\d+:\d+\)\.\n\nNothing had awaited it to its end by then: await invoke/,
    )
  })

  test('stops an Init in flight', async () => {
    let inFlight: Promise<unknown> | undefined
    await attempt(() => {
      const slow = withLambda(() => import('./functions/lifecycle/init.js'), {
        environment: { DOES: 'sleep 9000' },
        console: 'silent',
      })
      inFlight = slow.invoke({})
    })
    await expect(inFlight).rejects.toBeInstanceOf(LambdaDisposedError)
  })

  test('stops an invocation whose leftover work is still running first', async () => {
    let entered = 0
    let inFlight: Promise<unknown> | undefined
    await attempt(async () => {
      const leaves = withLambda(async () => {
        entered++
        setTimeout(() => {}, 10)
      })
      await leaves.invoke()
      await leaves.idle('1s')
      inFlight = leaves.invoke()
    })
    await expect(inFlight).rejects.toBeInstanceOf(LambdaDisposedError)
    expect(entered).toBe(1)
  })

  test('runs nothing that a function left behind, and no code of it any more [LIF-9]', async () => {
    const heard: string[] = []
    await attempt(async () => {
      const leaves = withLambda(async () => {
        process.on('exit', () => heard.push('exit'))
        process.on('SIGTERM', () => heard.push('SIGTERM'))
        setTimeout(() => heard.push('timer'), 1)
        setInterval(() => heard.push('interval'), 1)
      })
      await leaves.invoke()
    })
    await sleep(10)
    expect(heard).toEqual([])
  })

  test('takes no time that a function could make long', async () => {
    const before = performance.now()
    await attempt(async () => {
      const stubborn = withLambda(async () => {
        setInterval(() => {}, 1)
        process.on('exit', () => {
          throw new Error('no')
        })
        await new Promise(() => {})
      })
      void stubborn.invoke()
      await new Promise((resolve) => setImmediate(resolve))
    })
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('is told to a call that comes too late, of a lambda at module scope too', async () => {
    let late: (() => Promise<InvocationResult>) | undefined
    await attempt(() => {
      late = AsyncLocalStorage.bind(() => counter.invoke({}))
    })
    await expect(late?.()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: invoke(): the test 'orders' is over, and its environments are gone with it. Await it within that test, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.]`,
    )
  })
})
