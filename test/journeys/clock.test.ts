// Time as a function sees it: waiting costs no time of the test, and nothing that only waits can hang it.

import { advance, invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { scheduler, setImmediate as turn, setInterval as every, setTimeout as sleep } from 'node:timers/promises'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { hostTime } from '../../src/effects/host-time.js'

interface Context {
  getRemainingTimeInMillis(): number
}

const quiet: LambdaConfig = { console: 'silent' }

/** Real milliseconds that `run` takes. */
async function realTime(run: () => Promise<unknown>): Promise<number> {
  const before = hostTime.monotonic()
  await run()
  return hostTime.monotonic() - before
}

afterEach(() => vi.useRealTimers())

describe('a wait', () => {
  test('of fourteen minutes takes milliseconds and counts in full', async () => {
    const lambda = withLambda(
      async () => {
        const before = Date.now()
        await sleep(14 * 60_000)
        return Date.now() - before
      },
      { timeout: 900 },
    )
    const took = await realTime(async () => {
      const result = await lambda.invoke()
      expect(result).toReturn(840_000)
      expect(result.record.report.durationMs).toBe(840_000)
    })
    expect(took).toBeLessThan(1000)
  })

  test('passes on every clock alike: Date, performance.now, hrtime, uptime', async () => {
    const lambda = withLambda(async () => {
      const read = (): number[] => [
        Date.now(),
        performance.now(),
        Number(process.hrtime.bigint() / 1_000_000n),
        process.uptime() * 1000,
      ]
      const before = read()
      await sleep(1500)
      return read().map((at, clock) => Math.round(at - (before[clock] ?? 0)))
    })
    expect(await lambda.invoke()).toReturn([1500, 1500, 1500, 1500])
  })

  test('of any kind passes: timers, intervals, promises, AbortSignal.timeout, scheduler.wait', async () => {
    const lambda = withLambda(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      await scheduler.wait(100)
      for await (const _ of every(50)) if (Date.now() % 1 === 0) break
      const { signal } = { signal: AbortSignal.timeout(100) }
      const alive = setInterval(() => {}, 1000)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      clearInterval(alive)
    })
    expect((await lambda.invoke()).record.report.durationMs).toBe(350)
  })

  test('beyond the timeout ends the invocation at the configured second [ERR-12]', async () => {
    const result = await withLambda(async () => sleep(60_000), { timeout: 7 }).invoke()
    expect(result).toTimeOut()
    expect(result.error?.errorMessage).toMatch(/Task timed out after 7\.00 seconds$/)
    expect(result.record.report.durationMs).toBe(7000)
  })

  test('that ends just within the timeout is no timeout, one that ends with it is [LOG-5]', async () => {
    const lambda = withLambda(async ({ ms }: { ms: number }) => sleep(ms, 'in time'), quiet)
    expect(await invoke(lambda, { ms: 2999 })).toReturn('in time')
    expect(await invoke(lambda, { ms: 3000 })).toTimeOut()
  })
})

describe('a loop', () => {
  test('that only reads the clock ends when the time has come', async () => {
    const lambda = withLambda(async () => {
      const until = Date.now() + 2000
      while (Date.now() < until);
      return Date.now() - until
    })
    const result = await lambda.invoke()
    expect(result.payload).toBeLessThanOrEqual(1)
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(2000)
  })

  test('that stamps sixty thousand records is no wait', async () => {
    const lambda = withLambda(async () => {
      const records = Array.from({ length: 60_000 }, (_, id) => ({ id, at: Date.now() }))
      return records.length
    }, quiet)
    const result = await lambda.invoke()
    expect(result).toReturn(60_000)
    expect(result.record.report.durationMs).toBeLessThan(200)
  })

  test('that looks at the time left for each of sixty thousand records goes through all of them', async () => {
    const lambda = withLambda(async (_event: unknown, context: Context) => {
      let done = 0
      while (done < 60_000 && context.getRemainingTimeInMillis() > 500) done++
      return done
    }, quiet)
    expect(await lambda.invoke({})).toReturn(60_000)
  })

  test('that reads it sixty times takes no time, however many warm invocations have done so before', async () => {
    const lambda = withLambda(async () => {
      for (let i = 0; i < 60; i++) Date.now()
    }, quiet)
    for (let i = 0; i < 20; i++) expect((await lambda.invoke()).record.report.durationMs).toBe(0)
  })

  test('that only reads the clock for ever times out, and what catches its end is not heard any more', async () => {
    const lambda = withLambda(async () => {
      try {
        while (performance.now() > -1);
      } catch {
        console.log('caught')
      }
      return 'answered'
    }, quiet)
    const result = await lambda.invoke()
    expect(result).toTimeOut()
    expect(result).not.toHaveLogged('caught')
    expect(result.record.report.durationMs).toBe(3000)
  })

  test('that pages while there is time left ends, though every page resolves at once', async () => {
    const page = vi.fn(async () => ({ items: [1] }))
    const lambda = withLambda(async (_event: unknown, context: Context) => {
      let pages = 0
      while (context.getRemainingTimeInMillis() > 500) {
        await page()
        pages++
      }
      return pages > 0
    })
    const result = await lambda.invoke()
    expect(result).toReturn(true)
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(2499)
  })

  test('that pages with a wait in between sees time pass by the wait alone', async () => {
    const lambda = withLambda(async (_event: unknown, context: Context) => {
      let pages = 0
      while (context.getRemainingTimeInMillis() > 1000) {
        await sleep(100)
        pages++
      }
      return pages
    })
    expect(await lambda.invoke()).toReturn(20)
  })

  test('of immediates lets timers fire, and ends', async () => {
    const lambda = withLambda(async () => {
      const seen = { done: false }
      setTimeout(() => (seen.done = true), 30)
      while (!seen.done) await turn()
      return 'done'
    })
    expect(await lambda.invoke()).toReturn('done')
  })

  test('over a few thousand immediates costs less time than they really take', async () => {
    const lambda = withLambda(async () => {
      for (let i = 0; i < 500; i++) await turn()
    })
    expect((await lambda.invoke()).record.report.durationMs).toBe(0)
  })
})

describe('CPU work', () => {
  test('costs no time, however long it takes', async () => {
    const lambda = withLambda(async () => {
      const until = hostTime.monotonic() + 30
      while (hostTime.monotonic() < until);
      return Date.now()
    })
    const result = await lambda.invoke()
    expect(result.record.report.durationMs).toBe(0)
    expect(result.record.report.cpuMs).toBeGreaterThanOrEqual(25)
  })
})

describe('the timeline', () => {
  test('starts at the test’s own time, so vi.setSystemTime counts', async () => {
    vi.setSystemTime('2030-05-05T05:05:05.000Z')
    const lambda = withLambda(async () => new Date().toISOString())
    expect(await lambda.invoke()).toReturn('2030-05-05T05:05:05.000Z')
    await lambda.idle('1h')
    expect(await lambda.invoke()).toReturn('2030-05-05T06:05:05.000Z')
  })

  test('is one for all functions of the test, and advance() moves it for all', async () => {
    vi.setSystemTime('2030-01-01T00:00:00.000Z')
    const [one, two] = [withLambda(async () => Date.now()), withLambda(async () => sleep(1000).then(() => Date.now()))]
    const before = (await two.invoke()).payload as number
    expect((await one.invoke()).payload).toBe(before)
    advance('10m')
    expect((await one.invoke()).payload).toBe(before + 600_000)
    expect((await two.invoke()).payload).toBe(before + 601_000)
  })

  test('does not go on while the test does something else', async () => {
    const lambda = withLambda(async () => Date.now())
    const first = (await lambda.invoke()).payload as number
    await new Promise((resolve) => hostTime.setTimeout(resolve, 20))
    expect((await lambda.invoke()).payload).toBe(first)
  })

  test('cannot be advanced while an invocation is in flight', async () => {
    const lambda = withLambda(async () => sleep(10))
    const running = lambda.invoke()
    expect(() => advance('1s')).toThrowErrorMatchingInlineSnapshot(
      `[Error: advance() moves time while every environment is frozen, but an invocation is in flight: await it first. Inside a function, time passes when the function waits.]`,
    )
    await running
    expect(() => advance(-1)).toThrow(/advance\(\)/)
    advance('1s')
  })
})

describe('the test’s own clock', () => {
  test('is not moved by what a function waits', async () => {
    const before = Date.now()
    await withLambda(async () => sleep(600_000), { timeout: 900 }).invoke()
    expect(Date.now() - before).toBeLessThan(60_000)
  })

  test('fires none of the test’s timers because a function waits', async () => {
    const fired = vi.fn()
    const timer = setTimeout(fired, 60_000)
    await withLambda(async () => sleep(600_000), { timeout: 900 }).invoke()
    expect(fired).not.toHaveBeenCalled()
    clearTimeout(timer)
  })

  test('faked by vi.useFakeTimers neither drives a function nor is driven by it', async () => {
    vi.useFakeTimers({ now: 1_000_000 })
    const callback = vi.fn()
    setTimeout(callback, 1000)
    const lambda = withLambda(async () => {
      const before = Date.now()
      await sleep(2000)
      return [before, Date.now()]
    })
    expect(await lambda.invoke()).toReturn([1_000_000, 1_002_000])
    expect(callback).not.toHaveBeenCalled()
    expect(Date.now()).toBe(1_000_000)
    await vi.advanceTimersByTimeAsync(1000)
    expect(callback).toHaveBeenCalledOnce()
    expect(await lambda.invoke()).toReturn([1_002_000, 1_004_000])
  })

  test('is what a timer set by the test inside a mock runs on the function’s time', async () => {
    const slow = vi.fn(() => new Promise((resolve) => setTimeout(() => resolve('answer'), 2000)))
    const result = await withLambda(async () => slow()).invoke()
    expect(result).toReturn('answer')
    expect(result.record.report.durationMs).toBe(2000)
  })
})

describe('an invocation that times out', () => {
  test.each<[string, () => Promise<unknown>, string | RegExp]>([
    ['a timer', () => sleep(10_000), /^a timer of 10000 ms set at .*clock\.test\.ts:\d+:\d+$/],
    [
      'an interval',
      () => {
        setInterval(() => {}, 500)
        return new Promise(() => {})
      },
      /^an interval of 500 ms set at .*clock\.test\.ts:\d+:\d+$/,
    ],
  ])('is told that it waited for %s', async (_what, wait, expected) => {
    const result = await withLambda(async () => wait(), quiet).invoke()
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([expect.stringMatching(expected)])
  })

  test('because the loop stays alive is told what keeps it so, not what the promise would need', async () => {
    const lambda = withLambda(async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      await new Promise(() => {})
    }, quiet)
    const result = await lambda.invoke()
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([expect.stringMatching(/^server on 127\.0\.0\.1:\d+$/)])
  })

  test('says so in the failure message of a matcher', async () => {
    const result = await withLambda(async () => sleep(10_000), quiet).invoke()
    expect(() => expect(result).toReturn()).toThrow(/timed out, waiting for a timer of 10000 ms set at/)
  })
})

describe('an unref’d timer', () => {
  test('fires while something else keeps the event loop alive', async () => {
    const lambda = withLambda(async () => {
      let fired = false
      setTimeout(() => (fired = true), 10).unref()
      await sleep(20)
      return fired
    })
    expect(await lambda.invoke()).toReturn(true)
  })
})
