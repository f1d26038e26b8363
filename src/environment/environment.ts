// One on-demand execution environment: drives a sandbox through its life and writes the record of each invocation.

import type { PeerLoss } from '../record/connection.js'
import type { Leak } from '../record/leak.js'
import type { InvocationRecord, LogEntry, Phase } from '../record/record.js'
import type { PlatformStatus } from '../record/platform-lines.js'
import { readStream } from '../record/stream.js'
import type { InitOutcome, InitPlan, Invocation, Sandbox, Settled, StopReason, StreamEvent } from '../sandbox/port.js'
import { afterUse, type Ending, heardAt, initEnding, initStatus, invokeEnding } from './ending.js'
import { aheadLimitMs, startSandbox } from './init.js'
import { type Life, newLife, step } from './life.js'
import { LogBook } from './log-book.js'
import type { Completed, EnvironmentSpec, ExecutionEnvironment, FailedInit, Request } from './spec.js'
import { StreamBook } from './stream-book.js'
import { writeRecord } from './write-record.js'

export type { Completed, EnvironmentSpec, ExecutionEnvironment, Request } from './spec.js'

/** INIT-2. Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000

/** One execution environment. It handles one invocation at a time (LIF-1); the pool sees to that. */
export class Environment implements ExecutionEnvironment {
  readonly spec: EnvironmentSpec
  readonly #sandbox: Sandbox
  readonly #log: LogBook
  #life: Life = newLife
  #invocations = 0
  #frozenAt: number
  /** What the peers of its connections did since then. */
  #peersLost: PeerLoss | undefined
  #initDurationMs: number | undefined
  /** The most memory that it ever used, as far as anybody could tell. */
  #mostBytes = 0
  #sharedModules: readonly string[] = []
  /** What the invocation that runs has streamed; undefined: nothing. */
  #stream: StreamBook | undefined
  #lost: readonly Leak[] = []

  constructor(spec: EnvironmentSpec, sandbox: Sandbox) {
    this.spec = spec
    this.#sandbox = sandbox
    this.#log = new LogBook(spec.source)
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

  /** What invocations left behind and was lost with a runtime process, before it could go on (FRZ-2). */
  get lost(): readonly Leak[] {
    return this.#lost
  }

  async initialise(): Promise<FailedInit | undefined> {
    const release = this.spec.time.hold()
    try {
      return this.#life.phase === 'new' ? await this.#initPhase([], { ahead: true }) : undefined
    } finally {
      release()
    }
  }

  /** Runs one invocation to its end. Never rejects because of the function's code. */
  async invoke(request: Request): Promise<Completed> {
    const release = this.spec.time.hold()
    try {
      const phases: Phase[] = []
      const cpuBefore = this.spec.cpu()
      const cold = this.#life.phase === 'new'
      const failedInit = cold ? await this.#initPhase(phases) : undefined
      // In threads each has a time of its own: others may be further by now.
      const startedAt = cold ? this.#frozenAt : this.spec.time.now
      const frozenForMs = cold ? 0 : Math.max(0, startedAt - this.#frozenAt)
      this.#life = step(this.#life, 'thaw')
      if (frozenForMs > 0 || this.#peersLost) phases.push(this.#freezePhase(startedAt))
      const deadline = startedAt + (request.timeoutMs ?? this.spec.timeoutMs)
      const needsInit = !this.#life.initialised
      let ending = needsInit ? await this.#suppressedInit(phases, deadline, request) : undefined
      if (!ending) {
        const invocation = { ...request, deadline, index: this.#invocations + 1 }
        const settled = await this.#deliver(invocation, needsInit ? 0 : frozenForMs)
        ending = invokeEnding(settled, request.requestId, this.spec.timeoutMs, this.#stream)
      }
      ending = afterUse(ending, { init: failedInit?.used, mostBytes: this.#mostBytes })
      this.#mostBytes = ending.used?.memoryBytes ?? this.#mostBytes
      this.#life = step(this.#life, ending.survives ? 'freeze' : 'process lost')
      if (!ending.survives) await this.#stop('reset', 0)
      this.#frozenAt = heardAt(ending)
      this.spec.time.reach(this.#frozenAt)
      const ended = phase('invoke', startedAt, ending.endedAt, ending.status)
      const course = { startedAt, phases: [...phases, ended], coldStart: cold || needsInit, cpuBefore }
      return this.#complete(request, ending, course)
    } finally {
      release()
    }
  }

  /** While it is frozen, the peers of its connections go: it learns of that in its next invocation (FRZ-9). */
  async disconnect(how: PeerLoss): Promise<void> {
    if (this.#life.phase !== 'frozen') return
    this.#peersLost = how
    await this.#sandbox.disconnect(how)
  }

  /** It is frozen: time passes for it at the next thaw. */
  async elapse(): Promise<void> {}

  /** Ends its life at once: nothing that was left over runs any more (LIF-9). */
  async shutDown(graceMs = 0): Promise<void> {
    if (this.#life.phase === 'shutdown') return
    this.#life = step(this.#life, 'shut down')
    return this.#stop('shutdown', graceMs)
  }

  #stop(reason: StopReason, graceMs: number): Promise<void> {
    this.#lost = Object.freeze([...this.#lost, ...this.#sandbox.inspect('leftovers')])
    return this.#sandbox.stop(reason, graceMs)
  }

  #freezePhase(endedAt: number): Phase {
    const connections = this.#peersLost
    this.#peersLost = undefined
    return { ...phase('freeze', this.#frozenAt, endedAt), ...(connections && { connections }) }
  }

  get #initLimitMs(): number {
    const { source, timeoutMs } = this.spec
    return source.initializationType === 'provisioned-concurrency' ? aheadLimitMs(timeoutMs) : INIT_LIMIT_MS
  }

  async #initPhase(phases: Phase[], ahead?: Pick<InitPlan, 'ahead'>): Promise<FailedInit | undefined> {
    this.#life = step(this.#life, 'begin')
    const startedAt = this.spec.time.now
    this.#log.initStart(startedAt)
    const outcome = await this.#start('init', phases, startedAt + this.#initLimitMs, ahead)
    this.#life = step(this.#life, outcome.kind === 'ready' ? 'initialised' : 'init failed')
    if (outcome.kind === 'ready') {
      this.#initDurationMs = outcome.endedAt - startedAt
      return undefined
    }
    await this.#sandbox.stop('reset', 0)
    return outcome
  }

  /** INIT-6, RST-1: Init runs (again) inside the invocation, bounded by the function's own timeout. */
  async #suppressedInit(phases: Phase[], deadline: number, request: Request): Promise<Ending | undefined> {
    const outcome = await this.#start('invoke', phases, deadline)
    if (outcome.kind === 'ready') {
      this.#life = step(this.#life, 'initialised again')
      return undefined
    }
    this.#log.start(this.spec.time.now, request.requestId, request.tenantId)
    return initEnding(outcome, request.requestId, this.spec.timeoutMs)
  }

  async #start(
    during: 'init' | 'invoke',
    phases: Phase[],
    deadline: number,
    ahead?: Pick<InitPlan, 'ahead'>,
  ): Promise<InitOutcome> {
    const startsAt = this.spec.time.now
    const plan = { ...this.spec.plan, startsAt, deadline, ...ahead }
    const outcome = await startSandbox(this, this.#sandbox, plan, this.#emit)
    const ended = phase('init', startsAt, outcome.endedAt, initStatus(outcome))
    phases.push(ended)
    this.#log.initEnd(outcome.endedAt, during, ended.durationMs, initStatus(outcome))
    if (outcome.kind === 'ready') this.#sharedModules = outcome.sharedModules
    this.#frozenAt = outcome.endedAt
    return outcome
  }

  #deliver(invocation: Invocation, frozenForMs: number): Promise<Settled> {
    this.#log.start(this.#frozenAt + frozenForMs, invocation.requestId, invocation.tenantId)
    this.#stream = undefined
    return this.#sandbox.deliver(invocation, { frozenForMs }, this.#emit, this.#emitStream)
  }

  readonly #emitStream = (event: StreamEvent): void => (this.#stream ??= new StreamBook()).write(event)

  readonly #emit = (entry: LogEntry): void => {
    if (this.#life.phase === 'frozen') this.#log.writeLate(entry)
    else this.#log.write(entry)
  }

  #complete(
    request: Request,
    ending: Ending,
    course: { startedAt: number; phases: Phase[]; coldStart: boolean; cpuBefore: number },
  ): Completed {
    const initDurationMs = this.#initDurationMs
    this.#initDurationMs = undefined
    this.#invocations++
    const stream = ending.stream && readStream(ending.stream, course.startedAt)
    const record = writeRecord({
      spec: this.spec,
      request,
      ending,
      startedAt: course.startedAt,
      phases: course.phases,
      coldStart: course.coldStart,
      stream,
      logs: this.#log.close(),
      initDurationMs,
      invocationIndex: this.#invocations,
      sharedModules: this.#sharedModules,
      tmp: this.#sandbox.inspect('tmp'),
      busyMs: this.spec.cpu() - course.cpuBefore,
    })
    return { record, payload: ending.payload, ...(stream && { stream }) }
  }
}

function phase(name: Phase['phase'], startedAt: number, endedAt: number, ended?: PlatformStatus): Phase {
  return { phase: name, startedAt, durationMs: endedAt - startedAt, status: ended?.status ?? 'success' }
}
