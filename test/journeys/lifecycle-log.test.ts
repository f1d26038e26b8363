// The log of an invocation, line by line: what Lambda itself writes, and where the function's own lines stand.

import { invoke, type InvocationResult, type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { httpServer, slowly } from './functions/server.js'
import { lines, linesOf } from './lines.js'

beforeEach(() => {
  vi.setSystemTime('2026-01-31T12:00:00.000Z')
  return () => vi.useRealTimers()
})

const quiet: LambdaConfig = { console: 'silent', functionName: 'orders', seed: 1 }

async function work(
  event: { ms?: number; fail?: 'throw' | 'exit' | 'hang'; leave?: number } | undefined,
): Promise<string> {
  const { ms = 0, fail, leave } = event ?? {}
  console.log('working')
  if (leave !== undefined) setTimeout(() => console.log('left over'), leave)
  await sleep(ms)
  if (fail === 'throw') throw new TypeError('boom')
  if (fail === 'exit') process.exit(7)
  if (fail === 'hang') await sleep(900_000)
  return 'done'
}

const NO_INIT = { DOES: 'sleep 166' }

describe('the log in text format', () => {
  test('of a cold start has INIT_START, START, the lines of the function, END and REPORT, in this order [LOG-1, LOG-2, LOG-3, LOG-6, LOG-7]', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), { ...quiet, environment: NO_INIT })
    expect(lines(await invoke(lambda, { sleepMs: 128 }))).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "2026-01-31T12:00:00.000Z	-	INFO	evaluating",
        "START RequestId: <id> Version: $LATEST",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 128.00 ms	Billed Duration: 294 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Init Duration: 166.00 ms	",
      ]
    `)
  })

  test('of a warm start has no INIT_START and no Init Duration [LOG-6, LOG-7]', async () => {
    const lambda = withLambda(work, quiet)
    await invoke(lambda)
    expect(lines(await invoke(lambda, { ms: 80 }))).toMatchInlineSnapshot(`
      [
        "START RequestId: <id> Version: $LATEST",
        "2026-01-31T12:00:00.001Z	<id>	INFO	working",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 80.00 ms	Billed Duration: 80 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	",
      ]
    `)
  })

  test('of a timeout ends with its status, at the limit or later [LOG-4, LOG-5]', async () => {
    const result = await invoke(withLambda(work, quiet), { fail: 'hang' })
    expect(result).toTimeOut()
    expect(lines(result)).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "START RequestId: <id> Version: $LATEST",
        "2026-01-31T12:00:00.000Z	<id>	INFO	working",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 3000.00 ms	Billed Duration: 3000 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Init Duration: 0.00 ms	Status: timeout",
      ]
    `)
  })

  test('of an exit ends with its error type [LOG-4]', async () => {
    const result = await invoke(withLambda(work, quiet), { fail: 'exit' })
    expect(result).toFailWith('Runtime.ExitError')
    expect(lines(result)).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "START RequestId: <id> Version: $LATEST",
        "2026-01-31T12:00:00.000Z	<id>	INFO	working",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 1.00 ms	Billed Duration: 1 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Init Duration: 0.00 ms	Status: error	Error Type: Runtime.ExitError",
      ]
    `)
  })

  test('of a function error has no status: the platform saw nothing fail [LOG-4]', async () => {
    const result = await invoke(withLambda(work, quiet), { fail: 'throw' })
    expect(result).toFailWith('TypeError')
    expect(lines(result).at(-1)).toMatchInlineSnapshot(
      `"REPORT RequestId: <id>	Duration: 1.00 ms	Billed Duration: 1 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Init Duration: 0.00 ms	"`,
    )
  })

  test('shows what leftover work wrote after its own REPORT under the next START [LOG-6, FRZ-7]', async () => {
    const lambda = withLambda(work, quiet)
    const first = await invoke(lambda, { leave: 1000 })
    await lambda.idle('10s')
    const second = await invoke(lambda)
    expect(lines(first)).not.toContainEqual(expect.stringContaining('left over'))
    expect(lines(second).map((line) => line.replace(first.record.requestId, '<first id>'))).toMatchInlineSnapshot(`
      [
        "START RequestId: <id> Version: $LATEST",
        "2026-01-31T12:00:10.001Z	<first id>	INFO	left over",
        "2026-01-31T12:00:10.001Z	<id>	INFO	working",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 1.00 ms	Billed Duration: 1 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	",
      ]
    `)
  })

  test('shows what real work wrote while everything was frozen under the next START, too [LOG-6, FRZ-10]', async () => {
    const server = await httpServer((_request, response) => slowly(() => response.end('late')))
    const written = Promise.withResolvers<void>()
    const lambda = withLambda(async ({ leave = false }: { leave?: boolean }) => {
      if (!leave) return
      void (async () => {
        await fetch(server.url)
        console.log('left over')
        written.resolve()
      })()
    }, quiet)
    const first = await lambda.invoke({ leave: true })
    await written.promise
    server.close()
    const second = await lambda.invoke({})
    expect(first).not.toHaveLogged('left over')
    expect(lines(second).map((line) => line.split(/[\s]/).at(line.startsWith('2026') ? -1 : 0))).toEqual([
      'START',
      'over',
      'END',
      'REPORT',
    ])
  })

  test('reports the sizes that are configured [LOG-3, LOG-8]', async () => {
    const { record } = await invoke(withLambda(work, { ...quiet, memorySize: 512 }))
    expect(record.report).toMatchObject({ memorySizeMB: 512, maxMemoryUsedMB: 512 })
    expect(record.logs.at(-1)?.line).toContain('\tMemory Size: 512 MB\tMax Memory Used: 512 MB\t')
  })
})

describe('the log in JSON format', () => {
  const json: LambdaConfig = { ...quiet, loggingConfig: { logFormat: 'JSON' } }

  test('of a cold start has platform.initStart, platform.start and platform.report, and no END [LOG-9, LOG-10, LOG-11]', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), { ...json, environment: NO_INIT })
    const result = await invoke(lambda, { sleepMs: 128 })
    expect(events(result)).toMatchInlineSnapshot(`
      [
        {
          "record": {
            "functionName": "orders",
            "functionVersion": "$LATEST",
            "initializationType": "on-demand",
            "instanceId": "2026/01/31/[$LATEST]c8c65699a89a89efd48653afdbe30369",
            "instanceMaxMemory": 134217728,
            "phase": "init",
            "runtimeVersion": "nodejs:24",
            "runtimeVersionArn": "arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
          },
          "time": "2026-01-31T12:00:00.000Z",
          "type": "platform.initStart",
        },
        {
          "level": "INFO",
          "message": "evaluating",
          "requestId": "-",
          "timestamp": "2026-01-31T12:00:00.000Z",
        },
        {
          "record": {
            "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:orders",
            "requestId": "<id>",
            "version": "$LATEST",
          },
          "time": "2026-01-31T12:00:00.166Z",
          "type": "platform.start",
        },
        {
          "record": {
            "metrics": {
              "billedDurationMs": 294,
              "durationMs": 128,
              "initDurationMs": 166,
              "maxMemoryUsedMB": 128,
              "memorySizeMB": 128,
            },
            "requestId": "<id>",
            "status": "success",
          },
          "time": "2026-01-31T12:00:00.294Z",
          "type": "platform.report",
        },
      ]
    `)
  })

  test.each([
    ['DEBUG', ['initStart', 'initRuntimeDone', 'initReport', 'start', 'runtimeDone', 'report']],
    ['INFO', ['initStart', 'start', 'report']],
    ['WARN', []],
  ] as const)(
    'at system log level %s has the events of that level of an invocation that answers [LOG-11]',
    async (systemLogLevel, expected) => {
      const result = await invoke(withLambda(work, { ...quiet, loggingConfig: { logFormat: 'JSON', systemLogLevel } }))
      const types = linesOf(result, 'platform').map((line) => (JSON.parse(line) as { type: string }).type)
      expect(types).toEqual(expected.map((name) => `platform.${name}`))
      expect(linesOf(result, 'application')).toHaveLength(1)
    },
  )

  test('at level DEBUG tells how long Init and the runtime took, and how much was answered [LOG-10]', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), {
      ...quiet,
      loggingConfig: { logFormat: 'JSON', systemLogLevel: 'DEBUG' },
      environment: NO_INIT,
    })
    const result = await invoke(lambda, { sleepMs: 128 })
    const bytes = Buffer.byteLength(JSON.stringify(result.payload))
    expect(events(result)).toMatchObject([
      { type: 'platform.initStart' },
      { message: 'evaluating' },
      {
        type: 'platform.initRuntimeDone',
        record: { initializationType: 'on-demand', phase: 'init', status: 'success' },
      },
      { type: 'platform.initReport', record: { status: 'success', metrics: { durationMs: 166 } } },
      { type: 'platform.start' },
      { type: 'platform.runtimeDone', record: { metrics: { durationMs: 128, producedBytes: bytes } } },
      { type: 'platform.report' },
    ])
  })

  test.each([
    ['hang', { status: 'timeout' }],
    ['exit', { status: 'error', errorType: 'Runtime.ExitError' }],
    ['throw', { status: 'success' }],
  ] as const)('of %s ends with %o [LOG-10, LOG-12]', async (fail, expected) => {
    const result = await invoke(withLambda(work, json), { fail })
    expect(result.functionError).toBe('Unhandled')
    const { status, errorType } = Object(events(result).at(-1)?.['record']) as Record<string, unknown>
    expect({ status, errorType }).toEqual({ errorType: undefined, ...expected })
  })
})

function events(result: InvocationResult): Record<string, unknown>[] {
  return lines(result).map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the billed duration', () => {
  test.each([
    [0, 0, 1],
    [1, 0, 1],
    [0, 80, 80],
    [133, 80, 213],
  ])('of %i ms of Init and %i ms of work is %i ms [LOG-7]', async (init, ms, billed) => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), {
      ...quiet,
      environment: { DOES: `sleep ${init}` },
    })
    const { report } = (await invoke(lambda, { ...(ms > 0 && { sleepMs: ms }) })).record
    // A timer of 0 ms takes 1 ms, in Node as here.
    expect(report.billedDurationMs).toBe(init === 0 && ms > 0 ? billed + 1 : billed)
  })

  test('contains Init only the first time [LOG-7]', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), {
      ...quiet,
      environment: { DOES: 'sleep 500' },
    })
    const billed = [await invoke(lambda, { sleepMs: 10 }), await invoke(lambda, { sleepMs: 10 })]
    expect(billed.map(({ record }) => record.report.billedDurationMs)).toEqual([510, 10])
  })
})

describe('the log tail', () => {
  const chatty = withLambda(
    async ({ lines: count }: { lines: number }) => {
      for (let i = 0; i < count; i++) console.log(`line ${i} ä`)
    },
    { console: 'silent' },
  )
  const tail = (result: InvocationResult): string => Buffer.from(result.logResult ?? '', 'base64').toString()

  test('is there only when it is asked for [LOG-21]', async () => {
    expect(await invoke(chatty, { lines: 1 })).not.toHaveProperty('logResult')
    expect(await invoke(chatty, { lines: 1 }, { logType: 'None' })).not.toHaveProperty('logResult')
  })

  test('of a short log is all of it, START, END and REPORT included [LOG-21]', async () => {
    await invoke(chatty, { lines: 0 })
    const result = await invoke(chatty, { lines: 2 }, { logType: 'Tail' })
    expect(tail(result)).toBe(result.record.logs.map(({ line }) => `${line}\n`).join(''))
  })

  test('of a long log is its last 4,096 bytes, cut in front wherever that falls [LOG-21]', async () => {
    const result = await invoke(chatty, { lines: 1000 }, { logType: 'Tail' })
    expect(Buffer.from(result.logResult ?? '', 'base64')).toHaveLength(4096)
    expect(tail(result)).toMatch(/line 999 ä\nEND RequestId: .*\nREPORT .*\n$/)
  })
})

describe('a seed', () => {
  test('makes the ids the same in every run [CTX-5, CTX-8]', async () => {
    const results = [await invoke(withLambda(work, quiet)), await invoke(withLambda(work, quiet))]
    const ids = results.map(({ record }) => [record.requestId, record.environmentId])
    expect(ids[0]).toEqual(ids[1])
    expect(ids[0]).toMatchInlineSnapshot(`
      [
        "b38589dc-4027-4bd2-a0fd-e2d43f81d8a7",
        "c8c65699a89a89efd48653afdbe30369",
      ]
    `)
  })
})
