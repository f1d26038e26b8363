// Asynchronous invocation as a test sees it: queued, retried in virtual time, sent on.

import { handler, invoke, LambdaDisposedError, LambdaServiceException, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:failed-orders'
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:orders-done'
const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead-orders'

/** Fails as often as its event says; one count for each test, which is a new environment's. */
const flaky = (
  config = {},
): ReturnType<typeof withLambda<() => Promise<typeof import('./functions/asynchronous/flaky.js')>>> =>
  withLambda(() => import('./functions/asynchronous/flaky.js'), {
    functionName: 'orders',
    console: 'silent',
    ...config,
  })

describe('an event that is handed over', () => {
  const orders = flaky()

  test('is accepted at once, and the function runs when the queue does [API-2, ASY-1]', async () => {
    const accepted = await invoke(orders, { failures: 0 }, { invocationType: 'Event' })
    expect(accepted).toEqual({
      statusCode: 202,
      payload: undefined,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect([...orders.environments]).toEqual([])
    const [report] = await orders.settled()
    expect(report).toMatchObject({ requestId: accepted.requestId, outcome: 'succeeded' })
    expect(report?.attempts[0]).toReturn('done after 1')
    expect(report).toHaveBeenAttempted(1)
  })

  test('is retried after one minute and after two, with the same request id [ASY-2]', async () => {
    await orders.invoke({ failures: 2 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toHaveBeenAttempted(3)
    const [first, second, third] = report?.attempts ?? []
    expect(first).toFailWith(/not yet/)
    expect(third).toReturn('done after 3')
    expect(new Set(report?.attempts.map(({ record }) => record.requestId))).toEqual(new Set([report?.requestId]))
    const startedAt = report?.attempts.map(({ record }) => record.phases.at(-1)?.startedAt ?? 0) ?? []
    const waits = startedAt.slice(1).map((at, index) => Math.round((at - (startedAt[index] ?? 0)) / 1000))
    expect(waits).toEqual([60, 120])
    expect(second).toBeWarmStart()
  })

  test('ends when its attempts do, and is told with the error of each [ASY-2]', async () => {
    await orders.invoke({ failures: 9 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report?.outcome).toBe('retriesExhausted')
    for (const attempt of report?.attempts ?? []) expect(attempt).toFailWith('Error')
  })

  test('is retried after a timeout and after the end of its process, too [ASY-2]', async () => {
    let attempts = 0
    const failing = withLambda(
      handler(async () => {
        attempts++
        if (attempts === 1) await new Promise((resolve) => setTimeout(resolve, 60_000))
        if (attempts === 2) process.exit(1)
        return 'done'
      }),
      { console: 'silent' },
    )
    await failing.invoke({}, { invocationType: 'Event' })
    const [report] = await failing.settled()
    expect(report).toHaveBeenAttempted(3)
    const [first, second, third] = report?.attempts ?? []
    expect(first).toTimeOut()
    expect(second).toFailWith('Runtime.ExitError')
    expect(third).toReturn('done')
  })

  test('runs beside others that came with it, each in an environment of its own [LIF-1]', async () => {
    for (const failures of [0, 0, 0]) await orders.invoke({ failures, sleepMs: 100 }, { invocationType: 'Event' })
    const reports = await orders.settled()
    expect(new Set(reports.map(({ attempts }) => attempts[0]?.record.environmentId)).size).toBe(3)
  })

  test('can come twice, as at-least-once delivery may have it [ASY-1]', async () => {
    await orders.invoke({ failures: 0 }, { invocationType: 'Event', deliverTwice: true })
    const [report] = await orders.settled()
    expect(report).toHaveBeenAttempted(2)
    expect(report?.attempts.map(({ payload }) => payload)).toEqual(['done after 1', 'done after 2'])
    expect(report?.attempts[0]?.record.requestId).toBe(report?.attempts[1]?.record.requestId)
  })

  test('is told once: settled() gives what has ended since the last time', async () => {
    expect(await orders.settled()).toEqual([])
    await orders.invoke({ failures: 0 }, { invocationType: 'Event' })
    expect(await orders.settled()).toHaveLength(1)
    expect(await orders.settled()).toEqual([])
  })

  test('does not carry a client context [ASY-9]', async () => {
    const seen = withLambda(
      handler(async (_event: object, context: { clientContext?: unknown }) => context.clientContext ?? 'none'),
    )
    const clientContext = { custom: { a: '1' } }
    expect(await seen.invoke({}, { clientContext })).toReturn(clientContext)
    await seen.invoke({}, { clientContext, invocationType: 'Event' })
    expect((await seen.settled())[0]?.attempts[0]).toReturn('none')
  })

  test('may have a megabyte, where a caller that waits may send six [LIM-1]', async () => {
    const large = { failures: 0, filler: 'x'.repeat(1024 * 1024) }
    await expect(orders.invoke(large, { invocationType: 'Event' })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      statusCode: 413,
    })
    expect(await orders.invoke(large)).toReturn('done after 1')
  })
})

describe('an event by an alias', () => {
  test('runs the version that the alias routes to when the queue runs [CP-6, CP-7]', async () => {
    const orders = flaky({ maximumRetryAttempts: 0 })
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '$LATEST' })
    await orders.qualified('live').invoke({ failures: 0 }, { invocationType: 'Event' })
    await orders.updateAlias('live', { functionVersion: '1' })
    const [report] = await orders.settled()
    expect(report?.attempts[0]?.executedVersion).toBe('1')
    expect(report?.attempts[0]?.record.functionArn).toMatch(/:orders:live$/)
  })

  test('has the dead-letter queue of $LATEST, also where it runs a version from before [CP-5, ASY-8]', async () => {
    const orders = flaky({ maximumRetryAttempts: 0 })
    await orders.publishVersion()
    await orders.update({ deadLetterConfig: { targetArn: DEAD } })
    await orders.qualified('1').invoke({ failures: 9 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report?.attempts[0]?.executedVersion).toBe('1')
    expect(report).toReachDestination('deadLetter', { failures: 9 })
  })

  test('that is gone by then is told by settled(), for each of them', async () => {
    const orders = flaky()
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1' })
    const live = orders.qualified('live')
    for (const failures of [0, 0]) await live.invoke({ failures }, { invocationType: 'Event' })
    await orders.deleteAlias('live')
    await expect(orders.settled()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(orders.settled()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(await orders.settled()).toEqual([])
  })
})

describe('a function that is disposed by hand', () => {
  test.each(['waits', 'runs'])('has no reports to give of an event that still %s', async (state) => {
    const { promise: running, resolve: runs } = Promise.withResolvers<void>()
    const orders = withLambda(
      handler(() => new Promise(() => runs())),
      { functionName: 'orders', clock: 'real' },
    )
    await orders.invoke({}, { invocationType: 'Event' })
    const settled = expect(orders.settled()).rejects.toBeInstanceOf(LambdaDisposedError)
    if (state === 'runs') await running
    await expect(orders[Symbol.asyncDispose]()).rejects.toThrow('still queued when it was disposed by hand')
    await settled
  })
})

describe('an event on the real clock', () => {
  test('waits for its turn, too [ASY-3]', async () => {
    const orders = flaky({ clock: 'real', reservedConcurrentExecutions: 1 })
    for (const failures of [0, 0]) await orders.invoke({ failures, sleepMs: 20 }, { invocationType: 'Event' })
    const reports = await orders.settled()
    expect(reports.map(({ attempts }) => attempts[0]?.payload)).toEqual(['done after 1', 'done after 2'])
  })
})

describe('a dry run', () => {
  const orders = flaky()

  test('runs nothing, and answers 204 [API-2]', async () => {
    expect(await invoke(orders, {} as never, { invocationType: 'DryRun' })).toMatchObject({ statusCode: 204 })
    expect([...orders.environments]).toEqual([])
  })

  test('is refused what an invocation would be refused [API-2]', async () => {
    const dry = orders.invoke(undefined, { invocationType: 'DryRun', qualifier: 'live' })
    await expect(dry).rejects.toBeInstanceOf(LambdaServiceException)
  })
})

describe('an event that has ended', () => {
  const destinationConfig = { onSuccess: { destination: TOPIC }, onFailure: { destination: QUEUE } }

  test('goes to the destination for failures, as the record that AWS writes [ASY-6]', async () => {
    const orders = flaky({ destinationConfig })
    await orders.invoke({ failures: 9 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toReachDestination('onFailure', {
      version: '1.0',
      timestamp: expect.stringMatching(/Z$/),
      requestContext: {
        requestId: report?.requestId,
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { failures: 9 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: expect.objectContaining({ errorMessage: 'not yet: 3' }),
    })
    expect(report?.destination?.arn).toBe(QUEUE)
  })

  test('goes to the destination for successes, with what the function answered [ASY-6, ASY-10]', async () => {
    const orders = flaky({ destinationConfig })
    await orders.invoke({ failures: 0 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toReachDestination('onSuccess', expect.objectContaining({ responsePayload: 'done after 1' }))
    expect(report).not.toReachDestination('onFailure')
    expect(report?.destination?.arn).toBe(TOPIC)
  })

  test('goes to the dead-letter queue as it is, with attributes that tell the error [ASY-8]', async () => {
    const orders = flaky({ deadLetterConfig: { targetArn: DEAD }, destinationConfig, maximumRetryAttempts: 0 })
    await orders.invoke({ failures: 9 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toReachDestination('deadLetter', { failures: 9 })
    expect(report).toReachDestination('onFailure')
    expect(report?.deadLetter).toEqual({
      kind: 'deadLetter',
      arn: DEAD,
      record: { failures: 9 },
      attributes: { RequestID: report?.requestId, ErrorCode: '200', ErrorMessage: 'not yet: 1' },
    })
  })

  test('without ever running where the function is stopped [ASY-5]', async () => {
    const orders = flaky({ deadLetterConfig: { targetArn: DEAD }, reservedConcurrentExecutions: 0 })
    await orders.invoke({ failures: 0 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toHaveBeenAttempted(0)
    expect(report?.deadLetter?.attributes).toMatchObject({ ErrorCode: '429' })
  })

  test('because it grew too old while it was throttled [ASY-3, ASY-4]', async () => {
    const orders = flaky({ reservedConcurrentExecutions: 1, maximumEventAgeInSeconds: 60, timeout: 900 })
    const slow = orders.invoke({ failures: 0, sleepMs: 600_000 })
    await orders.invoke({ failures: 0 }, { invocationType: 'Event' })
    const [report] = await orders.settled()
    expect(report).toMatchObject({ outcome: 'eventAgeExceeded', attempts: [] })
    expect(await slow).toReturn('done after 1')
  })

  test('after waiting for its turn where the function has one environment [ASY-3, CON-3]', async () => {
    const orders = flaky({ reservedConcurrentExecutions: 1 })
    for (let n = 0; n < 3; n++) await orders.invoke({ failures: 0, sleepMs: 500 }, { invocationType: 'Event' })
    const reports = await orders.settled()
    expect(reports.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    expect(reports.map(({ attempts }) => attempts[0]?.payload)).toEqual([
      'done after 1',
      'done after 2',
      'done after 3',
    ])
  })
})
