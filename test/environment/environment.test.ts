import { describe, expect, test } from 'vitest'
import { Environment, type EnvironmentSpec, type Request } from '../../src/environment/environment.js'
import type { LogEntry } from '../../src/record/record.js'
import type { InitOutcome, Settled } from '../../src/sandbox/port.js'
import { answered, type Course, FakeSandbox, FakeTime, ready, spec, STARTS_AT } from './sandbox.js'

const REQUEST: Request = { requestId: '8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b', event: '{}', functionArn: 'arn:orders' }

interface Stage {
  readonly time: FakeTime
  readonly sandbox: FakeSandbox
  readonly environment: Environment
}

function stage(
  given: { inits?: Course<InitOutcome>[]; deliveries?: Course<Settled>[]; spec?: Partial<EnvironmentSpec> } = {},
): Stage {
  const time = new FakeTime()
  const sandbox = new FakeSandbox(time, given.inits, given.deliveries)
  return { time, sandbox, environment: new Environment(spec(time, given.spec), sandbox) }
}

const failedInit: Course<InitOutcome> = {
  ms: 150,
  logs: ['init failed'],
  end: {
    kind: 'failed',
    error: { errorType: 'Runtime.UserCodeSyntaxError', errorMessage: 'SyntaxError: x', trace: [] },
  },
}
const timedOutInit: Course<InitOutcome> = { ms: 10_000, end: { kind: 'timeout', waitingFor: ['a timer'] } }
const timedOut: Course<Settled> = {
  ms: 3000,
  end: { outcome: 'timeout', waitingFor: ['a timer'], survives: false, missingEnv: [] },
}

describe('an environment', () => {
  test('reports the most memory that it ever used, and the CPU time of each invocation [LOG-8]', async () => {
    const using = (cpuMs: number, MB: number): Course<Settled> =>
      ({ end: { ...answered.end, used: { cpuMs, memoryBytes: MB * 1024 * 1024 } } }) as Course<Settled>
    const { environment } = stage({ deliveries: [using(2, 40), using(3, 71), using(1, 60)] })
    const reports = []
    for (let count = 0; count < 3; count++) reports.push((await environment.invoke(REQUEST)).record.report)
    expect(reports.map(({ cpuMs, maxMemoryUsedMB }) => [cpuMs, maxMemoryUsedMB])).toEqual([
      [2, 40],
      [3, 71],
      [1, 71],
    ])
  })

  test('is initialised by its first invocation only, and frozen after each [INIT-1]', async () => {
    const { environment, sandbox, time } = stage()
    expect([environment.phase, environment.invocations]).toEqual(['new', 0])
    await environment.invoke(REQUEST)
    expect([environment.phase, environment.invocations]).toEqual(['frozen', 1])
    time.now += 5000
    await environment.invoke(REQUEST)
    expect(sandbox.asked).toEqual(['start', 'deliver after 0 ms', 'deliver after 5000 ms'])
    expect(environment.invocations).toBe(2)
  })

  test('is gone when its sandbox cannot run the function at all, and the invocation rejects with the reason', async () => {
    const { environment, sandbox } = stage()
    const reason = new Error('setup failed')
    sandbox.start = () => Promise.reject(reason)
    await expect(environment.invoke(REQUEST)).rejects.toBe(reason)
    expect([environment.phase, ...sandbox.asked]).toEqual(['shutdown', 'stop: shutdown'])
  })

  test('counts its freeze from the end of the invocation, whatever others did to the time meanwhile', async () => {
    const { environment, sandbox, time } = stage({ deliveries: [{ ...answered, ms: 100 }] })
    const first = environment.invoke(REQUEST)
    await first
    expect(environment.frozenAt).toBe(STARTS_AT + 100)
    time.now += 900
    await environment.invoke(REQUEST)
    expect(sandbox.asked.at(-1)).toBe('deliver after 900 ms')
  })

  test('gives Init ten seconds and the invocation its timeout after that [INIT-2, INIT-4]', async () => {
    const { environment, sandbox } = stage({ inits: [{ ...ready, ms: 700 }] })
    await environment.invoke(REQUEST)
    expect(sandbox.plans[0]).toMatchObject({ startsAt: STARTS_AT, deadline: STARTS_AT + 10_000 })
    expect(sandbox.invocations[0]?.deadline).toBe(STARTS_AT + 700 + 3000)
  })

  test('begins an invocation when its own Init has ended, however far others have come meanwhile', async () => {
    const { environment, sandbox, time } = stage()
    sandbox.start = async () => {
      time.now += 5000
      return { kind: 'ready', endedAt: STARTS_AT + 700, sharedModules: [] }
    }
    const { record } = await environment.invoke(REQUEST)
    expect(record.phases.at(-1)).toMatchObject({ phase: 'invoke', startedAt: STARTS_AT + 700 })
    expect(sandbox.invocations[0]?.deadline).toBe(STARTS_AT + 700 + 3000)
  })

  test('gives an invocation less time when it asks for less', async () => {
    const { environment, sandbox } = stage()
    await environment.invoke({ ...REQUEST, timeoutMs: 50 })
    expect(sandbox.invocations[0]?.deadline).toBe(STARTS_AT + 50)
  })

  test('hands everything else of the request on as it is', async () => {
    const { environment, sandbox } = stage()
    const headers = { clientContext: '{}', cognitoIdentity: '{}', traceId: 'Root=1', tenantId: 'blue' }
    await environment.invoke({ ...REQUEST, ...headers })
    expect(sandbox.invocations[0]).toMatchObject({ ...REQUEST, ...headers })
  })

  test('holds the time while it has an invocation, however that ends', async () => {
    const { environment, time } = stage({ deliveries: [{}] })
    void environment.invoke(REQUEST)
    expect(time.held).toBe(1)
    const failing = stage()
    failing.sandbox.deliver = () => Promise.reject(new Error('stopped'))
    await expect(failing.environment.invoke(REQUEST)).rejects.toThrow('stopped')
    expect(failing.time.held).toBe(0)
  })

  test('refuses a second invocation beside the first by name [LIF-1]', async () => {
    const { environment } = stage({ deliveries: [answered, {}] })
    await environment.invoke(REQUEST)
    void environment.invoke(REQUEST)
    await expect(environment.invoke(REQUEST)).rejects.toThrow(
      "an execution environment in phase 'invoke' cannot 'thaw'",
    )
  })

  test('refuses invocations after its end', async () => {
    const { environment } = stage()
    await environment.shutDown()
    await expect(environment.invoke(REQUEST)).rejects.toThrow(
      "an execution environment in phase 'shutdown' cannot 'thaw'; possible: nothing any more",
    )
  })

  test('is shut down once, without grace [LIF-9]', async () => {
    const { environment, sandbox } = stage()
    await environment.invoke(REQUEST)
    await environment.shutDown()
    await environment.shutDown()
    expect(sandbox.asked.filter((each) => each.startsWith('stop'))).toEqual(['stop: shutdown'])
    expect(environment.phase).toBe('shutdown')
  })

  test('shows the /tmp of its sandbox', () => {
    const { environment, sandbox } = stage()
    sandbox.tmp = { files: { '/tmp/a': { bytes: 1, text: 'x' } }, bytes: 1 }
    expect(environment.tmp).toBe(sandbox.tmp)
  })
})

describe('an environment that is initialised ahead', () => {
  const provisioned: Partial<EnvironmentSpec> = {
    source: { ...spec(new FakeTime()).source, initializationType: 'provisioned-concurrency' },
  }

  test('has run Init and no invocation, and holds the time meanwhile [INIT-14]', async () => {
    const { environment, sandbox, time } = stage({ inits: [{ ...ready, ms: 400 }], spec: provisioned })
    const initialised = environment.initialise()
    expect([environment.phase, time.held]).toEqual(['init', 1])
    await initialised
    expect([environment.phase, environment.invocations, time.held]).toEqual(['frozen', 0, 0])
    expect(sandbox.asked).toEqual(['start'])
    expect(environment.frozenAt).toBe(STARTS_AT + 400)
  })

  test('is so once, however often it is asked', async () => {
    const { environment, sandbox } = stage({ spec: provisioned })
    await environment.initialise()
    await environment.initialise()
    await environment.invoke(REQUEST)
    await environment.initialise()
    expect(sandbox.asked).toEqual(['start', 'deliver after 0 ms'])
  })

  test.each([
    [3_000, 130_000],
    [900_000, 900_000],
  ])('with a timeout of %d ms has %d ms for Init [INIT-3]', async (timeoutMs, limit) => {
    const { environment, sandbox } = stage({ spec: { ...provisioned, timeoutMs } })
    await environment.initialise()
    expect(sandbox.plans[0]?.deadline).toBe(STARTS_AT + limit)
  })

  test('answers its first request warm, after a freeze, with an INIT_REPORT and the duration of Init [INIT-9, INIT-14]', async () => {
    const { environment, time } = stage({ inits: [{ ...ready, ms: 400 }], spec: provisioned })
    await environment.initialise()
    time.now += 5_000
    const { record } = await environment.invoke(REQUEST)
    expect(record).toMatchObject({
      coldStart: false,
      initializationType: 'provisioned-concurrency',
      invocationIndex: 1,
    })
    expect(record.report).toMatchObject({ initDurationMs: 400 })
    expect(record.phases.map(({ phase, durationMs }) => [phase, durationMs])).toEqual([
      ['freeze', 5_000],
      ['invoke', 0],
    ])
    const lines = record.logs.map(({ line }) => line)
    expect(lines.filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
      'INIT_REPORT Init Duration: 400.00 ms\tPhase: init\tStatus: success',
    ])
    const { record: second } = await environment.invoke(REQUEST)
    expect(second.logs.map(({ line }) => line)).not.toContainEqual(expect.stringMatching(/Init Duration/))
    expect(second.report.initDurationMs).toBeUndefined()
  })

  test('whose Init failed runs it again inside its first request [INIT-6]', async () => {
    const { environment, sandbox } = stage({ inits: [failedInit, ready], spec: provisioned })
    expect(await environment.initialise()).toMatchObject({ kind: 'failed' })
    expect([environment.phase, ...sandbox.asked]).toEqual(['frozen', 'start', 'stop: reset'])
    const { record } = await environment.invoke(REQUEST)
    expect(record.outcome).toBe('response')
    expect(sandbox.asked.slice(2)).toEqual(['start', 'deliver after 0 ms'])
  })

  test('is gone when its sandbox cannot run the function at all', async () => {
    const { environment, sandbox, time } = stage({ spec: provisioned })
    sandbox.start = () => Promise.reject(new Error('setup failed'))
    await expect(environment.initialise()).rejects.toThrow('setup failed')
    expect([environment.phase, time.held]).toEqual(['shutdown', 0])
  })
})

describe('a failed Init', () => {
  test('runs again inside the invocation, bounded by its timeout, with the process reset in between [INIT-6]', async () => {
    const { environment, sandbox } = stage({ inits: [failedInit, ready] })
    const { record } = await environment.invoke(REQUEST)
    expect(sandbox.asked).toEqual(['start', 'stop: reset', 'start', 'deliver after 0 ms'])
    expect(sandbox.plans[1]).toMatchObject({ startsAt: STARTS_AT + 150, deadline: STARTS_AT + 150 + 3000 })
    expect(record.outcome).toBe('response')
    expect(record.phases.map(({ phase, status }) => [phase, status])).toEqual([
      ['init', 'error'],
      ['init', 'success'],
      ['invoke', 'success'],
    ])
  })

  test('is the error of the invocation when it fails again, and Init runs in the next one [INIT-6, RST-1]', async () => {
    const { environment, sandbox } = stage({ inits: [failedInit, failedInit, ready] })
    const failed = await environment.invoke(REQUEST)
    expect(JSON.parse(failed.payload)).toEqual({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: 'SyntaxError: x',
      trace: [],
    })
    expect(failed.record).toMatchObject({ outcome: 'error', coldStart: true })
    const next = await environment.invoke(REQUEST)
    expect(next.record).toMatchObject({ outcome: 'response', coldStart: true, invocationIndex: 2 })
    expect(sandbox.asked).toEqual(['start', 'stop: reset', 'start', 'stop: reset', 'start', 'deliver after 0 ms'])
  })

  test('is in what the report says that the invocation used, as often as it ran [LOG-8]', async () => {
    const using = (cpuMs: number, MB: number): Course<InitOutcome> =>
      ({ end: { ...failedInit.end, used: { cpuMs, memoryBytes: MB * 1024 * 1024 } } }) as Course<InitOutcome>
    const { environment } = stage({ inits: [using(2, 71), using(3, 60), ready] })
    const failed = await environment.invoke(REQUEST)
    expect(failed.record.report).toMatchObject({ cpuMs: 5, maxMemoryUsedMB: 71 })
    const next = await environment.invoke(REQUEST)
    expect(next.record.report).toMatchObject({ maxMemoryUsedMB: 128 })
  })

  test('names the tenant in the lines of the invocation that it fails [TEN-1, LOG-10]', async () => {
    const source = { ...spec(new FakeTime()).source, format: 'JSON' } as const
    const { environment } = stage({ inits: [failedInit], spec: { source } })
    const { record } = await environment.invoke({ ...REQUEST, tenantId: 'blue' })
    const events = record.logs
      .filter((entry) => entry.source === 'platform')
      .map(({ line }) => JSON.parse(line) as { type: string; record: { tenantId?: string } })
    expect(events.map((event) => [event.type, event.record.tenantId])).toEqual([
      ['platform.initStart', undefined],
      ['platform.initRuntimeDone', undefined],
      ['platform.initReport', undefined],
      ['platform.initRuntimeDone', undefined],
      ['platform.initReport', undefined],
      ['platform.start', 'blue'],
      ['platform.runtimeDone', 'blue'],
      ['platform.report', 'blue'],
    ])
  })

  test('writes its lines in the order of Lambda [INIT-7]', async () => {
    const { environment } = stage({ inits: [failedInit] })
    const { record } = await environment.invoke(REQUEST)
    expect(record.logs.map(({ line }) => line)).toMatchInlineSnapshot(`
      [
        "INIT_START Runtime Version: nodejs:24	Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:0000000000000000000000000000000000000000000000000000000000000000",
        "init failed",
        "INIT_REPORT Init Duration: 150.00 ms	Phase: init	Status: error	Error Type: Runtime.UserCodeSyntaxError",
        "init failed",
        "INIT_REPORT Init Duration: 150.00 ms	Phase: invoke	Status: error	Error Type: Runtime.UserCodeSyntaxError",
        "START RequestId: 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b Version: $LATEST",
        "END RequestId: 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b",
        "REPORT RequestId: 8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b	Duration: 150.00 ms	Billed Duration: 150 ms	Memory Size: 128 MB	Max Memory Used: 128 MB	Status: error	Error Type: Runtime.UserCodeSyntaxError",
      ]
    `)
  })

  test('by timeout writes Status: timeout, and takes the rest from the invocation [INIT-8]', async () => {
    const { environment } = stage({ inits: [timedOutInit, { ...timedOutInit, ms: 3000 }] })
    const { record } = await environment.invoke(REQUEST)
    expect(record).toMatchObject({ outcome: 'timeout', waitingFor: ['a timer'], report: { durationMs: 3000 } })
    expect(record.logs.map(({ line }) => line).filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
      'INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout',
      'INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout',
    ])
  })
})

describe('an invocation', () => {
  test('after which the process is lost resets the sandbox and needs Init again [RST-1]', async () => {
    const { environment, sandbox } = stage({ deliveries: [timedOut, answered], inits: [{ ...ready, ms: 40 }] })
    const lost = await environment.invoke(REQUEST)
    expect(lost.record.outcome).toBe('timeout')
    const { record } = await environment.invoke(REQUEST)
    expect(sandbox.asked).toEqual(['start', 'deliver after 0 ms', 'stop: reset', 'start', 'deliver after 0 ms'])
    expect(record).toMatchObject({ coldStart: true, invocationIndex: 2, report: { durationMs: 40 } })
    expect(record.report).not.toHaveProperty('initDurationMs')
  })

  test('that timed out lasts until its deadline, and is heard of when that has passed: no freeze is recorded [RST-1, LOG-5]', async () => {
    const { environment, time } = stage({ deliveries: [timedOut, answered] })
    const lost = await environment.invoke(REQUEST)
    expect(lost.record.report.durationMs).toBe(3000)
    expect([time.now, environment.frozenAt]).toEqual([STARTS_AT + 3001, STARTS_AT + 3001])
    const { record } = await environment.invoke(REQUEST)
    expect(record.phases.map(({ phase, startedAt }) => [phase, startedAt])).toEqual([
      ['init', STARTS_AT + 3001],
      ['invoke', STARTS_AT + 3001],
    ])
  })

  test('whose Init timed out inside it is heard of when its deadline has passed, too [INIT-6, RST-1]', async () => {
    const { environment, time } = stage({ inits: [failedInit, { ...timedOutInit, ms: 3000 }] })
    await environment.invoke(REQUEST)
    expect(time.now).toBe(STARTS_AT + 150 + 3001)
  })

  test('has the lines that were written since the last record closed, between START and END [LOG-6]', async () => {
    const { environment } = stage({
      inits: [{ ...ready, logs: ['at init'] }],
      deliveries: [
        { ...answered, logs: ['one'] },
        { ...answered, logs: ['two'] },
      ],
    })
    const records = [(await environment.invoke(REQUEST)).record, (await environment.invoke(REQUEST)).record]
    const kinds = records.map(({ logs }) => logs.map(({ line }) => line.split(' ')[0]))
    expect(kinds).toEqual([
      ['INIT_START', 'at', 'START', 'one', 'END', 'REPORT'],
      ['START', 'two', 'END', 'REPORT'],
    ])
  })

  test('has lines that were written while everything was frozen under its START [LOG-6]', async () => {
    const { environment, sandbox } = stage()
    let emit = (_entry: LogEntry): void => {}
    const { start } = sandbox
    sandbox.start = (code, plan, given) => {
      emit = given
      return start.call(sandbox, code, plan, given)
    }
    await environment.invoke(REQUEST)
    emit({ line: 'late', source: 'application' })
    const { record } = await environment.invoke(REQUEST)
    expect(record.logs.map(({ line }) => line.split(' ')[0])).toEqual(['START', 'late', 'END', 'REPORT'])
    expect((await environment.invoke(REQUEST)).record.logs).toHaveLength(3)
  })

  test('records its freeze before it, when there was one', async () => {
    const { environment, time } = stage({ deliveries: [{ ...answered, ms: 10 }] })
    await environment.invoke(REQUEST)
    expect((await environment.invoke(REQUEST)).record.phases.map(({ phase }) => phase)).toEqual(['invoke'])
    time.now += 60_000
    expect((await environment.invoke(REQUEST)).record.phases).toEqual([
      { phase: 'freeze', startedAt: STARTS_AT + 20, durationMs: 60_000, status: 'success' },
      { phase: 'invoke', startedAt: STARTS_AT + 60_020, durationMs: 10, status: 'success' },
    ])
  })

  test('reports Init the first time only, and its CPU time each time [LOG-3]', async () => {
    const { environment } = stage({ inits: [{ ...ready, ms: 120 }], deliveries: [{ ...answered, ms: 12 }] })
    const reports = [
      (await environment.invoke(REQUEST)).record.report,
      (await environment.invoke(REQUEST)).record.report,
    ]
    expect(reports).toEqual([
      { durationMs: 12, billedDurationMs: 132, initDurationMs: 120, memorySizeMB: 128, maxMemoryUsedMB: 128, cpuMs: 2 },
      { durationMs: 12, billedDurationMs: 12, memorySizeMB: 128, maxMemoryUsedMB: 128, cpuMs: 2 },
    ])
  })

  test('names the packages whose state Init found shared', async () => {
    const { environment } = stage({ inits: [{ end: { kind: 'ready', sharedModules: ['winston'] } }] })
    expect((await environment.invoke(REQUEST)).record.sharedModules).toEqual(['winston'])
  })
})
