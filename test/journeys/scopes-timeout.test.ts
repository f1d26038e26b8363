// A test that times out before its function does.

import { invoke, LambdaDisposedError, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpServer, type RunningServer } from './functions/server.js'

let server: RunningServer

beforeAll(async () => {
  server = await httpServer(() => {})
})

afterAll(() => server.close())

describe('a test with a timeout shorter than the function', { shuffle: false }, () => {
  const waits = withLambda(
    async ({ url }: { url?: string }) => (url === undefined ? 'free' : fetch(url).then(() => 'answered')),
    {
      console: 'silent',
      timeout: 60,
    },
  )
  let inFlight: Promise<unknown> | undefined

  // It has to fail: the tests after it look at what becomes of its environments. Long enough that the connection is there, also on a busy machine.
  test.fails('times out', { timeout: 400 }, async () => {
    inFlight = invoke(waits, { url: server.url })
    await inFlight
  })

  test('has its invocation stopped, which says what it was waiting for', async () => {
    await expect(inFlight).rejects.toBeInstanceOf(LambdaDisposedError)
    await expect(inFlight).rejects.toThrow(
      /It was waiting for fetch http:\/\/127\.0\.0\.1:\d+\/ \(test\/journeys\/scopes-timeout\.test\.ts:\d+:\d+\)\.\n\nThe test gave up first: the test 'times out' has a timeout of 400 ms, the function one of 1 min\. /,
    )
  })

  test('leaves nothing to the next test', async () => {
    expect([...waits.environments]).toEqual([])
    expect(await invoke(waits, {})).toReturn('free')
    expect((await invoke(waits, {})).record.invocationIndex).toBe(2)
  })
})
