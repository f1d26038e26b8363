// One execution environment: drives a sandbox through its life and writes the record of each invocation.

import type { LogEntry, Phase, InvocationRecord } from '../record/record.js'
import { initReportLine, initStartLine, type PlatformSource, type PlatformStatus, startLine } from '../record/platform-lines.js'
import type { InitOutcome, InitPlan, Invocation, Sandbox, SandboxCode, StopReason } from '../sandbox/port.js'
import { type Ending, initEnding, invokeEnding } from './ending.js'
import { type Life, newLife, step } from './life.js'
import { writeRecord } from './write-record.js'

/** INIT-2. Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000

/** The one virtual time of everything that runs beside an environment; while it is held, it passes by itself alone. */
export interface VirtualTime {
  readonly now: number
  /** Returns what lets go of it again. */
  hold(): () => void
}

/** What an environment is made of; the same for its whole life. */
export interface EnvironmentSpec {
  readonly id: string
  readonly code: SandboxCode
  /** The code was evaluated before, outside: its Init cannot run again. */
  readonly alreadyEvaluated: boolean
  readonly plan: Omit<InitPlan, 'startsAt' | 'deadline'>
  readonly source: PlatformSource
  readonly timeoutMs: number
  /** The one virtual time of everything that runs beside this environment. */
  readonly time: VirtualTime
  /** CPU time this thread has used, in milliseconds. */
  readonly cpu: () => number
}

/** What the caller hands over: everything of an invocation but its deadline, which begins when the environment does. */
export type Request = Omit<Invocation, 'deadline'> & { readonly timeoutMs?: number }

/** A finished invocation: the record, and the JSON text of the response or of the function error. */
export interface Completed {
  readonly record: InvocationRecord
  readonly payload: string
}

/** One execution environment. It handles one invocation at a time (LIF-1); the pool sees to that. */
export class Environment {
  readonly spec: EnvironmentSpec
  readonly #sandbox: Sandbox
  #life: Life = newLife
  #invocations = 0
  #frozenAt: number
  #initDurationMs: number | undefined
  #sharedModules: readonly string[] = []
  /** Lines written since the last record closed: Lambda shows them in the next invocation (LOG-6). */
  #log: LogEntry[] = []

  constructor(spec: EnvironmentSpec, sandbox: Sandbox) {
    this.spec = spec
    this.#sandbox = sandbox
    this.#frozenAt = spec.time.now
  }

  get phase(): Life['phase'] {
    return this.#life.phase
  }

  get invocations(): number {
    return this.#invocations
  }

  /** When it was frozen last, ms since the epoch. */
  get frozenAt(): number {
    return this.#frozenAt
  }

  /** Everything under its `/tmp`. */
  get tmp(): InvocationRecord['tmp'] {
    return this.#sandbox.inspect('tmp')
  }

  /** Runs one invocation to its end. Never rejects because of the function's code. */
  async invoke(request: Request): Promise<Completed> {
    const release = this.spec.time.hold()
    try {
      return await this.#invoke(request)
    } finally {
      release()
    }
  }

  async #invoke(request: Request): Promise<Completed> {
    const phases: Phase[] = []
    const cpuBefore = this.spec.cpu()
    const cold = this.#life.phase === 'new'
    if (cold) await this.#initPhase(phases)
    const startedAt = this.spec.time.now
    const frozenForMs = cold ? 0 : Math.max(0, startedAt - this.#frozenAt)
    this.#life = step(this.#life, 'thaw')
    if (frozenForMs > 0) phases.push({ phase: 'freeze', startedAt: this.#frozenAt, durationMs: frozenForMs, status: 'success' })
    const deadline = startedAt + (request.timeoutMs ?? this.spec.timeoutMs)
    const needsInit = !this.#life.initialised
    const failedInit = needsInit ? await this.#suppressedInit(phases, deadline, request.requestId) : undefined
    const ending = failedInit ?? (await this.#deliver({ ...request, deadline }, needsInit ? 0 : frozenForMs))
    this.#life = step(this.#life, ending.survives ? 'freeze' : 'process lost')
    if (!ending.survives) await this.#sandbox.stop('reset', 0)
    this.#frozenAt = ending.endedAt
    phases.push({
      phase: 'invoke',
      startedAt,
      durationMs: ending.endedAt - startedAt,
      status: phaseStatus(ending.status),
    })
    return this.#complete(request, ending, { startedAt, phases, coldStart: cold || needsInit, cpuBefore })
  }

  /** Ends its life at once: nothing that was left over runs any more (LIF-9). */
  async shutDown(graceMs = 0): Promise<void> {
    if (this.#life.phase === 'shutdown') return
    this.#life = step(this.#life, 'shut down')
    await this.#sandbox.stop('shutdown' satisfies StopReason, graceMs)
  }

  async #initPhase(phases: Phase[]): Promise<void> {
    this.#life = step(this.#life, 'begin')
    const startedAt = this.spec.time.now
    this.#log.push(initStartLine(this.spec.source, startedAt))
    const outcome = await this.#start(startedAt, startedAt + INIT_LIMIT_MS)
    const durationMs = outcome.endedAt - startedAt
    phases.push({ phase: 'init', startedAt, durationMs, status: phaseStatus(initStatus(outcome)) })
    this.#life = step(this.#life, outcome.kind === 'ready' ? 'initialised' : 'init failed')
    if (outcome.kind === 'ready') {
      this.#initDurationMs = durationMs
      return
    }
    this.#writeInitReport('init', durationMs, outcome, '')
    await this.#sandbox.stop('reset', 0)
  }

  /** INIT-6, RST-1: Init runs (again) inside the invocation, bounded by the function's own timeout. */
  async #suppressedInit(phases: Phase[], deadline: number, requestId: string): Promise<Ending | undefined> {
    const startedAt = this.spec.time.now
    const outcome = await this.#start(startedAt, deadline)
    const durationMs = outcome.endedAt - startedAt
    phases.push({ phase: 'init', startedAt, durationMs, status: phaseStatus(initStatus(outcome)) })
    if (outcome.kind === 'ready') {
      this.#life = step(this.#life, 'initialised again')
      return undefined
    }
    this.#writeInitReport('invoke', durationMs, outcome, requestId)
    this.#log.push(startLine(this.spec.source, this.spec.time.now, requestId))
    return initEnding(outcome, requestId, this.spec.timeoutMs)
  }

  async #start(startsAt: number, deadline: number): Promise<InitOutcome> {
    const outcome = await this.#sandbox.start(this.spec.code, { ...this.spec.plan, startsAt, deadline }, this.#emit)
    if (outcome.kind === 'ready') this.#sharedModules = outcome.sharedModules
    return outcome
  }

  async #deliver(invocation: Invocation, frozenForMs: number): Promise<Ending> {
    this.#log.push(startLine(this.spec.source, this.spec.time.now, invocation.requestId, invocation.tenantId))
    const settled = await this.#sandbox.deliver(invocation, { frozenForMs }, this.#emit)
    return invokeEnding(settled, invocation.requestId, this.spec.timeoutMs)
  }

  readonly #emit = (entry: LogEntry): void => {
    this.#log.push(entry)
  }

  #writeInitReport(phase: 'init' | 'invoke', durationMs: number, outcome: InitOutcome, requestId: string): void {
    const line = initReportLine(this.spec.source, phase, durationMs, initStatus(outcome, requestId))
    if (line) this.#log.push(line)
  }

  #complete(
    request: Request,
    ending: Ending,
    course: { startedAt: number; phases: Phase[]; coldStart: boolean; cpuBefore: number },
  ): Completed {
    const initDurationMs = this.#initDurationMs
    this.#initDurationMs = undefined
    this.#invocations++
    const logs = this.#log
    this.#log = []
    const record = writeRecord({
      spec: this.spec,
      request,
      ending,
      ...course,
      logs,
      initDurationMs,
      invocationIndex: this.#invocations,
      sharedModules: this.#sharedModules,
      tmp: this.#sandbox.inspect('tmp'),
      cpuMs: this.spec.cpu() - course.cpuBefore,
    })
    return { record, payload: ending.payload }
  }
}

function initStatus(outcome: InitOutcome, requestId = ''): PlatformStatus {
  if (outcome.kind === 'ready') return { status: 'success' }
  return initEnding(outcome, requestId, 0).status
}

function phaseStatus({ status }: PlatformStatus): Phase['status'] {
  return status === 'failure' ? 'error' : status
}
