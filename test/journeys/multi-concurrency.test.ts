// Several invocations at once in one environment, as on Lambda Managed Instances.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EnvironmentView, invoke, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const config: LambdaConfig = { concurrency: { perEnvironment: 3 }, console: 'silent' }

const add = withLambda(() => import('./functions/multi-concurrency/shared.js'), { ...config, handler: 'add' })
const identify = withLambda(() => import('./functions/multi-concurrency/shared.js'), { ...config, handler: 'identify' })

function views(lambda: { readonly environments: Iterable<EnvironmentView> }): EnvironmentView[] {
  return [...lambda.environments]
}

describe('invocations of one environment', () => {
  test('share its modules, so that what one wrote is lost to the other after an await [LMI-4]', async () => {
    const [one, two] = await Promise.all([invoke(add, {}), invoke(add, {})])
    expect([one.payload, two.payload]).toEqual([1, 1])
    expect(one.record.environmentId).toBe(two.record.environmentId)
    expect((await invoke(add, {})).payload).toBe(2)
  })

  test('see the state of another request, where it is kept in a module [LMI-4]', async () => {
    const whoAmI = withLambda(() => import('./functions/multi-concurrency/shared.js'), { ...config, handler: 'whoAmI' })
    const [ada] = await Promise.all([invoke(whoAmI, { user: 'ada', ms: 20 }), invoke(whoAmI, { user: 'bob', ms: 10 })])
    expect(ada).toReturn('bob')
  })

  test('are as many as concurrency allows: one more has an environment of its own [LMI-2]', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => invoke(add, {})))
    expect(results.map((each) => each.payload)).toEqual([1, 1, 1, 1])
    const ids = results.map((each) => each.record.environmentId)
    expect([new Set(ids.slice(0, 3)).size, new Set(ids).size]).toEqual([1, 2])
    expect(views(add).map((each) => each.invocations)).toEqual([3, 1])
  })

  test('have records of their own, that say beside which others they ran', async () => {
    const [first, second, third] = await Promise.all([10, 20, 30].map((ms) => invoke(add, { ms })))
    expect([first, second, third].map((each) => each?.record.beside)).toEqual([
      [2, 3],
      [1, 3],
      [1, 2],
    ])
    expect(first).toBeColdStart()
    expect(second).toBeWarmStart()
    expect(third?.record).toMatchObject({ invocationIndex: 3, report: { durationMs: 30 } })
    expect(third?.record.phases).toEqual([expect.objectContaining({ phase: 'invoke', durationMs: 30 })])
    expect((await invoke(add, {})).record.beside).toEqual([])
  })

  test('travel on one time: each takes as long as it waits, and all together as long as the longest', async () => {
    const started = performance.now()
    const results = await Promise.all([900, 300, 600].map((ms) => invoke(add, { ms })))
    expect(results.map((each) => each.record.report.durationMs)).toEqual([900, 300, 600])
    expect(performance.now() - started).toBeLessThan(800)
    const starts = results.map((each) => each.record.phases.find(({ phase }) => phase === 'invoke')?.startedAt)
    expect(new Set(starts).size).toBe(1)
  })

  test('begin while another is under way, with Init run only once [LMI-2]', async () => {
    const slow = invoke(add, { ms: 50 })
    const quick = await invoke(add, { ms: 5 })
    expect(quick.record.report.durationMs).toBe(5)
    expect(views(add)).toMatchObject([{ phase: 'invoke', invocations: 1 }])
    await slow
    expect(views(add)).toMatchObject([{ phase: 'idle', invocations: 2 }])
  })

  test('share /tmp [LMI-8, FS-2]', async () => {
    const file = withLambda(() => import('./functions/multi-concurrency/shared.js'), { ...config, handler: 'file' })
    const [one, two] = await Promise.all([invoke(file, { name: 'a' }), invoke(file, { name: 'b' })])
    expect([one.payload, two.payload]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
    expect(one).toHaveTmpFile('/tmp/b')
  })
})

describe('what belongs to one invocation', () => {
  test('is told by its Context and by InvokeStore, and not by a variable of the process [LMI-3, CTX-13]', async () => {
    const traceIds = ['Root=1-00000000-000000000000000000000001', 'Root=1-00000000-000000000000000000000002']
    const results = await Promise.all(traceIds.map((traceId) => invoke(identify, {}, { traceId })))
    for (const [index, { payload, record }] of results.entries()) {
      const { requestId } = record
      const contextTraceId = expect.stringContaining(traceIds[index] ?? '') as string
      expect(payload).toMatchObject({ requestId, stored: requestId, contextTraceId, traceId: contextTraceId })
      expect(payload).not.toHaveProperty('variable')
    }
  })

  test('is not there during Init [LMI-3]', async () => {
    expect((await invoke(identify, {})).payload?.atInit).toEqual({ requestId: '-', hasContext: false })
  })

  test('can be stored for the invocation alone, and replaced for a call [LMI-3]', async () => {
    const remember = withLambda(() => import('./functions/multi-concurrency/shared.js'), {
      ...config,
      handler: 'remember',
    })
    const results = await Promise.all([
      invoke(remember, { value: 'one', ms: 20 }),
      invoke(remember, { value: 'two', ms: 10 }),
    ])
    expect(results.map((each) => each.payload)).toEqual([
      ['one', 'other', '_InvokeStoreMulti'],
      ['two', 'other', '_InvokeStoreMulti'],
    ])
  })

  test('are its lines, as JSON with its id, whichever order they come in [LMI-8, LOG-18]', async () => {
    const results = await Promise.all([20, 10].map((ms) => invoke(identify, { ms })))
    for (const [index, { record }] of results.entries()) {
      const { requestId } = record
      expect(record.logs.filter(({ source }) => source === 'application')).toEqual([
        expect.objectContaining({ level: 'INFO', requestId, message: 'before' }),
        expect.objectContaining({ level: 'WARN', requestId, message: 'after' }),
        expect.objectContaining({ line: `raw ${index === 0 ? 20 : 10}` }),
      ])
      expect(JSON.parse(record.logs[index === 0 ? 2 : 1]?.line ?? '')).toMatchObject({ level: 'INFO', requestId })
    }
  })

  test('are START and a report without anything billed [LMI-8]', async () => {
    await invoke(identify, {})
    const { record } = await invoke(identify, { ms: 7 })
    const platform = record.logs.filter(({ source }) => source === 'platform').map(({ line }) => JSON.parse(line).type)
    expect(platform).toEqual(['platform.start', 'platform.report'])
    expect(JSON.parse(record.logs.at(-1)?.line ?? '').record).toEqual({
      requestId: record.requestId,
      metrics: { durationMs: 7 },
      status: 'success',
    })
  })
})

describe('a function with concurrency', () => {
  test('knows from its variables that it runs on Managed Instances [LMI-3, INIT-12]', async () => {
    const variables = withLambda(() => import('./functions/multi-concurrency/shared.js'), {
      ...config,
      handler: 'variables',
    })
    const result = await invoke(variables, {})
    expect(result).toReturn({
      AWS_LAMBDA_MAX_CONCURRENCY: '3',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'lambda-managed-instances',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
    })
    expect(JSON.parse(result.record.logs[0]?.line ?? '').record).toMatchObject({
      initializationType: 'lambda-managed-instances',
    })
  })

  test('of one at a time lives by the same rules [LMI-3]', async () => {
    const alone = withLambda(() => import('./functions/multi-concurrency/shared.js'), {
      ...config,
      handler: 'add',
      concurrency: { perEnvironment: 1 },
    })
    const [one, two] = await Promise.all([invoke(alone, {}), invoke(alone, {})])
    expect(one.record.environmentId).not.toBe(two.record.environmentId)
    expect(one.record.beside).toEqual([])
    expect(views(alone)).toMatchObject([{ phase: 'idle' }, { phase: 'idle' }])
  })

  test.each([
    [
      'nodejs24.x',
      /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24/,
    ],
    ['nodejs22.x', /^ERROR: AWS Lambda does not support callback-based function handlers when using Node.js 22 with M/],
  ] as const)('takes no callback handler on %s [LMI-5]', async (runtime, errorMessage) => {
    const callback = withLambda(() => import('./functions/multi-concurrency/shared.js'), {
      ...config,
      handler: 'callback',
      runtime,
    })
    const results = await Promise.all([invoke(callback, {}), invoke(callback, {})])
    for (const result of results)
      expect(result).toFailWith({ errorType: 'Runtime.CallbackHandlerDeprecated', errorMessage })
    expect(results[0]?.record.phases).toMatchObject([{ phase: 'init', status: 'error' }, { phase: 'invoke' }])
    expect(views(callback)).toEqual([])
  })
})

describe('the connections of a shared environment', () => {
  async function asking(run: (ask: Lambda<{ retry?: boolean }, string>) => Promise<void>): Promise<void> {
    const server = createServer((_request, response) => void response.end('pong')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const environment = { URL: `http://127.0.0.1:${port}` }
    try {
      await run(
        withLambda(() => import('./functions/connections/http-own.js'), { ...config, handler: 'handler', environment }),
      )
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  test('stay open between invocations, and are used again', () =>
    asking(async (ask) => {
      expect(await invoke(ask, {})).toOpenConnections(1)
      await ask.idle('1m')
      expect(await invoke(ask, {})).toReuseConnections(1)
    }))

  test('that their peers close are noticed at once, since nothing is frozen [LMI-1]', () =>
    asking(async (ask) => {
      await invoke(ask, {})
      await ask.idle('1m', { connections: 'closed' })
      const next = await invoke(ask, {})
      expect(next).toReturn('pong')
      expect(next).toOpenConnections(1)
      expect(next.record.phases.map(({ phase }) => phase)).toEqual(['invoke'])
    }))

  test('are told once as opened, whichever of those that ran together is over first', () =>
    asking(async (ask) => {
      const both = await Promise.all([invoke(ask, {}), invoke(ask, {})])
      const opened = both.map(({ record }) => record.connections.opened.length)
      expect(opened.reduce((sum, each) => sum + each)).toBe(2)
    }))
})
