// What a failing assertion says of a cause that the function's own error does not name, word for word.

import { type InvocationResult, type InvokeOptions, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { failure } from '../matchers/result.js'

type Name = keyof typeof import('./functions/causes/track.js')

function track(handler: Name, options?: InvokeOptions): Promise<InvocationResult> {
  const load = (): Promise<unknown> => import('./functions/causes/track.js')
  return withLambda(load, { console: 'silent', handler }).invoke({}, options)
}

/** The message of an assertion that fails. */
function told(result: InvocationResult, ...expected: readonly unknown[]): string {
  const { message } = failure(() => expect(result).toReturn(...(expected as [])))
  return message.replaceAll(process.cwd(), '<root>')
}

describe('a blocked connection', () => {
  test('is told with its line and what to do, where a client wraps its error', async () => {
    const result = await track('wraps')
    expect(told(result)).toMatchInlineSnapshot(`
      "expected the function to return, but it failed with Error: cannot track

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
                    blocked api.example.com:443 (test/journeys/functions/causes/track.ts:32:9)
          +0 ms     failed: Error: cannot track
                    | at <root>/test/journeys/functions/causes/track.ts:7:11
                    | at BufferedInvokeProcessor.wraps [as handler] (<root>/test/journeys/functions/causes/track.ts:6:3)
        caused by TypeError: fetch failed
        api.example.com:443 was blocked: a function under test reaches nothing but this machine; mock the client (vi.mock, msw, aws-sdk-client-mock; in a thread by its setup), or pass network: 'open' to reach it"
    `)
    expect(result.record.connections.blocked).toEqual([
      {
        target: 'api.example.com:443',
        at: expect.stringMatching(/causes\/track\.ts:\d+:\d+$/) as unknown,
        invocation: 1,
      },
    ])
  })

  test('is told where the function catches its error, once for all attempts', async () => {
    expect(told(await track('catches'), { statusCode: 200 })).toMatchInlineSnapshot(`
      "expected the function to return {"statusCode": 200}, but it returned {"statusCode": 502}

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
                    blocked api.example.com:443 (test/journeys/functions/causes/track.ts:32:9), 3 times
          +0 ms     answered
        api.example.com:443 was blocked: a function under test reaches nothing but this machine; mock the client (vi.mock, msw, aws-sdk-client-mock; in a thread by its setup), or pass network: 'open' to reach it"
    `)
  })

  test('is told by its own error, where that is what the function fails with', async () => {
    expect(told(await track('connects'))).toMatchInlineSnapshot(`
      "expected the function to return, but it failed with Error: connect ENETUNREACH api.example.com:443: blocked, because a function under test reaches nothing but this machine. Mock the client (vi.mock, aws-sdk-client-mock, msw, nock; in a thread by its setup), point it at a server on localhost, or allow connections with withLambda(code, { network: 'open' }).

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
                    blocked api.example.com:443 (test/journeys/functions/causes/track.ts:32:9)
          +0 ms     failed: Error: connect ENETUNREACH api.example.com:443: blocked, because a function under test reaches nothing but this machine…"
    `)
  })

  test('of Init is told in the invocation that Init was for', async () => {
    const lambda = withLambda(() => import('./functions/causes/early.js'), { console: 'silent' })
    const { record } = await lambda.invoke({})
    expect(record.connections.blocked).toMatchObject([{ target: '192.0.2.1:80' }])
    expect(record.connections.blocked[0]).not.toHaveProperty('invocation')
  })
})

describe('a timeout', () => {
  test('of a loop that reads the clock is told as that, with its line', async () => {
    const result = await track('computes')
    expect(told(result)).toMatchInlineSnapshot(`
      "expected the function to return, but it timed out after 3 s

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
          +3 s      timed out, waiting for nothing: it kept computing and reading the clock (test/journeys/functions/causes/track.ts:23:18)"
    `)
  })

  test('of a loop that reads files is told by the file', async () => {
    const result = await track('reads', { remainingTimeInMillis: 50 })
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([expect.stringMatching(/^work on \/tmp\/seen \(.*\/track\.ts:28:\d+\)$/)])
  })
})

describe('a promise that the test settles late', () => {
  const awaiting = (promise: Promise<void>, config: LambdaConfig = {}) =>
    withLambda(async () => void (await promise), { console: 'silent', ...config }).invoke({})

  test('ends the process, and is told with what to do', async () => {
    const { promise } = Promise.withResolvers<void>()
    expect(told(await awaiting(promise))).toMatchInlineSnapshot(`
      "expected the function to return, but it ended its process: Runtime exited without providing a reason

      What happened in invocation 1 of its environment (new, but its code was evaluated before, by the test file):
        init    0 ms
        invoke
          +0 ms     the process ended: Runtime exited without providing a reason, waiting for a promise that nothing is left to settle (should the test settle it later: pass { clock: 'real' })"
    `)
  })

  test('is waited for by real time, as is told', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, 30)
    expect(await awaiting(promise, { clock: 'real' })).toReturn(null)
  })
})

describe('code that cannot be loaded', () => {
  test('for an export that is not there is told with those that are', async () => {
    expect(told(await track('wrap' as Name))).toMatchInlineSnapshot(`
      "expected the function to return, but it failed with Runtime.HandlerNotFound: index.wrap is undefined or not exported

      What happened in invocation 1 of its environment (cold start):
        init    0 ms, failed
        init    0 ms, failed
        invoke
          +0 ms     failed: Runtime.HandlerNotFound: index.wrap is undefined or not exported
        the functions that the module exports are wraps, catches, connects, computes, reads: did you mean 'wraps'?"
    `)
  })

  test('for an export of a handler string that is not there, as well', async () => {
    const result = await withLambda('test/journeys/functions/causes/track.connect', { console: 'silent' }).invoke({})
    expect(result).toFailWith('Runtime.HandlerNotFound')
    expect(result.record.guide).toBe(
      "the functions that the module exports are wraps, catches, connects, computes, reads: did you mean 'connects'?",
    )
  })

  test('for a file that is not there is told with what was tried, and the nearest', async () => {
    const result = await withLambda('test/journeys/functions/causes/trak.wraps', { console: 'silent' }).invoke({})
    expect(told(result)).toMatchInlineSnapshot(`
      "expected the function to return, but it failed with Runtime.ImportModuleError: Error: Cannot find module 'trak' Require stack: - /var/runtime/index.mjs

      What happened in invocation 1 of its environment (cold start):
        init    0 ms, failed
        init    0 ms, failed
        invoke
          +0 ms     failed: Runtime.ImportModuleError: Error: Cannot find module 'trak' Require stack: - /var/runtime/index.mjs
        there is no 'test/journeys/functions/causes/trak' in <root>, with .js, an extension that Vite's resolve.extensions has, .cjs or .cts, and no alias or package of that name; did you mean 'test/journeys/functions/causes/track'?"
    `)
  })
})
