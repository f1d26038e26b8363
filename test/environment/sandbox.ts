// A sandbox that does what it is told, and writes down what it was asked for.

import { Environment, type EnvironmentSpec } from '../../src/environment/environment.js'
import type { Leak } from '../../src/record/leak.js'
import type { TmpSnapshot } from '../../src/record/record.js'
import type {
  EmitLog,
  InitOutcome,
  InitPlan,
  Invocation,
  Sandbox,
  SandboxCode,
  Settled,
  StopReason,
} from '../../src/sandbox/port.js'

export const STARTS_AT: number = Date.parse('2026-01-31T12:00:00.000Z')

/** Virtual time that only goes where it is put. */
export class FakeTime {
  now: number = STARTS_AT
  held = 0

  reach(time: number): void {
    this.now = Math.max(this.now, time)
  }

  hold(): () => void {
    this.held++
    return () => void this.held--
  }
}

type Ended<Outcome> = Outcome extends unknown ? Omit<Outcome, 'endedAt'> : never

/** How an Init or an invocation goes: it takes `ms`, logs, and ends. Without an end it never does. */
export interface Course<Outcome> {
  readonly ms?: number
  readonly logs?: readonly string[]
  readonly end?: Ended<Outcome>
}

export const ready: Course<InitOutcome> = { end: { kind: 'ready', sharedModules: [] } }
export const answered: Course<Settled> = {
  end: { outcome: 'response', payload: '"answer"', survives: true, missingEnv: [] },
}

/** Plays one course after the other; when there is none left, the last again. */
export class FakeSandbox implements Sandbox {
  readonly asked: string[] = []
  readonly plans: InitPlan[] = []
  readonly invocations: Invocation[] = []
  tmp: TmpSnapshot = { files: {}, bytes: 0 }
  leftovers: readonly Leak[] = []
  process: 'running' | 'lost' = 'running'
  readonly #time: FakeTime
  readonly #inits: Course<InitOutcome>[]
  readonly #deliveries: Course<Settled>[]

  constructor(
    time: FakeTime,
    inits: readonly Course<InitOutcome>[] = [ready],
    deliveries: readonly Course<Settled>[] = [answered],
  ) {
    this.#time = time
    this.#inits = [...inits]
    this.#deliveries = [...deliveries]
  }

  start(_code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    this.asked.push('start')
    this.plans.push(plan)
    return this.#play(this.#inits, emit)
  }

  deliver(invocation: Invocation, thaw: { readonly frozenForMs: number }, emit: EmitLog): Promise<Settled> {
    this.asked.push(`deliver after ${thaw.frozenForMs} ms`)
    this.invocations.push(invocation)
    return this.#play(this.#deliveries, emit)
  }

  inspect(what: 'tmp'): TmpSnapshot
  inspect(what: 'leftovers'): readonly Leak[]
  inspect(what: 'process'): 'running' | 'lost'
  inspect(what: 'tmp' | 'leftovers' | 'process'): TmpSnapshot | readonly Leak[] | 'running' | 'lost' {
    if (what === 'process') return this.process
    return what === 'tmp' ? this.tmp : this.leftovers
  }

  async disconnect(how: 'closed' | 'reset'): Promise<void> {
    this.asked.push(`disconnect: ${how}`)
  }

  async elapse(): Promise<void> {
    this.asked.push('elapse')
  }

  async stop(reason: StopReason): Promise<void> {
    this.asked.push(`stop: ${reason}`)
  }

  async #play<Outcome>(courses: Course<Outcome>[], emit: EmitLog): Promise<Outcome> {
    const [course] = courses.length > 1 ? courses.splice(0, 1) : courses
    if (!course) throw new Error('this sandbox was told nothing to do')
    for (const line of course.logs ?? []) emit({ line, source: 'application' })
    this.#time.now += course.ms ?? 0
    if (!course.end) return new Promise(() => {})
    return { ...course.end, endedAt: this.#time.now } as Outcome
  }
}

export function spec(time: FakeTime, given: Partial<EnvironmentSpec> = {}): EnvironmentSpec {
  let cpu = 0
  return {
    id: '2f1c7b1e0d9a4c56b3e8f7a6d5c4b3a2',
    code: { kind: 'inline', run: () => undefined, exportPath: 'handler' },
    alreadyEvaluated: false,
    plan: {
      rules: 'nodejs24.x',
      handlerString: 'index.handler',
      variables: {},
      hostVariables: [],
      taskRoot: '/project',
      tmpBytes: 512,
      network: 'loopback',
      clock: 'fake',
      leaks: 'on',
    },
    source: {
      format: 'Text',
      functionName: 'orders',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
      version: '$LATEST',
      logStreamName: '2026/01/31/[$LATEST]2f1c7b1e0d9a4c56b3e8f7a6d5c4b3a2',
      runtime: 'nodejs24.x',
      region: 'us-east-1',
      memorySizeMB: 128,
    },
    timeoutMs: 3000,
    time,
    cpu: () => (cpu += 2),
    ...given,
  }
}

/** An environment that answers, for whoever only needs one to be there. */
export function environment(time: FakeTime, sandbox: Sandbox = new FakeSandbox(time)): Environment {
  return new Environment(spec(time), sandbox)
}
