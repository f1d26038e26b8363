// Init: what it costs, how it fails, and that a failed one runs again inside the invocation.

import { invoke, type InvocationResult, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { linesOf } from './lines.js'

type Answer = { evaluations: number; tmp: boolean }

function initDoing(does: string, config: LambdaConfig = {}): Lambda<{ sleepMs?: number }, Answer> {
  const environment = { DOES: does, ...(config.environment as Record<string, string> | undefined) }
  const lambda: unknown = withLambda(() => import('./functions/lifecycle/init.js'), {
    console: 'silent',
    ...config,
    environment,
  })
  // A configuration that is put together tells the types nothing of the export path.
  return lambda as Lambda<{ sleepMs?: number }, Answer>
}

const profiles = ['nodejs24.x', 'nodejs22.x'] as const

beforeEach(() => {
  vi.setSystemTime('2026-01-31T12:00:00.000Z')
  return () => vi.useRealTimers()
})

describe('Init', () => {
  test('runs the module level once per environment, before START, and warm invocations do without [INIT-1, INIT-4]', async () => {
    const lambda = initDoing('sleep 0')
    const cold = await invoke(lambda, {})
    const warm = await invoke(lambda, {})
    expect([cold.payload, warm.payload]).toEqual([
      { evaluations: 1, tmp: true },
      { evaluations: 1, tmp: true },
    ])
    const at = (part: string): number => cold.record.logs.findIndex(({ line }) => line.includes(part))
    expect(at('INIT_START')).toBe(0)
    expect(at('evaluating')).toBeLessThan(at('START RequestId'))
    expect(warm).not.toHaveLogged('evaluating')
  })

  test('is not taken from the time of the invocation [INIT-4]', async () => {
    const result = await invoke(initDoing('sleep 2500'), { sleepMs: 2900 })
    expect(result.record.report).toMatchObject({ initDurationMs: 2500, durationMs: 2900 })
  })

  test('that takes just less than ten seconds succeeds, whatever the timeout of the function [INIT-2]', async () => {
    const result = await invoke(initDoing('sleep 9999', { timeout: 1 }), {})
    expect(result.record.report.initDurationMs).toBe(9999)
  })

  test('writes no INIT_REPORT when it succeeds; the first REPORT alone has its duration [INIT-9]', async () => {
    const lambda = initDoing('sleep 120')
    const [cold, warm] = [await invoke(lambda, {}), await invoke(lambda, {})]
    expect(cold).not.toHaveLogged('INIT_REPORT')
    expect(linesOf(cold, 'platform').at(-1)).toContain('\tInit Duration: 120.00 ms\t')
    expect(linesOf(warm, 'platform').at(-1)).not.toContain('Init Duration')
    expect(warm.record.report).not.toHaveProperty('initDurationMs')
  })

  test('says that the environment was started on demand [INIT-12]', async () => {
    const lambda = withLambda(async () => process.env['AWS_LAMBDA_INITIALIZATION_TYPE'])
    expect(await lambda.invoke()).toReturn('on-demand')
  })

  test('leaves its timers running into the invocations, and frozen between them [INIT-18, FRZ-5]', async () => {
    const lambda = initDoing('interval 40')
    const first = await invoke(lambda, { sleepMs: 100 })
    await lambda.idle('1m')
    const second = await invoke(lambda, { sleepMs: 50 })
    expect(ticks(first)).toBe(2)
    expect(ticks(second)).toBe(2)
  })
})

function ticks(result: InvocationResult): number {
  return result.record.logs.filter(({ line }) => line.endsWith('tick')).length
}

describe.each(profiles)('a module that throws on %s', (runtime) => {
  test('is evaluated a second time inside the first invocation, which fails with its error [INIT-6]', async () => {
    const result = await invoke(initDoing('throw', { runtime }), {})
    expect(result).toFailWith({ errorType: 'TypeError', errorMessage: 'no table' })
    expect(result.record).toMatchObject({ outcome: 'error', coldStart: true })
    expect(result.record.tmp.files['/tmp/evaluations']?.text).toBe('++')
    expect(result.record.phases).toMatchObject([
      { phase: 'init', status: 'error' },
      { phase: 'init', status: 'error' },
      { phase: 'invoke', status: 'error' },
    ])
  })

  test('is evaluated once by each later invocation, which fails the same way [RST-1]', async () => {
    const lambda = initDoing('throw', { runtime })
    const first = await invoke(lambda, {})
    const second = await invoke(lambda, {})
    for (const result of [first, second]) expect(result).toFailWith('TypeError')
    expect(second.record.environmentId).toBe(first.record.environmentId)
    expect(second.record.tmp.files['/tmp/evaluations']?.text).toBe('+++')
    expect(second).not.toHaveLogged('Phase: init')
  })

  test('only the first time answers after all: Init inside the invocation succeeds, and counts as Duration [INIT-6, INIT-11]', async () => {
    const lambda = initDoing('throw', { runtime, environment: { ONCE: '1' } })
    const result = await invoke(lambda, { sleepMs: 30 })
    expect(result).toReturn({ evaluations: 2, tmp: true })
    expect(result.record.report).not.toHaveProperty('initDurationMs')
    expect(result.record.report).toMatchObject({ durationMs: 30, billedDurationMs: 30 })
    expect(await invoke(lambda, {})).toBeWarmStart()
  })
})

describe('a failed Init', () => {
  test('writes the lines that Lambda writes on nodejs24.x, START after the second Init [INIT-7, RES-15]', async () => {
    const result = await invoke(initDoing('throw'), {})
    expect(result.error?.errorType).toBe('TypeError')
    expect(linesOf(result, 'platform')).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "INIT_REPORT Init Duration: 0.00 ms	Phase: init	Status: error	Error Type: Runtime.Unknown",
        "INIT_REPORT Init Duration: 0.00 ms	Phase: invoke	Status: error	Error Type: Runtime.Unknown",
        "START RequestId: <id> Version: $LATEST",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 0.00 ms	Billed Duration: 1 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Status: error	Error Type: Runtime.Unknown",
      ]
    `)
    expect(linesOf(result, 'application')).toMatchInlineSnapshot(`
      [
        "2026-01-31T12:00:00.000Z	-	INFO	evaluating",
        "2026-01-31T12:00:00.000Z	-	ERROR	Init Error 	{"errorType":"TypeError","errorMessage":"no table","stack":["TypeError: no table", …]}",
        "TypeError: no table",
        "2026-01-31T12:00:00.000Z	-	INFO	evaluating",
        "2026-01-31T12:00:00.000Z	-	ERROR	Init Error 	{"errorType":"TypeError","errorMessage":"no table","stack":["TypeError: no table", …]}",
        "TypeError: no table",
      ]
    `)
  })

  test('writes the lines that Lambda writes on nodejs22.x [INIT-7, RES-15]', async () => {
    const result = await invoke(initDoing('throw', { runtime: 'nodejs22.x' }), {})
    expect(result.error?.errorType).toBe('TypeError')
    expect(linesOf(result, 'platform')).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:22	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "INIT_REPORT Init Duration: 0.00 ms	Phase: init	Status: error	Error Type: Runtime.Unknown",
        "INIT_REPORT Init Duration: 0.00 ms	Phase: invoke	Status: error	Error Type: Runtime.Unknown",
        "START RequestId: <id> Version: $LATEST",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 0.00 ms	Billed Duration: 1 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Status: error	Error Type: Runtime.Unknown",
      ]
    `)
    expect(linesOf(result, 'application')).toMatchInlineSnapshot(`
      [
        "2026-01-31T12:00:00.000Z	undefined	INFO	evaluating",
        "2026-01-31T12:00:00.000Z	undefined	ERROR	Uncaught Exception 	{"errorType":"TypeError","errorMessage":"no table","stack":["TypeError: no table", …]}",
        "2026-01-31T12:00:00.000Z	undefined	INFO	evaluating",
        "2026-01-31T12:00:00.000Z	undefined	ERROR	Uncaught Exception 	{"errorType":"TypeError","errorMessage":"no table","stack":["TypeError: no table", …]}",
      ]
    `)
  })

  test('by a syntax error is named as Lambda names it [INIT-7, RES-11]', async () => {
    const result = await invoke(initDoing('syntax'), {})
    expect(result).toFailWith({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringMatching(/^SyntaxError: /),
    })
    expect(linesOf(result, 'platform')).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "INIT_REPORT Init Duration: 0.00 ms	Phase: init	Status: error	Error Type: Runtime.UserCodeSyntaxError",
        "INIT_REPORT Init Duration: 0.00 ms	Phase: invoke	Status: error	Error Type: Runtime.UserCodeSyntaxError",
        "START RequestId: <id> Version: $LATEST",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 0.00 ms	Billed Duration: 1 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Status: error	Error Type: Runtime.UserCodeSyntaxError",
      ]
    `)
  })

  test('by a missing export is Runtime.HandlerNotFound [RES-10]', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), {
      handler: 'nothing' as 'handler',
      console: 'silent',
    })
    const result = await lambda.invoke()
    expect(result).toFailWith({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.nothing is undefined or not exported',
    })
  })

  test('in JSON format is told by events of level WARN, those of each Init and those of the invocation [LOG-11]', async () => {
    const result = await invoke(
      initDoing('throw', { loggingConfig: { logFormat: 'JSON', systemLogLevel: 'WARN' } }),
      {},
    )
    expect(result).toFailWith('TypeError')
    const events = result.record.logs.flatMap(({ line, source }) => {
      if (source !== 'platform') return []
      const { type, record } = JSON.parse(line) as { type: string; record: { phase?: string; status: string } }
      return [[type, record.phase, record.status]]
    })
    expect(events).toEqual([
      ['platform.initRuntimeDone', 'init', 'error'],
      ['platform.initReport', 'init', 'error'],
      ['platform.initRuntimeDone', 'invoke', 'error'],
      ['platform.initReport', 'invoke', 'error'],
      ['platform.runtimeDone', undefined, 'error'],
      ['platform.report', undefined, 'error'],
    ])
  })
})

describe('process.exit() at module level', () => {
  test.each([
    ['exit 0', 'Runtime exited without providing a reason'],
    ['exit 3', 'Runtime exited with error: exit status 3'],
    ['kill', 'Runtime exited with error: signal: killed'],
  ])(
    '%s fails the first invocation with Runtime.ExitError, after two evaluations [INIT-10, ERR-11]',
    async (does, reason) => {
      const result = await invoke(initDoing(does), {})
      expect(result.payload).toEqual({
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${result.record.requestId} Error: ${reason}`,
      })
      expect(result.record.outcome).toBe('exit')
      expect(result.record.tmp.files['/tmp/evaluations']?.text).toBe('++')
      expect(linesOf(result, 'platform')[1]).toBe(
        'INIT_REPORT Init Duration: 0.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError',
      )
    },
  )
})

describe('a floating rejection at module level', () => {
  test('ends nodejs24.x raw: exit status 1 [INIT-16]', async () => {
    const result = await invoke(initDoing('float'), {})
    expect(result).toFailWith({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit status 1'),
    })
    expect(result).toHaveLogged('RangeError: floating')
  })

  test('is reported by nodejs22.x as an unhandled rejection [INIT-16]', async () => {
    const result = await invoke(initDoing('float', { runtime: 'nodejs22.x' }), {})
    expect(result).toFailWith({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'RangeError: floating' })
    expect(result).toHaveLogged('Unhandled Promise Rejection', 'ERROR')
  })
})

describe('an exception in a timer during Init', () => {
  test('ends nodejs24.x raw [INIT-5, ERR-8]', async () => {
    expect(await invoke(initDoing('timer'), {})).toFailWith({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit status 1'),
    })
  })

  test('is reported by nodejs22.x under its own name [INIT-5, ERR-8]', async () => {
    expect(await invoke(initDoing('timer', { runtime: 'nodejs22.x' }), {})).toFailWith({
      errorType: 'RangeError',
      errorMessage: 'in a timer',
    })
  })
})

describe('a top-level await', () => {
  test('that rejects is an Init error with the name of its error [RES-14]', async () => {
    expect(await invoke(initDoing('reject'), {})).toFailWith({ errorType: 'TypeError', errorMessage: 'rejected' })
  })

  test.each([
    ['nodejs24.x', 'Runtime exited without providing a reason'],
    ['nodejs22.x', 'Runtime exited with error: exit status 13'],
  ] as const)('that never settles ends the process of %s: %s [INIT-15]', async (runtime, reason) => {
    const result = await invoke(initDoing('never', { runtime }), {})
    expect(result).toFailWith({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${result.record.requestId} Error: ${reason}`,
    })
  })
})

describe('an Init of more than ten seconds', () => {
  test('is cut off, runs again inside the invocation, and eats the timeout of the function [INIT-2, INIT-6, INIT-8, PIT-16]', async () => {
    const result = await invoke(initDoing('sleep 11000'), {})
    expect(result).toTimeOut()
    expect(linesOf(result, 'platform')).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "INIT_REPORT Init Duration: 10000.00 ms	Phase: init	Status: timeout",
        "INIT_REPORT Init Duration: 3000.00 ms	Phase: invoke	Status: timeout",
        "START RequestId: <id> Version: $LATEST",
        "END RequestId: <id>",
        "REPORT RequestId: <id>	Duration: 3000.00 ms	Billed Duration: 3000 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Status: timeout",
      ]
    `)
    expect(result.record.tmp.files['/tmp/evaluations']?.text).toBe('++')
    expect(result.record.waitingFor).toEqual([expect.stringMatching(/^a timer of 11000 ms set at .*init\.ts:\d+:\d+$/)])
  })

  test('succeeds inside the invocation when the function has the time for it [INIT-6]', async () => {
    const result = await invoke(initDoing('sleep 11000', { timeout: 15 }), { sleepMs: 1000 })
    expect(result).toReturn({ evaluations: 2, tmp: true })
    expect(result.record.report).toMatchObject({ durationMs: 12_000, billedDurationMs: 12_000 })
    expect(result.record.phases).toMatchObject([
      { phase: 'init', durationMs: 10_000, status: 'timeout' },
      { phase: 'init', durationMs: 11_000, status: 'success' },
      { phase: 'invoke', durationMs: 12_000, status: 'success' },
    ])
  })

  test('leaves the handler what Init has left of the timeout: that covers all of the Invoke phase [INIT-6, LIF-3]', async () => {
    const result = await invoke(initDoing('sleep 11000', { timeout: 15 }), { sleepMs: 4001 })
    expect(result).toTimeOut()
    expect(result.record.report.durationMs).toBe(15_000)
  })

  test('can time out again and again: each later invocation starts Init anew [RST-1]', async () => {
    const lambda = initDoing('sleep 11000')
    for (const evaluations of ['++', '+++', '++++']) {
      const result = await invoke(lambda, {})
      expect(result).toTimeOut()
      expect(result.record.tmp.files['/tmp/evaluations']?.text).toBe(evaluations)
    }
  })
})
