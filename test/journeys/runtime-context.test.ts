// The context a handler gets, the options of an invocation that reach it, and what the service refuses.

import { invoke, LambdaServiceException, type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'

interface Context extends Record<string, unknown> {
  getRemainingTimeInMillis(): number
}

const show = async (_event: unknown, context: Context): Promise<Record<string, unknown>> => ({
  ...context,
  keys: Object.keys(context),
  traceVariable: process.env['_X_AMZN_TRACE_ID'],
})

afterEach(() => void vi.useRealTimers())

const both = ['nodejs24.x', 'nodejs22.x'] as const

function shown(config: LambdaConfig = {}): ReturnType<typeof make> {
  return make(config)
}

const make = (config: LambdaConfig) => withLambda(show, { console: 'silent', functionName: 'orders', ...config })

describe('the context', () => {
  test('has twelve own keys on nodejs24.x, in the order of AWS’s client [CTX-1]', async () => {
    const { payload } = await shown().invoke()
    expect(payload['keys']).toMatchInlineSnapshot(`
      [
        "clientContext",
        "identity",
        "invokedFunctionArn",
        "awsRequestId",
        "tenantId",
        "xRayTraceId",
        "getRemainingTimeInMillis",
        "functionName",
        "functionVersion",
        "memoryLimitInMB",
        "logGroupName",
        "logStreamName",
      ]
    `)
  })

  test('has the callback functions and no trace id on nodejs22.x [CTX-2]', async () => {
    const { payload } = await shown({ runtime: 'nodejs22.x' }).invoke()
    expect(payload['keys']).toMatchInlineSnapshot(`
      [
        "callbackWaitsForEmptyEventLoop",
        "succeed",
        "fail",
        "done",
        "functionVersion",
        "functionName",
        "memoryLimitInMB",
        "logGroupName",
        "logStreamName",
        "clientContext",
        "identity",
        "invokedFunctionArn",
        "awsRequestId",
        "tenantId",
        "getRemainingTimeInMillis",
      ]
    `)
  })

  test.each(both)(
    'names function, version, memory, log group and log stream as texts on %s [CTX-3, CTX-6, CTX-8]',
    async (runtime) => {
      const { payload, record, executedVersion } = await shown({
        runtime,
        memorySize: 256,
        region: 'eu-west-1',
        accountId: '111122223333',
      }).invoke()
      expect(payload).toMatchObject({
        functionName: 'orders',
        functionVersion: '$LATEST',
        memoryLimitInMB: '256',
        logGroupName: '/aws/lambda/orders',
        logStreamName: expect.stringMatching(
          new RegExp(String.raw`^\d{4}/\d\d/\d\d/\[\$LATEST\]${record.environmentId}$`),
        ),
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
        awsRequestId: record.requestId,
      })
      expect(executedVersion).toBe('$LATEST')
    },
  )

  test('keeps its log stream for the life of the environment, and has a new request id each time [CTX-5, CTX-8]', async () => {
    const lambda = shown()
    const [first, second] = [(await lambda.invoke()).payload, (await lambda.invoke()).payload]
    expect(second['logStreamName']).toBe(first['logStreamName'])
    expect(second['awsRequestId']).not.toBe(first['awsRequestId'])
    expect(first['awsRequestId']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    await lambda.recycle()
    expect((await lambda.invoke()).payload['logStreamName']).not.toBe(first['logStreamName'])
  })

  test('has identity, client context and tenant as undefined unless they were sent [CTX-9, CTX-10]', async () => {
    const lambda = withLambda(async (_event: unknown, context: Context) =>
      ['identity', 'clientContext', 'tenantId'].map((key) => [key in context, typeof context[key]]),
    )
    expect(await lambda.invoke()).toReturn([
      [true, 'undefined'],
      [true, 'undefined'],
      [true, 'undefined'],
    ])
  })
})

describe('getRemainingTimeInMillis()', () => {
  test.each(both)('counts down from the timeout as time passes on %s [CTX-4]', async (runtime) => {
    const lambda = withLambda(
      async (_event: unknown, context: Context) => {
        const before = context.getRemainingTimeInMillis()
        await sleep(1200)
        return [before, context.getRemainingTimeInMillis()]
      },
      { timeout: 5, runtime },
    )
    expect(await lambda.invoke()).toReturn([5000, 3800])
  })

  test('of an earlier invocation is negative after a thaw: its deadline has passed [CTX-4, FRZ-8]', async () => {
    let old: Context | undefined
    const lambda = withLambda(async (_event: unknown, context: Context) => {
      const remaining = old?.getRemainingTimeInMillis()
      old ??= context
      return remaining ?? 'none'
    })
    expect(await lambda.invoke()).toReturn('none')
    await lambda.idle('10s')
    expect(await lambda.invoke()).toReturn(-7000)
  })

  test('begins at remainingTimeInMillis when that is given, and the invocation ends there', async () => {
    const lambda = withLambda(
      async ({ ms }: { ms: number }, context: Context) => {
        const before = context.getRemainingTimeInMillis()
        await sleep(ms)
        return before
      },
      { timeout: 60 },
    )
    expect(await invoke(lambda, { ms: 499 }, { remainingTimeInMillis: 500 })).toReturn(500)
    const late = await invoke(lambda, { ms: 501 }, { remainingTimeInMillis: 500 })
    expect(late).toTimeOut()
    expect(late.error?.errorMessage).toMatch(/Task timed out after 60\.00 seconds$/)
    expect(late.record.report.durationMs).toBe(500)
  })
})

describe.each(both)('the options of an invocation on %s', (runtime) => {
  test('clientContext arrives unchanged [CTX-10]', async () => {
    const clientContext = { client: { installation_id: 'i' }, Custom: { a: [1] }, env: {} }
    expect((await shown({ runtime }).invoke({}, { clientContext })).payload['clientContext']).toEqual(clientContext)
  })

  test('cognitoIdentity becomes context.identity [CTX-9]', async () => {
    const cognitoIdentity = { cognitoIdentityId: 'id', cognitoIdentityPoolId: 'pool' }
    expect((await shown({ runtime }).invoke({}, { cognitoIdentity })).payload['identity']).toEqual(cognitoIdentity)
  })

  test('each invocation has a trace that is not sampled, begun when it was invoked [CTX-13]', async () => {
    vi.setSystemTime('2026-11-22T10:00:00Z')
    const lambda = shown({ runtime })
    const traces = [await lambda.invoke(), await lambda.invoke()].map(({ payload }) => payload['traceVariable'])
    const header = /^Root=1-6b02bd20-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/
    expect(traces).toEqual([expect.stringMatching(header), expect.stringMatching(header)])
    expect(traces[0]).not.toBe(traces[1])
  })

  test('traceId gives this one invocation another one [CTX-13]', async () => {
    const traceId = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
    const lambda = shown({ runtime })
    const { payload } = await lambda.invoke({}, { traceId })
    expect(payload['traceVariable']).toBe(traceId)
    expect(payload['xRayTraceId']).toBe(runtime === 'nodejs24.x' ? traceId : undefined)
    expect((await lambda.invoke()).payload['traceVariable']).not.toBe(traceId)
  })

  test('Powertools’ Tracer finds the trace, and has nothing to complain about [CTX-13]', async () => {
    // In process the hooks of X-Ray's SDK would stay for the files after this one.
    const lambda = withLambda(() => import('./functions/runtime/tracer.js'), { runtime, isolation: 'thread' })
    const { payload, record } = await lambda.invoke()
    expect(payload).toEqual({ root: expect.any(String), variable: expect.stringContaining(`Root=${payload.root};`) })
    expect(record.logs.filter(({ source }) => source === 'application')).toEqual([])
  })

  test('tenantId arrives in the context [TEN-1]', async () => {
    const lambda = shown({ runtime, tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } })
    expect((await lambda.invoke({}, { tenantId: 'blue' })).payload['tenantId']).toBe('blue')
  })
})

describe('what the service refuses', () => {
  const lambda = withLambda(async () => 'ran', { console: 'silent' })

  test('a client context of more than 3,583 bytes of base64 [CTX-11]', async () => {
    const refusal = lambda.invoke({}, { clientContext: { text: 'x'.repeat(2700) } })
    await expect(refusal).rejects.toMatchObject({ name: 'InvalidRequestContentException', statusCode: 400 })
    expect([...lambda.environments]).toEqual([])
  })

  test('an event of more than 6 MB, before any environment is made [LIM-1, API-7]', async () => {
    const refusal = lambda.invoke('x'.repeat(6 * 1024 * 1024 - 1))
    await expect(refusal).rejects.toBeInstanceOf(LambdaServiceException)
    await expect(refusal).rejects.toMatchObject({ name: 'RequestTooLargeException', statusCode: 413 })
    expect([...lambda.environments]).toEqual([])
    expect(await lambda.invoke('x'.repeat(6 * 1024 * 1024 - 2))).toReturn('ran')
  })

  test('an event that is nested more deeply than anybody could write it down as JSON', async () => {
    let event: object = {}
    for (let level = 0; level < 20_000; level++) event = { next: event }
    await expect(lambda.invoke(event)).rejects.toThrow(
      /^invoke\(\): event is nested 20,000 levels deep \(event\.next\.next\.next\.next\.next…\), which does not reach/,
    )
  })

  test.each([
    [{ qualifier: 7 as never }, /qualifier is 7/],
    [{ tenantId: '' }, /tenantId is '': it takes 1 to 256 characters/],
    [{ remainingTimeInMillis: 3001 }, /a whole number from 1 to at most the function's timeout, 3000 ms/],
    [{ requestType: 'x' }, /unknown option 'requestType'/],
  ])('%o', async (options, message) => {
    await expect(lambda.invoke({}, options as object)).rejects.toThrow(message)
    expect([...lambda.environments]).toEqual([])
  })

  test('an event that JSON would change, naming the place in it', async () => {
    await expect(lambda.invoke({ order: { lines: [{ price: 1n }] } })).rejects.toThrow(
      /event\.order\.lines\[0\]\.price is the BigInt 1n/,
    )
  })
})
