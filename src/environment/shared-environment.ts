// One execution environment of Lambda Managed Instances: runs several invocations at once, and is never frozen.

import type { PeerLoss } from '../record/connection.js'
import type { InvocationRecord, LogEntry, Phase } from '../record/record.js'
import { readStream } from '../record/stream.js'
import type { InitOutcome, InitPlan, Sandbox } from '../sandbox/port.js'
import { type Ending, heardAt, initEnding, initStatus, invokeEnding } from './ending.js'
import { aheadLimitMs, startSandbox } from './init.js'
import { LogBook } from './log-book.js'
import type { Completed, EnvironmentPhase, EnvironmentSpec, ExecutionEnvironment, FailedInit, Request } from './spec.js'
import { StreamBook } from './stream-book.js'
import { writeRecord } from './write-record.js'

/** An invocation that is under way. */
interface Flight {
  readonly index: number
  readonly log: LogBook
  /** Which others have been under way at the same time. */
  readonly beside: Set<number>
}

/**
 * Init runs once, before the first invocations. What fails it, or ends the worker later, ends the environment and all
 * invocations in it (LMI-7), so that nothing of its life returns: new, init, open, over.
 */
export class SharedEnvironment implements ExecutionEnvironment {
  readonly spec: EnvironmentSpec
  readonly lost: readonly never[] = []
  readonly #sandbox: Sandbox
  #init: Promise<InitOutcome> | undefined
  #isOpen = false
  #isOver = false
  readonly #flights = new Set<Flight>()
  #started = 0
  #completed = 0
  #idleSince: number
  /** Lines of Init, and those that came when the invocation that wrote them was over: the next to begin has them. */
  readonly #between: LogBook

  constructor(spec: EnvironmentSpec, sandbox: Sandbox) {
    this.spec = spec
    this.#sandbox = sandbox
    this.#idleSince = spec.time.now
    this.#between = new LogBook(spec.source)
  }

  get phase(): EnvironmentPhase {
    if (this.#isOver) return 'shutdown'
    if (!this.#init) return 'new'
    if (!this.#isOpen) return 'init'
    if (this.#sandbox.inspect('process') === 'lost') return 'shutdown'
    return this.#flights.size > 0 ? 'invoke' : 'idle'
  }

  get invocations(): number {
    return this.#completed
  }

  get frozenAt(): number {
    return this.#idleSince
  }

  get tmp(): InvocationRecord['tmp'] {
    return this.#sandbox.inspect('tmp')
  }

  async initialise(): Promise<FailedInit | undefined> {
    const release = this.spec.time.hold()
    try {
      const outcome = await (this.#init ??= this.#start([], { ahead: true }))
      if (outcome.kind === 'ready') return undefined
      // No invocation is there to be told: the next one begins another environment.
      if (this.#flights.size === 0) await this.#end()
      return outcome
    } finally {
      release()
    }
  }

  async invoke(request: Request): Promise<Completed> {
    const release = this.spec.time.hold()
    try {
      return await this.#invoke(request)
    } finally {
      release()
    }
  }

  /** Nothing is frozen: the function's code hears of it at once. */
  async disconnect(how: PeerLoss): Promise<void> {
    if (this.#isOpen && !this.#isOver) await this.#sandbox.disconnect(how)
  }

  async elapse(): Promise<void> {
    if (this.#isOpen && !this.#isOver) await this.#sandbox.elapse()
  }

  async shutDown(graceMs = 0): Promise<void> {
    this.#isOver = true
    await this.#sandbox.stop('shutdown', graceMs)
  }

  async #invoke(request: Request): Promise<Completed> {
    const cpuBefore = this.spec.cpu()
    const phases: Phase[] = []
    const coldStart = this.#init === undefined
    const init = await (this.#init ??= this.#start(phases))
    const startedAt = this.spec.time.now
    const flight = this.#begin(request)
    const stream = new StreamBook()
    const ending = await this.#run(request, flight, init, stream)
    this.#flights.delete(flight)
    this.#idleSince = heardAt(ending)
    this.spec.time.reach(this.#idleSince)
    const { status } = ending.status
    phases.push({ phase: 'invoke', startedAt, durationMs: ending.endedAt - startedAt, status })
    const sent = ending.stream && readStream(ending.stream, startedAt)
    const record = writeRecord({
      spec: this.spec,
      request,
      ending,
      startedAt,
      phases,
      coldStart,
      logs: flight.log.close(),
      initDurationMs: undefined,
      stream: sent,
      beside: [...flight.beside],
      invocationIndex: flight.index,
      sharedModules: init.kind === 'ready' ? init.sharedModules : [],
      tmp: this.tmp,
      busyMs: this.spec.cpu() - cpuBefore,
    })
    if (!ending.survives && this.#flights.size === 0) await this.#end()
    this.#completed++
    return { record, payload: ending.payload, ...(sent && { stream: sent }) }
  }

  async #start(phases: Phase[], ahead?: Pick<InitPlan, 'ahead'>): Promise<InitOutcome> {
    const startsAt = this.spec.time.now
    this.#between.initStart(startsAt)
    const plan = { ...this.spec.plan, startsAt, deadline: startsAt + aheadLimitMs(this.spec.timeoutMs), ...ahead }
    const write = (entry: LogEntry): void => this.#between.write(entry)
    const outcome = await startSandbox(this, this.#sandbox, plan, write)
    this.#isOpen = outcome.kind === 'ready'
    this.#idleSince = outcome.endedAt
    const ended = initStatus(outcome)
    const durationMs = outcome.endedAt - startsAt
    this.#between.initEnd(outcome.endedAt, 'init', durationMs, ended)
    phases.push({ phase: 'init', startedAt: startsAt, durationMs, status: ended.status })
    return outcome
  }

  /** From now on it runs, beside those that do already. */
  #begin({ requestId, tenantId }: Request): Flight {
    const log = new LogBook(this.spec.source)
    const flight: Flight = { index: ++this.#started, log, beside: new Set() }
    for (const other of this.#flights) {
      other.beside.add(flight.index)
      flight.beside.add(other.index)
    }
    this.#flights.add(flight)
    for (const entry of this.#between.close()) log.write(entry)
    log.start(this.spec.time.now, requestId, tenantId)
    return flight
  }

  async #run(request: Request, { index, log }: Flight, init: InitOutcome, stream: StreamBook): Promise<Ending> {
    const { requestId, timeoutMs = this.spec.timeoutMs } = request
    if (init.kind !== 'ready') return initEnding(init, requestId, this.spec.timeoutMs)
    const deadline = this.spec.time.now + timeoutMs
    const emit = (entry: LogEntry): void => log.write(entry)
    const invocation = { ...request, deadline, index }
    const settled = await this.#sandbox.deliver(invocation, { frozenForMs: 0 }, emit, stream.write)
    return invokeEnding(settled, requestId, this.spec.timeoutMs, stream)
  }

  /** Its process is gone, and Lambda gives up the environment (LMI-7); `/tmp` stays until the pool has let go of it. */
  async #end(): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    await this.#sandbox.stop('reset', 0)
  }
}
