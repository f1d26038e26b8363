// Versions, provisioned concurrency, tenants and asynchronous events of a function in threads: as in process.

import { invoke, type Lambda, type LambdaConfig, sources, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const inThreads = <Result>(path: string, config: LambdaConfig = {}): Lambda<unknown, Result> =>
  withLambda(`test/journeys/functions/${path}.handler`, {
    isolation: 'thread',
    console: 'silent',
    ...config,
  }) as Lambda<unknown, Result>

describe('a version of a function in threads', { timeout: 120_000 }, () => {
  test('keeps its threads beside those of $LATEST, and a rollback finds them warm [CP-4, CP-5, CP-6, CP-7]', async () => {
    const counter = inThreads<number>('lifecycle/counter', { environment: { TABLE: 'old' } })
    await counter.publishVersion()
    await counter.createAlias('live', { functionVersion: '1' })
    const live = counter.qualified('live')
    expect(await live.invoke({})).toReturn(1)
    await counter.update({ environment: { TABLE: 'new' } })
    expect(await counter.publishVersion()).toBe('2')
    await counter.updateAlias('live', { functionVersion: '2' })
    const second = await live.invoke({})
    expect(second).toReturn(1)
    expect(second.executedVersion).toBe('2')
    await counter.updateAlias('live', { functionVersion: '1' })
    const back = await live.invoke({})
    expect(back).toBeWarmStart()
    expect(back).toReturn(2)
  })
})

describe('provisioned threads', { timeout: 120_000 }, () => {
  test('are initialised ahead, for as long as they need; what is more starts cold [CON-4, INIT-3, INIT-9, INIT-12, INIT-14]', async () => {
    const slow = inThreads<string>('versions/slow-init')
    await slow.publishVersion()
    await slow.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 1 })
    expect([...slow.environments].map(({ phase }) => phase)).toEqual(['frozen'])
    const live = slow.qualified('live')
    const [ahead, onDemand] = await Promise.all([live.invoke({}), live.invoke({})])
    expect(ahead).toReturn('provisioned-concurrency')
    expect(ahead.record).toMatchObject({ coldStart: false, initializationType: 'provisioned-concurrency' })
    expect(ahead.record.logs[1]?.line).toMatch(
      /^INIT_REPORT Init Duration: 200\d\d\.\d\d ms\tPhase: init\tStatus: success$/,
    )
    expect(onDemand).toReturn('on-demand')
    expect(onDemand.record.coldStart).toBe(true)
  })

  test('are made anew when they are recycled', async () => {
    const counter = inThreads<number>('lifecycle/counter')
    await counter.publishVersion()
    await counter.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 1 })
    const live = counter.qualified('live')
    expect([await live.invoke({}), await live.invoke({})].map(({ payload }) => payload)).toEqual([1, 2])
    await counter.recycle()
    const { payload, record } = await live.invoke({})
    expect([payload, record.initializationType]).toEqual([1, 'provisioned-concurrency'])
  })
})

describe('tenants', { timeout: 120_000 }, () => {
  test('have threads of their own [TEN-1]', async () => {
    const counter = inThreads<number>('lifecycle/counter', { tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } })
    const counts: number[] = []
    for (const tenantId of ['blue', 'green', 'blue']) counts.push((await invoke(counter, {}, { tenantId })).payload)
    expect(counts).toEqual([1, 1, 2])
    expect([...counter.environments]).toHaveLength(2)
  })
})

describe('a function with one thread', { timeout: 120_000 }, () => {
  test('refuses what comes beside, and takes it afterwards [CON-2, CON-3, API-8]', async () => {
    const counter = inThreads<number>('lifecycle/counter', { reservedConcurrentExecutions: 1 })
    const running = counter.invoke({ sleepMs: 100 })
    await expect(counter.invoke({})).rejects.toMatchObject({ name: 'TooManyRequestsException', statusCode: 429 })
    expect(await running).toReturn(1)
    expect(await counter.invoke({})).toReturn(2)
  })
})

describe('an asynchronous event', { timeout: 120_000 }, () => {
  const flaky = (config: LambdaConfig = {}): Lambda<unknown, string> => inThreads('asynchronous/flaky', config)

  test('is retried after a minute and after two in its thread, which is frozen meanwhile [ASY-1, ASY-2]', async () => {
    const orders = flaky()
    await orders.invoke({ failures: 2 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toHaveBeenAttempted(3)
    const attempts = report?.attempts ?? []
    expect(attempts.map(({ payload, error }) => error?.errorMessage ?? payload)).toEqual([
      'not yet: 1',
      'not yet: 2',
      'done after 3',
    ])
    const freezes = attempts.map(({ record }) => record.phases.find(({ phase }) => phase === 'freeze')?.durationMs)
    expect(freezes).toEqual([undefined, 60_000, 120_000])
    expect(new Set(attempts.map(({ record }) => record.requestId))).toEqual(new Set([report?.requestId]))
  })

  test('waits for the one thread there may be, and ends in the queue for failures [ASY-3, ASY-6, ASY-8]', async () => {
    const orders = flaky({
      reservedConcurrentExecutions: 1,
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failed' } },
      deadLetterConfig: { targetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' },
    })
    await orders.invoke({ failures: 1, sleepMs: 500 }, { invocationType: 'Event' })
    await orders.invoke({ failures: 1, sleepMs: 500 }, { invocationType: 'Event' })
    const [failed, done] = await orders.settled()
    expect(failed).toReachDestination(
      'onFailure',
      expect.objectContaining({ requestPayload: { failures: 1, sleepMs: 500 } }),
    )
    expect(failed).toReachDestination('deadLetter', { failures: 1, sleepMs: 500 })
    expect(done?.attempts[0]).toReturn('done after 2')
  })
})

describe('a thread behind an HTTP API', { timeout: 120_000 }, () => {
  test.each([
    [1_000, 200, undefined],
    [40_000, 503, 'no answer within 30000 ms; the function runs on: await response.settled() to see its end'],
  ])('that takes %d ms has its answer, or is too late, by its own time: %d [HTTP-3]', async (ms, status, reason) => {
    const api = sources.apiGateway.http(inThreads('thread/sleeping-api', { timeout: 60 }))
    const response = await api.fetch(`/?ms=${ms}`)
    expect([response.status, response.reason]).toEqual([status, reason])
    expect((await response.settled())?.payload).toEqual({ statusCode: 200, body: `slept ${ms} ms` })
  })
})
