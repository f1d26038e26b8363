import { describe, expect, test } from 'vitest'
import { StoppedError } from '../../../src/sandbox/stopped.js'
import { LambdaDisposedError } from '../../../src/vitest/worker/disposed.js'

const config = { functionName: 'orders', timeoutMs: 3_000 }
const running = { name: "the test 'places an order'", over: false, timedOutAfterMs: undefined }
const over = { ...running, over: true }

const words = { what: "an invocation of 'orders'", wait: 'await invoke(…)' }

describe('LambdaDisposedError', () => {
  test('says what an invocation was waiting for that was stopped in flight', () => {
    const reason = new StoppedError(['a timer of 1000 ms set at src/orders.ts:1:2', 'fetch http://127.0.0.1:1/'])
    const error = new LambdaDisposedError(config, over, { words, reason, lines: ['    at orders.test.ts:3:4'] })
    expect(error.stack).toBe(`LambdaDisposedError: ${error.message}\n    at orders.test.ts:3:4`)
    expect(error.message).toMatchInlineSnapshot(
      `
      "an invocation of 'orders' was still under way when the test 'places an order' ended. It was waiting for a timer of 1000 ms set at src/orders.ts:1:2, fetch http://127.0.0.1:1/.

      Nothing had awaited it to its end by then: await invoke(…)."
    `,
    )
  })

  test('says no more of what had nothing under way, or has no name', () => {
    const cut = { words: undefined, reason: new StoppedError([]), lines: [] }
    expect(new LambdaDisposedError(config, running, cut).message).toMatchInlineSnapshot(`
      "a call of 'orders' was still under way when it was disposed by hand in the test 'places an order'.

      Nothing had awaited it to its end by then: await it."
    `)
  })

  const stoppedAfter = (timedOutAfterMs: number): string =>
    new LambdaDisposedError(
      config,
      { ...over, timedOutAfterMs },
      { words, reason: new StoppedError(['fetch http://127.0.0.1:1/']), lines: [] },
    ).message

  test('names both timeouts when the test gave up before the function could, and what to do', () => {
    expect(stoppedAfter(500)).toMatchInlineSnapshot(
      `
      "an invocation of 'orders' was still under way when the test 'places an order' ended. It was waiting for fetch http://127.0.0.1:1/.

      The test gave up first: the test 'places an order' has a timeout of 500 ms, the function one of 3 s. Give the function a shorter one, withLambda(…, { timeout }), or the test a longer one, test(…, { timeout }, …), or mock what the function waits for."
    `,
    )
  })

  test('names both timeouts when the function’s is the shorter one', () => {
    expect(stoppedAfter(5_000)).toMatchInlineSnapshot(
      `
      "an invocation of 'orders' was still under way when the test 'places an order' ended. It was waiting for fetch http://127.0.0.1:1/.

      Both count: the test 'places an order' has a timeout of 5 s, the function one of 3 s, for each invocation."
    `,
    )
  })

  test('says where the environments have gone when the invocation comes too late', () => {
    const error = new LambdaDisposedError(config, over)
    expect(error.stack).toMatch(/disposed\.test\.ts:\d+:\d+/)
    expect(error.message).toMatchInlineSnapshot(
      `"'orders' was disposed: its environments ended with the test 'places an order'. Invoke it before that, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }."`,
    )
  })

  test('says that the lambda was disposed by hand while its test goes on', () => {
    expect(new LambdaDisposedError(config, running).message).toMatchInlineSnapshot(
      `"'orders' was disposed by hand, with await using or [Symbol.asyncDispose](): its environments are gone. Make a new one."`,
    )
  })

  test('has a name to be recognised by', () => {
    expect(new LambdaDisposedError(config, running).name).toBe('LambdaDisposedError')
  })
})
