import { beforeEach, describe, expect, test } from 'vitest'
import type { Completed, Request } from '../../src/environment/environment.js'
import { SharedEnvironment } from '../../src/environment/shared-environment.js'
import type { EmitLog, InitOutcome, Invocation, Settled } from '../../src/sandbox/port.js'
import { type Course, FakeSandbox, FakeTime, ready, spec, STARTS_AT } from './sandbox.js'

const ANSWER: Settled = { outcome: 'response', payload: '"answer"', endedAt: 0, survives: true, missingEnv: [] }

interface Delivery {
  readonly invocation: Invocation
  readonly emit: EmitLog
  readonly end: (settled?: Partial<Settled>) => void
}

/** A sandbox whose invocations end when the test says so. */
class OpenSandbox extends FakeSandbox {
  readonly deliveries: Delivery[] = []
  readonly #now: () => number
  write: EmitLog = () => undefined

  constructor(of: FakeTime, inits?: readonly Course<InitOutcome>[]) {
    super(of, inits)
    this.#now = () => of.now
  }

  override start(...[code, plan, emit]: Parameters<FakeSandbox['start']>): Promise<InitOutcome> {
    this.write = emit
    return super.start(code, plan, emit)
  }

  override deliver(invocation: Invocation, _thaw: object, emit: EmitLog): Promise<Settled> {
    const { promise, resolve } = Promise.withResolvers<Settled>()
    const end = (settled: Partial<Settled> = {}): void =>
      resolve({ ...ANSWER, endedAt: this.#now(), ...settled } as Settled)
    this.deliveries.push({ invocation, emit, end })
    return promise
  }
}

let time: FakeTime
let sandbox: OpenSandbox
let environment: SharedEnvironment

function setUp(inits?: readonly Course<InitOutcome>[]): void {
  time = new FakeTime()
  sandbox = new OpenSandbox(time, inits)
  environment = new SharedEnvironment(spec(time), sandbox)
}

beforeEach(() => setUp())

function request(n: number): Request {
  return { requestId: `request-${n}`, event: '{}', functionArn: 'arn:orders' }
}

/** Begins as many invocations, and waits until their handlers are entered. */
async function begin(count: number): Promise<Promise<Completed>[]> {
  const from = sandbox.deliveries.length
  const running = Array.from({ length: count }, (_, n) => environment.invoke(request(from + n + 1)))
  await new Promise((done) => setImmediate(done))
  return running
}

function lines({ record }: Completed): string[] {
  return record.logs.map(({ line }) => line)
}

function entry(line: string): Parameters<EmitLog>[0] {
  return { line, source: 'application' }
}

describe('a shared environment', () => {
  test('runs Init once for all that come meanwhile, and tells it in the record of the first', async () => {
    setUp([{ ...ready, ms: 200, logs: ['loaded'] }])
    const running = await begin(2)
    expect(sandbox.asked).toEqual(['start'])
    for (const { end } of sandbox.deliveries) end()
    const [first, second] = (await Promise.all(running)) as [Completed, Completed]
    expect([first.record.coldStart, second.record.coldStart]).toEqual([true, false])
    expect(first.record.phases).toMatchObject([{ phase: 'init', durationMs: 200 }, { phase: 'invoke' }])
    expect(second.record.phases).toMatchObject([{ phase: 'invoke' }])
    expect(lines(first)).toContain('loaded')
    expect(lines(second)).not.toContain('loaded')
  })

  test('is gone when its sandbox cannot run the function at all, and all that wait for it reject with the reason', async () => {
    const reason = new Error('the module of setup has failed')
    sandbox.start = () => Promise.reject(reason)
    const ended = await Promise.allSettled([environment.invoke(request(1)), environment.invoke(request(2))])
    expect(ended).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ])
    expect(environment.phase).toBe('shutdown')
    expect(sandbox.asked).toEqual(['stop: shutdown'])
    expect(time.held).toBe(0)
  })

  test('gives Init 130 seconds, or the timeout of the function where that is more [INIT-3]', async () => {
    await begin(1)
    const slow = new OpenSandbox(time)
    void new SharedEnvironment(spec(time, { timeoutMs: 900_000 }), slow).invoke(request(1))
    const allowed = [...sandbox.plans, ...slow.plans].map(({ deadline, startsAt }) => deadline - startsAt)
    expect(allowed).toEqual([130_000, 900_000])
  })

  test('gives each invocation a deadline of its own, from its own beginning [LMI-6]', async () => {
    await begin(1)
    time.now += 1000
    await begin(1)
    const [one, two] = sandbox.deliveries.map(({ invocation }) => invocation)
    expect((two?.deadline ?? 0) - (one?.deadline ?? 0)).toBe(1000)
    expect([one?.index, two?.index]).toEqual([1, 2])
  })

  test('puts each line where it belongs, and what nobody is there for before the next START', async () => {
    const running = await begin(2)
    const [one, two] = sandbox.deliveries as [Delivery, Delivery]
    one.emit(entry('one'))
    two.emit(entry('two'))
    one.end()
    const first = (await running[0]) as Completed
    sandbox.write(entry('late'))
    two.end()
    const second = (await running[1]) as Completed
    const next = await begin(1)
    sandbox.deliveries[2]?.end()
    const third = (await next[0]) as Completed
    expect(lines(first).slice(1)).toEqual([
      expect.stringMatching(/^START/),
      'one',
      expect.any(String),
      expect.any(String),
    ])
    expect(lines(second)).toEqual([expect.stringMatching(/^START/), 'two', expect.any(String), expect.any(String)])
    expect(lines(third).slice(0, 2)).toEqual(['late', expect.stringMatching(/^START RequestId: request-3/)])
  })

  test('says of each which others ran at the same time, and of nobody else', async () => {
    const running = await begin(2)
    sandbox.deliveries[0]?.end()
    await running[0]
    running.push(...(await begin(1)))
    for (const { end } of sandbox.deliveries) end()
    const records = (await Promise.all(running)).map(({ record }) => record.beside)
    expect(records).toEqual([[2], [1, 3], [2]])
  })

  test('is new, in Init, at work, idle, and over: it is never frozen [LMI-1]', async () => {
    const phases = [environment.phase]
    const running = environment.invoke(request(1))
    phases.push(environment.phase)
    await new Promise((done) => setImmediate(done))
    phases.push(environment.phase)
    sandbox.deliveries[0]?.end()
    await running
    phases.push(environment.phase)
    await environment.shutDown()
    phases.push(environment.phase)
    expect(phases).toEqual(['new', 'init', 'invoke', 'idle', 'shutdown'])
    expect(sandbox.asked).toEqual(['start', 'stop: shutdown'])
    expect(environment.invocations).toBe(1)
  })

  test('holds time while one of its invocations runs', async () => {
    const running = await begin(2)
    expect(time.held).toBe(2)
    for (const { end } of sandbox.deliveries) end()
    await Promise.all(running)
    expect(time.held).toBe(0)
  })

  test('is over once its process is lost, though invocations still wait in it [LMI-7]', async () => {
    const running = await begin(2)
    sandbox.process = 'lost'
    expect(environment.phase).toBe('shutdown')
    for (const { end } of sandbox.deliveries) end({ outcome: 'timeout', waitingFor: [], survives: false })
    const records = (await Promise.all(running)).map(({ record }) => record.outcome)
    expect(records).toEqual(['timeout', 'timeout'])
    expect(sandbox.asked).toEqual(['start', 'stop: reset'])
  })

  test('goes on after a timeout, and after a function error [LMI-6]', async () => {
    const running = await begin(2)
    sandbox.deliveries[0]?.end({ outcome: 'timeout', waitingFor: ['a timer'] })
    sandbox.deliveries[1]?.end({ outcome: 'error', payload: '{"errorType":"E","errorMessage":"m"}' })
    const outcomes = (await Promise.all(running)).map(({ record }) => record.outcome)
    expect(outcomes).toEqual(['timeout', 'error'])
    expect(environment.phase).toBe('idle')
    expect(time.now).toBe(STARTS_AT + 1)
  })

  test('whose Init fails tells all that wait for it, and is over', async () => {
    setUp([{ end: { kind: 'failed', error: { errorType: 'TypeError', errorMessage: 'x' } } }])
    const both = await Promise.all([environment.invoke(request(1)), environment.invoke(request(2))])
    expect(both.map(({ payload }) => payload)).toEqual(Array(2).fill('{"errorType":"TypeError","errorMessage":"x"}'))
    expect(both[0].record.phases).toMatchObject([{ phase: 'init', status: 'error' }, { phase: 'invoke' }])
    expect(environment.phase).toBe('shutdown')
    expect(sandbox.deliveries).toEqual([])
  })

  test('initialised ahead, has run Init and no invocation, and holds the time meanwhile', async () => {
    setUp([{ ...ready, ms: 400, logs: ['loaded'] }])
    const initialised = environment.initialise()
    expect([environment.phase, time.held]).toEqual(['init', 1])
    await initialised
    await environment.initialise()
    expect([environment.phase, environment.invocations, time.held]).toEqual(['idle', 0, 0])
    expect(environment.frozenAt).toBe(STARTS_AT + 400)
    const [running] = await begin(1)
    sandbox.deliveries[0]?.end()
    const first = (await running) as Completed
    expect(first.record.coldStart).toBe(false)
    expect(lines(first)).toContain('loaded')
    expect(sandbox.asked).toEqual(['start'])
  })

  test('initialised ahead in vain, is over, so that the next invocation begins another', async () => {
    setUp([{ end: { kind: 'failed', error: { errorType: 'TypeError', errorMessage: 'x' } } }])
    expect(await environment.initialise()).toMatchObject({ kind: 'failed', error: { errorMessage: 'x' } })
    expect([environment.phase, ...sandbox.asked]).toEqual(['shutdown', 'start', 'stop: reset'])
  })

  test('hears of lost peers, and of time that was moved, only when its code is there to hear', async () => {
    await environment.disconnect('closed')
    await environment.elapse()
    const [running] = await begin(1)
    sandbox.deliveries[0]?.end()
    await running
    await environment.disconnect('reset')
    await environment.elapse()
    await environment.shutDown()
    await environment.elapse()
    expect(sandbox.asked).toEqual(['start', 'disconnect: reset', 'elapse', 'stop: shutdown'])
  })
})
