// Invocations in flight together: they share one time and advance side by side, also when one awaits the other.

import { invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { httpServer, slowly } from './functions/server.js'

const quiet: LambdaConfig = { console: 'silent' }

const waits = withLambda(async ({ ms, log }: { ms: number; log?: string[] }) => {
  const before = Date.now()
  await sleep(ms)
  return { before, after: Date.now(), log }
}, quiet)

describe('invocations in flight together', () => {
  test('take together as long as the longest of them', async () => {
    const results = await Promise.all([300, 100, 200].map((ms) => invoke(waits, { ms })))
    const start = results[0]?.payload.before ?? 0
    expect(results.map(({ payload }) => [payload.before - start, payload.after - start])).toEqual([
      [0, 300],
      [0, 100],
      [0, 200],
    ])
    expect((await invoke(waits, { ms: 0 })).payload.before - start).toBe(300)
  })

  test('interleave as their timers fall due, not one after the other', async () => {
    const order: string[] = []
    const stepping = withLambda(async ({ name, ms }: { name: string; ms: number }) => {
      for (let i = 1; i <= 3; i++) {
        await sleep(ms)
        order.push(`${name} at ${i * ms}`)
      }
    })
    await Promise.all([invoke(stepping, { name: 'slow', ms: 100 }), invoke(stepping, { name: 'fast', ms: 40 })])
    expect(order).toEqual(['fast at 40', 'fast at 80', 'slow at 100', 'fast at 120', 'slow at 200', 'slow at 300'])
  })

  test('of different functions each have their own deadline', async () => {
    const [short, long] = [
      withLambda(async () => sleep(5000, 'short'), { timeout: 2 }),
      withLambda(async () => sleep(5000, 'long'), { timeout: 6 }),
    ]
    const [cut, answered] = await Promise.all([short.invoke(), long.invoke()])
    expect(cut).toTimeOut()
    expect(answered).toReturn('long')
    expect([cut.record.report.durationMs, answered.record.report.durationMs]).toEqual([2000, 5000])
  })

  test('fire what is due when the deadline of another has come in that very millisecond', async () => {
    const hangs = withLambda(async () => sleep(60_000), { ...quiet, timeout: 2 })
    const [cut, { record }] = await Promise.all([hangs.invoke(), invoke(waits, { ms: 2000 })])
    expect(cut).toTimeOut()
    expect([cut.record.report.durationMs, record.report.durationMs]).toEqual([2000, 2000])
  })

  test('may begin one after the other: a later one starts at the time the others have reached', async () => {
    const first = invoke(waits, { ms: 1000 })
    let second: typeof first | undefined
    const starter = withLambda(async () => {
      await sleep(400)
      second = invoke(waits, { ms: 100 })
    })
    await starter.invoke()
    const [one, two] = [(await first).payload, (await second)?.payload]
    expect([(two?.before ?? 0) - one.before, (two?.after ?? 0) - one.before]).toEqual([400, 500])
  })

  test('let real work of one pass while another only waits', async () => {
    const server = await httpServer((_request, response) => slowly(() => response.end('answer')))
    const fetches = withLambda(async () => fetch(server.url).then((response) => response.text()), {
      ...quiet,
      timeout: 30,
    })
    const [fetched, waited] = await Promise.all([fetches.invoke(), invoke(waits, { ms: 2900 })])
    server.close()
    expect(fetched).toReturn('answer')
    expect(waited.payload.after - waited.payload.before).toBe(2900)
  })

  test('are many, and none disturbs another', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => invoke(waits, { ms: index * 7 + 1 })))
    expect(results.map(({ payload }) => payload.after - payload.before)).toEqual(
      results.map((_, index) => index * 7 + 1),
    )
  })
})

describe('a function that awaits another function under test', () => {
  const callee = withLambda(async ({ ms }: { ms: number }) => sleep(ms, 'from the other'), { ...quiet, timeout: 60 })

  test('spends the time of the other', async () => {
    const caller = withLambda(async () => {
      const before = Date.now()
      const { payload } = await invoke(callee, { ms: 1200 })
      return [payload, Date.now() - before]
    }, quiet)
    const result = await caller.invoke()
    expect(result).toReturn(['from the other', 1200])
    expect(result.record.report.durationMs).toBe(1200)
  })

  test('can time out on it, at its own deadline, and is told what it waited for', async () => {
    const caller = withLambda(async () => invoke(callee, { ms: 10_000 }), { ...quiet, timeout: 2 })
    const result = await caller.invoke()
    expect(result).toTimeOut()
    expect(result.record.report.durationMs).toBe(2000)
    expect(result.record.waitingFor).toEqual(['the answer of another function under test'])
  })

  test('can give up on it by a timer of its own', async () => {
    const caller = withLambda(
      async () => Promise.race([invoke(callee, { ms: 2000 }).then(() => 'answered'), sleep(500, 'gave up')]),
      quiet,
    )
    expect(await caller.invoke()).toReturn('gave up')
  })

  test('pays for its cold start too', async () => {
    const slowStart = withLambda(() => import('./functions/lifecycle/init.js'), {
      ...quiet,
      environment: { DOES: 'sleep 700' },
    })
    const caller = withLambda(async () => {
      await invoke(slowStart, { sleepMs: 100 })
      await invoke(slowStart, { sleepMs: 100 })
    }, quiet)
    expect((await caller.invoke()).record.report.durationMs).toBe(900)
  })

  test('may call itself: that takes a second environment', async () => {
    const recursive = withLambda(async ({ depth }: { depth: number }): Promise<string[]> => {
      await sleep(10)
      if (depth === 0) return [process.env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? '']
      const { payload } = await invoke(recursive, { depth: depth - 1 })
      return [process.env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? '', ...(payload as string[])]
    }, quiet)
    const { payload, record } = await invoke(recursive, { depth: 3 })
    expect(new Set(payload).size).toBe(4)
    expect(record.report.durationMs).toBe(40)
  })

  test('sees the other fail as AWS reports it, and nothing of its environment', async () => {
    const failing = withLambda(async () => {
      process.env['MARK'] = 'theirs'
      throw new TypeError('in the other')
    }, quiet)
    const caller = withLambda(async () => {
      const { error } = await failing.invoke()
      return [error?.errorType, process.env['MARK'] ?? 'none']
    }, quiet)
    expect(await caller.invoke()).toReturn(['TypeError', 'none'])
  })

  test('that does not look at its failure fails the test', async () => {
    const { attempt } = await import('../vitest/worker/attempt.js')
    const fault = await attempt(async () => {
      const failing = withLambda(async () => {
        throw new TypeError('in the other')
      }, quiet)
      const caller = withLambda(async () => {
        await failing.invoke()
        return 'fine'
      }, quiet)
      expect(await caller.invoke()).toReturn('fine')
    })
    expect(fault?.message).toMatch(/^TypeError: in the other/)
  })
})
