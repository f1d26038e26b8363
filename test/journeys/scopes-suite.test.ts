// lifetime: 'suite': one set of environments for a describe or a file, which hooks and tests share.

import { advance, handler, invoke, type Lambda, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpServer, slowly } from './functions/server.js'

type Counter = Lambda<{ sleepMs?: number }, number>

const suite = { lifetime: 'suite', console: 'silent' } as const

describe('in a describe', { shuffle: false }, () => {
  let kept: Counter
  let madeInHook: Counter

  describe('declared in it, and in beforeAll', { shuffle: false }, () => {
    const counter = withLambda(() => import('./functions/lifecycle/counter.js'), suite)
    kept = counter

    beforeAll(async () => {
      madeInHook = withLambda(() => import('./functions/lifecycle/counter.js'), suite)
      expect(await invoke(counter, {})).toReturn(1)
      expect(await invoke(madeInHook, {})).toReturn(1)
    })

    beforeEach(async () => {
      await invoke(counter, {})
    })

    test('is warm in the first test when beforeAll has invoked it', async () => {
      const result = await invoke(counter, {})
      expect(result).toBeWarmStart()
      expect(result).toReturn(3)
    })

    test('goes on in the next test', async () => {
      expect(await invoke(counter, {})).toReturn(5)
      expect(await invoke(madeInHook, {})).toReturn(2)
      expect([...counter.environments]).toHaveLength(1)
    })

    afterAll(async () => {
      expect(await invoke(counter, {})).toReturn(6)
    })
  })

  test('ends with it when it was declared in it', async () => {
    expect([...kept.environments]).toEqual([])
    await expect(kept.invoke({})).rejects.toThrowErrorMatchingInlineSnapshot(
      `[LambdaDisposedError: 'counter' was disposed: its environments ended with its suite. Invoke it before that, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.]`,
    )
  })
})

describe('declared inside a test', { shuffle: false }, () => {
  let kept: Counter

  test('is there for that test', async () => {
    kept = withLambda(() => import('./functions/lifecycle/counter.js'), suite)
    expect(await invoke(kept, {})).toReturn(1)
  })

  test('and outlives it', async () => {
    expect(await invoke(kept, {})).toReturn(2)
  })
})

describe('two lambdas of a suite', () => {
  const clock = withLambda(async () => Date.now(), suite)
  const slow = withLambda(
    handler(async (_event: { n?: number }) => sleep(700)),
    suite,
  )

  test('share one time', async () => {
    const before = (await clock.invoke()).payload
    await slow.invoke({})
    expect((await clock.invoke()).payload - before).toBe(700)
  })

  test('are moved by idle() of one of them, and by advance()', async () => {
    const before = (await clock.invoke()).payload
    await slow.idle('1m')
    advance('1m')
    expect((await clock.invoke()).payload - before).toBe(120_000)
  })
})

describe('a function of the test that awaits one of the suite', () => {
  const shared = withLambda(
    handler(async ({ ms = 0, url }: { ms?: number; url?: string }) => {
      if (url !== undefined) await fetch(url).then((response) => response.text())
      await sleep(ms)
      return 'from the suite'
    }),
    { ...suite, timeout: 60 },
  )

  test('spends its time, beside the little real time in which it only sees it go by', async () => {
    const caller = withLambda(async () => [(await shared.invoke({ ms: 800 })).payload, Date.now()], { timeout: 60 })
    const before = (await withLambda(async () => Date.now()).invoke()).payload
    const result = await caller.invoke()
    const [payload, now] = result.payload as [string, number]
    expect(payload).toBe('from the suite')
    expect(now - before).toBeGreaterThanOrEqual(800)
    expect(result.record.report.durationMs).toBe(now - before)
    expect(result.record.report.durationMs).toBeLessThan(5000)
  })

  test('times out on it when that took longer than it has', async () => {
    const caller = withLambda(async () => (await shared.invoke({ ms: 50_000 })).payload, {
      timeout: 5,
      console: 'silent',
    })
    const result = await caller.invoke()
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual(['the answer of another function under test'])
  })

  test('is not cut short while the other does real work', async () => {
    const server = await httpServer((_request, response) => slowly(() => response.end('late')))
    const caller = withLambda(async () => (await shared.invoke({ url: server.url })).payload)
    const result = await caller.invoke()
    server.close()
    expect(result).toReturn('from the suite')
    expect(result.record.report.durationMs).toBeGreaterThan(30)
  })
})
