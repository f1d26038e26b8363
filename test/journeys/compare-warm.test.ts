// Cold equals warm: what compareWarm() finds, what it leaves in peace, and what it leaves behind.

import { invoke, LambdaDisposedError, withLambda, type WarmReport } from 'vitest-lambda'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { attempt } from '../vitest/worker/attempt.js'

const options = { seed: 7, console: 'silent' } as const
const discount = withLambda(() => import('./functions/compare-warm/discount.js'), options)
const careful = withLambda(() => import('./functions/compare-warm/careful.js'), options)
const states = withLambda(() => import('./functions/compare-warm/states.js'), options)

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A stub for the function's client, as it sees it through the test's globals. */
function stubMail(): ReturnType<typeof vi.fn<(text: string) => void>> {
  const send = vi.fn<(text: string) => void>()
  vi.stubGlobal('sendMail', send)
  return send
}

/** Where an event differs, in which kind, and in which order. */
const found = ({ differences }: WarmReport): string[] =>
  differences.map(({ event, kind, order, position }) => `events[${event}] ${kind} ${order} ${position}`)

describe('state of a request in module scope', () => {
  test('is found where a warm environment answers the next request otherwise [PIT-4]', async () => {
    const report = await discount.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])
    expect(found(report)).toEqual([
      'events[1] result given 1',
      'events[1] logs given 1',
      'events[1] result shuffled 2',
      'events[1] logs shuffled 2',
    ])
    expect(report.differences[0]).toMatchObject({
      cold: { outcome: 'response', payload: { pay: 50 } },
      warm: { outcome: 'response', payload: { pay: 40 } },
    })
  })

  test('is told with both timelines and the order that shows it [PIT-4]', async () => {
    const report = await discount.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])
    expect(() => expect(report).toBehaveTheSameWarm()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected 'discount' to behave the same on a warm environment as on a cold one, but the result of events[1] is another one
      The warm environment had seen events[0] before, in the order 'given'. The seed was 7.
      What an invocation leaves in module scope, on globalThis or in /tmp is still there in the next one.
      3 more differences: logs of events[1] (given), result of events[1] (shuffled), logs of events[1] (shuffled)

      Cold: What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
          +0 ms     INFO  discount 0
          +0 ms     answered

      Warm: What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
          +0 ms     INFO  discount 10
          +0 ms     answered]
    `)
  })

  test('is found for a single event, which is repeated [PIT-4]', async () => {
    const report = await states.compareWarm([{ kind: 'repeat', id: '1' }])
    expect(report.orders).toEqual([{ name: 'given', events: [0, 0] }])
    expect(found(report)).toEqual(['events[0] result given 1'])
  })

  test('is found where only the shuffled order shows it', async () => {
    const report = await discount.compareWarm([{ total: 50 }, { total: 100, coupon: 'TEN' }], { compare: ['result'] })
    expect(report.orders.map(({ name, events }) => [name, events])).toEqual([
      ['given', [0, 1, 0, 1]],
      ['shuffled', [1, 0, 1, 0]],
    ])
    expect(found(report)).toEqual(['events[0] result given 2', 'events[0] result shuffled 1'])
  })

  test('that an error leaves behind is found right after it', async () => {
    const events = [{ kind: 'lock', fail: true }, { kind: 'lock' }] as const
    const report = await states.compareWarm(events, { compare: ['result'] })
    expect(report.orders.at(-1)).toEqual({ name: 'after error', events: [0, 1, 0, 0] })
    expect(report.differences.find(({ order }) => order === 'after error')).toMatchObject({
      event: 1,
      position: 1,
      cold: { outcome: 'response', payload: 'done' },
      warm: { outcome: 'response', payload: 'busy' },
    })
  })

  test('that a timeout leaves in /tmp is found right after it [RST-3]', async () => {
    const events = [{ kind: 'tmp', fail: true }, { kind: 'lock' }, { kind: 'tmp' }] as const
    const report = await states.compareWarm(events, { compare: ['result'] })
    expect(report.orders.at(-1)).toEqual({ name: 'after timeout', events: [0, 1, 0, 2, 0, 0] })
    expect(found(report).at(-1)).toBe('events[2] result after timeout 3')
  })
})

describe('what surrounds the function', () => {
  test('gets other calls from a warm environment that remembers: the increment of each event is compared', async () => {
    const send = stubMail()
    const report = await states.compareWarm([{ kind: 'cache' }], { calls: () => send.mock.calls, compare: ['calls'] })
    expect(found(report)).toEqual(['events[0] calls given 1'])
    expect(report.differences[0]).toMatchObject({ cold: [['secret, please']], warm: [] })
  })

  test('hears of leftover work in the next event [PIT-1]', async () => {
    const send = stubMail()
    const events = [
      { kind: 'leftover', id: 'ada' },
      { kind: 'repeat', id: '1' },
    ] as const
    const report = await states.compareWarm(events, { calls: () => ({ mails: send.mock.calls }), compare: ['calls'] })
    expect(report.differences[0]).toMatchObject({ event: 1, cold: { mails: [] }, warm: { mails: [['welcome ada']] } })
  })

  test('and remembers is not the function’s doing: it is left out, or put back before each invocation', async () => {
    let sold = 0
    vi.stubGlobal('nextTicket', () => ++sold)
    const left = await states.compareWarm([{ kind: 'ticket' }])
    expect(left).toBehaveTheSameWarm()
    expect(left.notDeterministic).toEqual([{ event: 0, kind: 'result', path: 'result.payload.ticket' }])

    const beforeEach = async (): Promise<void> => {
      sold = 0
    }
    const putBack = await states.compareWarm([{ kind: 'ticket' }], { beforeEach })
    expect(putBack).toBehaveTheSameWarm()
    expect(putBack.notDeterministic).toEqual([])
  })

  test('and makes events end otherwise each time makes a comparison impossible, which fails with .not, too', async () => {
    let sold = 0
    vi.stubGlobal('nextTicket', () => ++sold)
    const report = await states.compareWarm([{ kind: 'lock' }, { kind: 'ticket', fail: true }])
    expect(() => expect(report).toBehaveTheSameWarm()).toThrow(/^'states' cannot be compared: events\[1\] does not end/)
    expect(() => expect(report).not.toBehaveTheSameWarm()).toThrow(/^'states' cannot be compared: events\[1\]/)
  })
})

describe('what is left in peace', () => {
  test('is a function that keeps nothing, whatever its events do; random ids and times are named', async () => {
    const report = await careful.compareWarm([
      { path: '/a' },
      { path: '/b', fail: 'error' },
      { path: '/c', fail: 'timeout' },
      { path: '/d', fail: 'exit' },
    ])
    expect(report).toBehaveTheSameWarm()
    expect(report.orders.map(({ name }) => name)).toEqual([
      'given',
      'shuffled',
      'after error',
      'after timeout',
      'after exit',
    ])
    expect(report.notDeterministic).toEqual([
      { event: 0, kind: 'result', path: 'result.payload.headers.etag' },
      { event: 0, kind: 'result', path: 'result.payload.body.at' },
    ])
  })

  test('is the day in the name of a log stream, over midnight', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-31T23:59:59.000Z') })
    onTestFinished(() => void vi.useRealTimers())
    const report = await careful.compareWarm([{ path: '/a' }, { path: '/b', fail: 'timeout' }])
    expect(report.notDeterministic.map(({ path }) => path)).toEqual([
      'result.payload.headers.etag',
      'result.payload.body.at',
    ])
  })

  test('is a cache that only logs whether it was hit, where results are compared', async () => {
    expect(await states.compareWarm([{ kind: 'cache' }])).not.toBehaveTheSameWarm()
    expect(await states.compareWarm([{ kind: 'cache' }], { compare: ['result'] })).toBehaveTheSameWarm()
  })

  test('is the time of the test', async () => {
    const before = (await careful.invoke({ path: '/a' })).record.phases.at(-1)
    await careful.compareWarm([{ path: '/a' }, { path: '/b', fail: 'timeout' }])
    const after = (await careful.invoke({ path: '/a' })).record.phases.at(-1)
    expect(after?.startedAt).toBe((before?.startedAt ?? 0) + (before?.durationMs ?? 0))
  })

  test('are the environments of the lambda: the next invocation finds those, and none of the comparison', async () => {
    await discount.compareWarm([{ total: 1 }])
    expect([...discount.environments]).toEqual([])
    expect(await invoke(discount, { total: 1 })).toBeColdStart()

    await discount.compareWarm([{ total: 1, coupon: 'TEN' }])
    const warm = await invoke(discount, { total: 1 })
    expect(warm).toBeWarmStart()
    expect(warm).toReturn({ pay: 1 })
    expect([...discount.environments]).toHaveLength(1)
  })

  test('is the console: what functions log is in the report', async () => {
    const info = vi.spyOn(console, 'info')
    await discount.compareWarm([{ total: 1 }])
    expect(info).not.toHaveBeenCalled()
    info.mockRestore()
  })
})

describe('a function that lives as long as its suite', () => {
  const lasting = withLambda(() => import('./functions/compare-warm/discount.js'), { ...options, lifetime: 'suite' })
  let report: WarmReport

  beforeAll(async () => {
    report = await lasting.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])
  })

  test('is compared in beforeAll', () => {
    expect(report).not.toBehaveTheSameWarm()
  })
})

describe('a report', () => {
  test('is plain data', async () => {
    const report = await discount.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  test('is the same for the same seed, and names a new one where none is configured', async () => {
    const events = [{ total: 100, coupon: 'TEN' }, { total: 50 }, { total: 20 }]
    expect(await discount.compareWarm(events)).toEqual(await discount.compareWarm(events))
    const random = withLambda(() => import('./functions/compare-warm/discount.js'))
    const { seed } = await random.compareWarm(events)
    expect(seed).toSatisfy((value: number) => Number.isInteger(value) && value >= 0)
  })

  test('counts as having looked at the invocations that failed', async () => {
    const fault = await attempt(async () => {
      await careful.compareWarm([{ path: '/b', fail: 'error' }])
    })
    expect(fault).toBeUndefined()
  })

  test('cannot tell of an error behind an answer: the test fails with it, once [ERR-6]', async () => {
    const fault = await attempt(async () => {
      const lambda = withLambda(() => import('./functions/compare-warm/states.js'), { runtime: 'nodejs22.x' })
      expect(await lambda.compareWarm([{ kind: 'crash' }, { kind: 'lock' }])).toBehaveTheSameWarm()
    })
    expect(fault?.name).toBe('UnreportedFunctionError')
    expect(fault?.message).toMatch(/^RangeError: behind the answer\n/)
  })
})

describe('compareWarm()', () => {
  test('compares what is deployed now', async () => {
    const lambda = withLambda(() => import('./functions/compare-warm/discount.js'))
    await lambda.update({ code: () => import('./functions/compare-warm/careful.js') })
    expect(await lambda.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])).toBehaveTheSameWarm()
  })

  test('works on the machine’s own clock', async () => {
    const lambda = withLambda(() => import('./functions/compare-warm/careful.js'), { clock: 'real', seed: 7 })
    const report = await lambda.compareWarm([{ path: '/a' }, { path: '/b' }])
    expect(report).toBehaveTheSameWarm()
    expect(report.notDeterministic.map(({ path }) => path)).toContain('result.payload.body.at')
  })

  test('keeps warm environments for as long as it needs them, whatever maximumIdle says', async () => {
    const lambda = withLambda(() => import('./functions/compare-warm/discount.js'), { maximumIdle: '10ms' })
    expect(await lambda.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }])).not.toBehaveTheSameWarm()
  })

  test('runs beside other comparisons and invocations of the same test', async () => {
    const [one, other, result] = await Promise.all([
      careful.compareWarm([{ path: '/a' }, { path: '/b', fail: 'timeout' }]),
      discount.compareWarm([{ total: 100, coupon: 'TEN' }, { total: 50 }]),
      invoke(careful, { path: '/c', fail: 'timeout' }),
    ])
    expect(one).toBehaveTheSameWarm()
    expect(other).not.toBehaveTheSameWarm()
    expect(result).toTimeOut()
  })

  test('refuses a function whose code the test file has evaluated', async () => {
    const lambda = withLambda(async () => 'same')
    await expect(lambda.compareWarm([{}])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: compareWarm(): 'function' was already evaluated by the test file, so its module level cannot run again and no environment of it is a cold one. Pass a loader: withLambda(() => import('./orders.js')).]`,
    )
  })

  test('refuses a function that isolates tenants, since a comparison names none [TEN-1]', async () => {
    const tenancyConfig = { tenantIsolationMode: 'PER_TENANT' } as const
    const lambda = withLambda(() => import('./functions/compare-warm/careful.js'), { tenancyConfig })
    await expect(lambda.compareWarm([{ path: '/a' }])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: compareWarm(): 'careful' has a tenancy configuration, so each invocation names its tenant, and a comparison names none: leave tenancyConfig out where you compare it.]`,
    )
  })

  test('refuses an empty list of events', async () => {
    await expect(discount.compareWarm([])).rejects.toThrow('compareWarm(): the list of events is empty')
  })

  test('rejects with what is wrong with an event, and with what the options throw', async () => {
    await expect(discount.compareWarm([{ total: 1 }, { total: Number.NaN }])).rejects.toThrow('events[1].total')
    const calls = (): never => {
      throw new Error('no calls')
    }
    await expect(discount.compareWarm([{ total: 1 }], { calls })).rejects.toThrow('no calls')
  })

  test('rejects when its test ends first, also where nobody awaits it', async () => {
    let report: Promise<WarmReport> | undefined
    const fault = await attempt(() => {
      const slow = withLambda(() => import('./functions/compare-warm/careful.js'), { clock: 'real' })
      report = slow.compareWarm([{ path: '/a', fail: 'timeout' }])
    })
    expect(fault).toBeUndefined()
    await expect(report).rejects.toThrow(LambdaDisposedError)
  })
})
