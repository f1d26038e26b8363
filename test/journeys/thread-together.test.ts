// Threads side by side: invocations at once, functions that call functions, and the time of the test.

import { createServer, type ServerResponse } from 'node:http'
import {
  advance,
  handler,
  invoke,
  type Lambda,
  type LambdaConfig,
  LambdaDisposedError,
  withLambda,
} from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counting, type CountingServer } from '../servers/counting.js'

interface Told {
  readonly name?: string
  readonly ms?: number
  readonly url?: string
}
interface Answer {
  readonly name: string
  readonly invocations: number
  readonly now: number
}

const together = (config: LambdaConfig = {}): Lambda<Told, Answer> =>
  withLambda('test/journeys/functions/thread/together.handler', {
    isolation: 'thread',
    console: 'silent',
    timeout: 60,
    ...config,
  }) as Lambda<Told, Answer>

describe('invocations at once', () => {
  test('have a thread each, which meet once for all: neither runs without the other', async () => {
    const waiting: ServerResponse[] = []
    const web = await counting(
      createServer((_request, response) => {
        waiting.push(response)
        if (waiting.length === 2) for (const each of waiting) each.end()
      }),
    )
    const lambda = together()
    const url = `http://127.0.0.1:${web.port}/`
    const results = await Promise.all([lambda.invoke({ name: 'a', url }), lambda.invoke({ name: 'b', url })])
    expect(results.map(({ payload }) => [payload.name, payload.invocations])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
    expect(new Set(results.map(({ record }) => record.environmentId)).size).toBe(2)
    await web.close()
  })

  test('advance side by side: the time of the test is that of the longest, and each record has its own lines', async () => {
    const lambda = together()
    const warm = await Promise.all([lambda.invoke({ name: 'a' }), lambda.invoke({ name: 'b' })])
    const before = Math.max(...warm.map(({ payload }) => payload.now))
    const [long, short] = await Promise.all([
      lambda.invoke({ name: 'long', ms: 5_000 }),
      lambda.invoke({ name: 'short', ms: 1_000 }),
    ])
    expect([long, short].map(({ record }) => record.report.durationMs)).toEqual([5_000, 1_000])
    expect(long.record.logs.flatMap(({ source, message }) => (source === 'application' ? [message] : []))).toEqual([
      'long begins',
      'long ends',
    ])
    expect((await lambda.invoke({ name: 'later' })).payload.now).toBe(before + 5_000)
    advance('1m')
    expect((await lambda.invoke({ name: 'latest' })).payload.now).toBe(before + 65_000)
  })

  test('begin when Init has ended, however long it took [INIT-1]', async () => {
    const lambda = together({ environment: { INIT_MS: '2000' }, timeout: 3 })
    const cold = await lambda.invoke({ name: 'a', ms: 2_500 })
    expect(cold).toReturn(expect.objectContaining({ name: 'a' }))
    expect([cold.record.report.initDurationMs, cold.record.report.durationMs]).toEqual([2_000, 2_500])
  })

  test('begin each when its own Init has ended, also where another is over before the machine comes to that', async () => {
    const waiting = Promise.withResolvers<ServerResponse>()
    let inits = 0
    const web = await counting(
      createServer((_request, response) => (++inits === 1 ? response.end() : waiting.resolve(response))),
    )
    const lambda = together({ environment: { INIT_URL: `http://127.0.0.1:${web.port}/` } })
    const running = [lambda.invoke({ name: 'a', ms: 5_000 }), lambda.invoke({ name: 'b', ms: 5_000 })]
    const [over, response] = await Promise.all([Promise.race(running), waiting.promise])
    response.end()
    const late = (await Promise.all(running)).find((each) => each !== over)
    const [init, invocation] = late?.record.phases ?? []
    expect(init?.startedAt).toBe(over.record.phases[0]?.startedAt)
    expect(invocation?.startedAt).toBe(Number(init?.startedAt) + Number(init?.durationMs))
    expect(late?.record.report.durationMs).toBe(5_000)
    await web.close()
  })

  test('may be twenty', { timeout: 120_000 }, async () => {
    const lambda = together()
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => lambda.invoke({ name: `${index}` })))
    expect(results.map(({ payload }) => payload.name)).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`))
    expect([...lambda.environments].filter(({ phase }) => phase === 'frozen').length).toBeGreaterThanOrEqual(2)
  })
})

describe('functions that call functions', () => {
  test('in process, one in a thread: the caller spends its time', async () => {
    const inner = together()
    const outer = withLambda(
      handler(async () => (await inner.invoke({ name: 'inner', ms: 800 })).payload.name),
      { console: 'silent' },
    )
    const result = await outer.invoke()
    expect(result).toReturn('inner')
    expect(result.record.report.durationMs).toBe(800)
    expect(result.record.leaks).toEqual([])
  })

  test('in process, one in a thread that takes too long: the caller times out', async () => {
    const inner = together()
    const outer = withLambda(
      handler(async () => (await inner.invoke({ name: 'inner', ms: 8_000 })).payload.name),
      { console: 'silent' },
    )
    const result = await outer.invoke()
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual(['the answer of another function under test'])
  })

  test('one in a thread over the network, one in process behind it', async () => {
    const inner = withLambda(
      handler(async () => 'from in process'),
      { console: 'silent' },
    )
    const web = await counting(
      createServer((_request, response) => {
        void inner.invoke().then(({ payload }) => response.end(payload))
      }),
    )
    const outer = withLambda(() => import('./functions/thread/outside.js'), { isolation: 'thread', console: 'silent' })
    expect(await outer.invoke({ way: 'fetch', url: `http://127.0.0.1:${web.port}/` })).toReturn('from in process')
    await web.close()
  })
})

describe('a suite with a thread', { shuffle: false }, () => {
  const counter = withLambda(() => import('./functions/thread/counter.js'), {
    isolation: 'thread',
    lifetime: 'suite',
    console: 'silent',
  })

  beforeAll(async () => {
    expect(await invoke(counter, {})).toReturn({ count: 1 })
  })

  test('is warm in the first test', async () => {
    expect(await invoke(counter, {})).toReturn({ count: 2 })
  })

  test('and in the next one', async () => {
    expect(await invoke(counter, {})).toReturn({ count: 3 })
    await counter.recycle()
    expect(await invoke(counter, {})).toReturn({ count: 1 })
  })
})

describe.concurrent('tests at once', () => {
  const counter = withLambda(() => import('./functions/thread/counter.js'), { isolation: 'thread', console: 'silent' })

  test.for([1, 2, 3])('have environments of their own: %i', async (_, { expect: own }) => {
    own(await invoke(counter, {})).toReturn({ count: 1 })
    own(await invoke(counter, {})).toReturn({ count: 2 })
  })
})

describe('the end of a thread', () => {
  test('is that of its block, with `await using`', async () => {
    let kept: Lambda<Told, Answer>
    {
      await using lambda = together()
      kept = lambda
      expect(await lambda.invoke({ name: 'a' })).toReturn(expect.objectContaining({ name: 'a' }))
      expect([...lambda.environments]).toHaveLength(1)
    }
    expect([...kept.environments]).toEqual([])
    await expect(kept.invoke({})).rejects.toBeInstanceOf(LambdaDisposedError)
  })

  test('stops what runs, also a loop', async () => {
    const lambda = withLambda(() => import('./functions/thread/stuck.js'), { isolation: 'thread', timeout: 60 })
    expect(await lambda.invoke({ way: 'count' })).toReturn(1)
    await Promise.all([
      expect(lambda.invoke({ way: 'loop' })).rejects.toThrow(/It was waiting for code that does not give way\.\n/),
      expect
        .poll(() => [...lambda.environments].map(({ phase }) => phase))
        .toEqual(['invoke'])
        .then(() => lambda[Symbol.asyncDispose]()),
    ])
  })
})

describe('a test with a timeout shorter than the function', { shuffle: false }, () => {
  let server: CountingServer
  let inFlight: Promise<unknown> | undefined

  beforeAll(async () => {
    server = await counting(createServer(() => undefined))
  })

  afterAll(() => server.close())

  // Long enough that the connection is there, also on a busy machine.
  test.fails('times out', { timeout: 2_000 }, async () => {
    inFlight = together().invoke({ url: `http://127.0.0.1:${server.port}/` })
    await inFlight
  })

  test('has its invocation stopped, which says what it was waiting for', async () => {
    await expect(inFlight).rejects.toThrow(
      /It was waiting for fetch http:\/\/127\.0\.0\.1:\d+\/ \(test\/journeys\/functions\/thread\/together\.ts:\d+:\d+\)\.\n\nThe test gave up first/,
    )
  })
})

describe('cold equals warm', () => {
  test('is compared in threads as in process [PIT-4]', { timeout: 60_000 }, async () => {
    const config = { isolation: 'thread', seed: 7, console: 'silent' } as const
    const discount = withLambda(() => import('./functions/compare-warm/discount.js'), config)
    const report = await discount.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])
    expect(
      report.differences.map(({ event, kind, order, position }) => `events[${event}] ${kind} ${order} ${position}`),
    ).toEqual([
      'events[1] result given 1',
      'events[1] logs given 1',
      'events[1] result shuffled 2',
      'events[1] logs shuffled 2',
    ])
    const careful = withLambda(() => import('./functions/compare-warm/careful.js'), config)
    expect(
      await careful.compareWarm([{ path: '/a' }, { path: '/b', fail: 'error' }, { path: '/c', fail: 'exit' }]),
    ).toBehaveTheSameWarm()
  })
})
