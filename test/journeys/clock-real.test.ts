// clock: 'real': the function's time is the machine's, and only what it spends frozen is made up.

import { type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { hostTime } from '../../src/effects/host-time.js'

const real: LambdaConfig = { clock: 'real', console: 'silent' }

interface Context {
  getRemainingTimeInMillis(): number
}

function block(ms: number): void {
  const until = hostTime.monotonic() + ms
  while (hostTime.monotonic() < until);
}

const measure = withLambda(
  async ({ waitMs = 0, blockMs = 0 }: { waitMs?: number; blockMs?: number }, context: Context) => {
    const [before, remaining] = [Date.now(), context.getRemainingTimeInMillis()]
    block(blockMs)
    await sleep(waitMs)
    return { before, passed: Date.now() - before, remaining }
  },
  real,
)

describe('a function on the real clock', () => {
  test('waits as long as it says', async () => {
    const before = hostTime.monotonic()
    const { payload, record } = await measure.invoke({ waitMs: 30 })
    expect(hostTime.monotonic() - before).toBeGreaterThanOrEqual(29)
    expect(payload.passed).toBeGreaterThanOrEqual(29)
    expect(record.report.durationMs).toBeGreaterThanOrEqual(29)
    expect(record.report.durationMs).toBeLessThan(2000)
  })

  test('pays for its CPU work', async () => {
    const { payload, record } = await measure.invoke({ blockMs: 40 })
    expect(payload.passed).toBeGreaterThanOrEqual(39)
    expect(record.report.durationMs).toBeGreaterThanOrEqual(39)
  })

  test('has its whole timeout in every invocation, whatever the test did in between', async () => {
    await measure.invoke({})
    block(200)
    const { payload, record } = await measure.invoke({})
    expect(payload.remaining).toBeGreaterThan(2800)
    expect(payload.remaining).toBeLessThanOrEqual(3000)
    expect(record.report.durationMs).toBeLessThan(200)
  })

  test('is told the time that is left in whole milliseconds, and never more than there is [CTX-4]', async () => {
    const lambda = withLambda(async (_event: unknown, context: Context) => context.getRemainingTimeInMillis(), real)
    for (let i = 0; i < 5; i++) {
      await lambda.recycle()
      const { payload } = await lambda.invoke({})
      expect(Number.isInteger(payload)).toBe(true)
      expect(payload).toBeLessThanOrEqual(3000)
    }
  })

  test('times out in real time', async () => {
    const before = hostTime.monotonic()
    const result = await measure.invoke({ waitMs: 60_000 }, { remainingTimeInMillis: 40 })
    expect(hostTime.monotonic() - before).toBeGreaterThanOrEqual(39)
    expect(result).toTimeOut()
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(40)
  })

  test('finds the time it was idle on its clock, without waiting for it [FRZ-4]', async () => {
    const before = (await measure.invoke({})).payload.before
    await measure.idle('10m')
    const after = (await measure.invoke({})).payload.before
    expect(after - before).toBeGreaterThanOrEqual(600_000)
    expect(after - before).toBeLessThan(610_000)
  })

  test('has what is left over frozen, and run at thaw [FRZ-1, FRZ-5]', async () => {
    const lambda = withLambda(async ({ leave = false }: { leave?: boolean }) => {
      if (leave) setTimeout(() => console.log('left over'), 5)
      return 'answered'
    }, real)
    const first = await lambda.invoke({ leave: true })
    await new Promise((resolve) => hostTime.setTimeout(resolve, 15))
    expect(first).not.toHaveLogged('left over')
    await lambda.idle('1m')
    expect(await lambda.invoke({})).toHaveLogged('left over')
  })

  test('shares the timeline of the test with functions on the fake clock', async () => {
    const fake = withLambda(async ({ ms }: { ms: number }) => {
      await sleep(ms)
      return Date.now()
    })
    const start = (await fake.invoke({ ms: 60 })).payload
    const { before } = (await measure.invoke({ waitMs: 20 })).payload
    const end = (await fake.invoke({ ms: 0 })).payload
    expect(before).toBeGreaterThanOrEqual(start)
    expect(before - start).toBeLessThan(1000)
    expect(end - before).toBeGreaterThanOrEqual(19)
    expect(end - before).toBeLessThan(2000)
  })

  test('is not cut short when nothing seems left to wait for: native work that nobody sees may still come', async () => {
    const result = await withLambda(async () => new Promise(() => {}), real).invoke({}, { remainingTimeInMillis: 40 })
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual(['a promise that nothing is left to settle'])
  })
})
