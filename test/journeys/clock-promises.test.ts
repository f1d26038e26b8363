// A promise that only the test can settle: how long a function waits for it, and what to do where that is too short.

import { setTimeout as sleep } from 'node:timers/promises'
import { handler, withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'
import { hostTime } from '../../src/effects/host-time.js'

function waitsFor(promise: Promise<string>): () => Promise<string> {
  return async () => promise
}

describe('a function that awaits a promise of the test', () => {
  test('is answered when the test settles it before, or in the next turns', async () => {
    expect(await withLambda(handler(waitsFor(Promise.resolve('before'))), { console: 'silent' }).invoke()).toReturn(
      'before',
    )
    const { promise, resolve } = Promise.withResolvers<string>()
    const running = withLambda(handler(waitsFor(promise)), { console: 'silent' }).invoke()
    for (let turn = 0; turn < 3; turn++) await new Promise((next) => hostTime.setImmediate(() => next(undefined)))
    resolve('in time')
    const result = await running
    expect(result).toReturn('in time')
    expect(result.record.report.durationMs).toBe(0)
  })

  test('ends as on Lambda when that comes late: nothing is left that could settle it [HND-14]', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const result = await withLambda(handler(waitsFor(promise)), { console: 'silent' }).invoke()
    resolve('late')
    expect(result).toFailWith('Runtime.ExitError')
    expect(result.record.waitingFor).toEqual([
      "a promise that nothing is left to settle (should the test settle it later: pass { clock: 'real' })",
    ])
  })

  test('may wait for as long as it likes when a mock waits inside of it, in no real time', async () => {
    const ask = vi.fn(async () => sleep(2000, 'answer'))
    const result = await withLambda(handler(async () => ask())).invoke()
    expect(result).toReturn('answer')
    expect(result.record.report.durationMs).toBe(2000)
  })

  test("waits for the test with clock: 'real', until its timeout", async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const lambda = withLambda(handler(waitsFor(promise)), { clock: 'real' })
    hostTime.setTimeout(() => resolve('late'), 40)
    expect(await lambda.invoke()).toReturn('late')
  })
})
