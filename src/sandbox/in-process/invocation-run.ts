// One invocation: enters the handler, and turns the first thing that ends it into what the environment is told.

import { vitesWords } from '../../effects/module-graph/load-failure.js'
import type { Presence } from '../../effects/stage.js'
import type { Answer } from '../../runtime/answer.js'
import { isAsyncFunction } from '../../runtime/async-function.js'
import { parseEvent } from '../../runtime/client-json.js'
import { createContext } from '../../runtime/context.js'
import { enterHandler, type Running } from '../../runtime/enter-handler.js'
import { errorPayload } from '../../runtime/error-payload.js'
import { beginInvocation } from '../../runtime/invoke-store.js'
import { responsePayload } from '../../runtime/response-payload.js'
import { RuntimeFault } from '../../runtime/runtime-fault.js'
import type { EmitLog, EmitStream, ErrorPayload, Invocation, Settled } from '../port.js'
import { blockedConnection } from './blocked-connection.js'
import { errorCauses } from './error-causes.js'
import { type LinkedRun, ResponseLink } from './response-link.js'
import { Run } from './run.js'
import type { LeftAndResumed } from './leaks/leak-watch.js'
import type { ProcessEnd, RuntimeProcess } from './runtime-process.js'

type Result =
  Extract<Settled, { outcome: 'response' | 'error' }> extends infer Each
    ? Each extends { outcome: infer Outcome; payload: string }
      ? { readonly outcome: Outcome; readonly payload: string; readonly guide?: string }
      : never
    : never

/** Runs one invocation in a process whose Init has succeeded. */
export class InvocationRun extends Run {
  readonly #invocation: Invocation
  readonly #presence: Presence
  readonly #emit: EmitStream | undefined
  readonly #settle: (settled: Settled) => void
  #running: Running | undefined
  #stream: ResponseLink | undefined
  #answer: Answer | undefined
  #posted: Result | undefined
  #endedAt = 0
  #left: LeftAndResumed | undefined

  private constructor(
    runtime: RuntimeProcess,
    invocation: Invocation,
    log: EmitLog,
    emit: EmitStream | undefined,
    settle: (settled: Settled) => void,
    reject: (reason: Error) => void,
  ) {
    super(runtime, invocation.deadline, reject)
    this.#invocation = invocation
    this.#emit = emit
    this.#settle = settle
    const store = runtime.multi ? { values: new Map() } : runtime.store
    this.#presence = {
      inside: runtime.inside,
      invocation: runtime.beginInvocation(invocation, log),
      store,
      trace: undefined,
    }
  }

  /** `log` hears its lines where others run beside it, `emit` what a streaming handler sends. */
  static run(runtime: RuntimeProcess, invocation: Invocation, log: EmitLog, emit?: EmitStream): Promise<Settled> {
    return new Promise((settle, reject) => new InvocationRun(runtime, invocation, log, emit, settle, reject).#start())
  }

  #start(): void {
    const { host, leaks, handler } = this.runtime
    leaks?.begin(this.#presence, isAsyncFunction(handler))
    beginInvocation(this.#presence.store, this.#invocation)
    this.begin()
    if (!this.runtime.lostBy) host.stage.run(this.#presence, this.#enter)
  }

  readonly #enter = (): void => {
    const { plan, inside, handler } = this.runtime
    try {
      const event = parseEvent(this.#invocation.event, plan.rules)
      const context = createContext(plan.rules, this.#invocation, inside.variables.values, () =>
        inside.clock.readForDeadline(),
      )
      this.#running = enterHandler(handler, event, context, plan.rules, this.#answered, this.#openStream)
    } catch (error) {
      this.#answered({ kind: error instanceof RuntimeFault && !error.fatal ? 'error' : 'crash', error })
    }
  }

  readonly #openStream = (): ResponseLink => {
    let logged: unknown
    const run: LinkedRun = {
      over: () => this.over,
      arrived: (failure) => {
        this.#posted = failure ? this.#fault(failure, logged) : STREAMED
      },
      logError: (error) => this.#logError((logged = error)),
    }
    this.#stream = new ResponseLink(this.runtime, run, this.#emit)
    return this.#stream
  }

  override stirring(): boolean {
    return super.stirring() || this.#stream?.turning === true
  }

  override loopAlive(): boolean {
    // A client that takes several invocations at once always asks for the next.
    return super.loopAlive() || this.#stream?.open === true || this.runtime.multi
  }

  override underWay(): readonly string[] {
    return super.underWay(this.#stream?.open ? [STREAM_END] : [])
  }

  /**
   * Called in the reaction on the handler's own promise: from here on the environment's time stands still. What it has
   * queued for this turn, immediates too, still runs before the freeze (HND-9, FRZ-3).
   */
  readonly #answered = (answer: Answer): void => {
    if (this.over || this.#answer || this.runtime.lostBy) return
    this.#answer = answer
    if (answer.kind === 'streamed' && answer.late) this.runtime.unreported({ fault: answer.late.error })
    this.runtime.leaks?.answered(this.#running?.result)
    this.runtime.stand()
    this.#endedAt = this.clock.now
    this.runtime.host.timeline.reach(this.#endedAt)
    this.runtime.host.timeline.leave(this)
    // nodejs22.x posts at once, nodejs24.x after one turn in which the function may still change its result (HND-9).
    if (this.runtime.plan.rules === 'nodejs22.x') this.#posted ??= this.#post(answer)
    this.afterTurn(this.#close)
  }

  readonly #close = (): void => {
    if (this.over || !this.#answer) return
    this.runtime.freeze()
    const posted = this.runtime.lostBy ? undefined : (this.#posted ?? this.#post(this.#answer))
    if (posted) this.#finish(posted, true)
    // Nobody is there to post it, and so its deadline comes (LMI-7).
    else if (this.runtime.lostBy) this.runtime.host.timeline.enter(this)
  }

  /** What is posted for an answer; undefined when posting it ended the process. */
  #post(answer: Answer): Result | undefined {
    const { rules } = this.runtime.plan
    switch (answer.kind) {
      case 'response': {
        const payload = responsePayload(answer.value, rules)
        if (typeof payload === 'string') return { outcome: 'response', payload }
        return this.#postError(payload)
      }
      case 'error':
        return this.#postError(answer.error, answer.logged)
      case 'streamed':
        return this.#posted ?? STREAMED
      case 'crash':
        this.runtime.crashed('uncaughtException', answer.error)
        return undefined
    }
  }

  #postError(error: unknown, logged = error): Result {
    this.#logError(logged)
    return this.#fault(errorPayload(error, this.runtime.plan.rules), error)
  }

  #fault(payload: ErrorPayload, error: unknown): Result {
    const { host, plan } = this.runtime
    const unloadable = vitesWords(error) === undefined ? undefined : host.explain?.({ error })
    const guide = unloadable ?? errorCauses(error, plan.taskRoot)
    return { outcome: 'error', payload: JSON.stringify(payload), ...(guide !== undefined && { guide }) }
  }

  #logError(error: unknown): void {
    const blocked = blockedConnection(error)
    if (blocked) this.runtime.log.echo('warn', [blocked.message])
    this.runtime.log.writeRuntimeLogs([{ to: 'console', label: 'Invoke Error', error }])
  }

  deadlineReached(): void {
    const waiting = this.waitingFor()
    this.#endedAt = this.clock.now
    // On Managed Instances only the caller hears of it: the code goes on (LMI-6).
    this.#finish({ outcome: 'timeout', waitingFor: waiting }, this.runtime.multi && !this.runtime.lostBy)
  }

  loopEmptied(): void {
    this.#endedAt = this.clock.now
    const waitingFor = this.waitingFor()
    const emptied = this.#running?.loopEmptied()
    if (!emptied) return
    if (emptied.kind === 'exit') this.ended({ exit: { code: Number(process.exitCode ?? emptied.code) }, waitingFor })
    else this.#answered(emptied)
  }

  /** The process ended. What had been posted by then stands; the next invocation finds no process (ERR-6). */
  ended(end: ProcessEnd): void {
    if (!this.#answer) this.#endedAt = this.clock.now
    if (this.#posted) return this.#finish(this.#posted, false, end)
    if (end.payload) return this.#finish(this.#fault(end.payload, end.fault), false, end)
    const { exit, waitingFor } = end
    this.#finish({ outcome: 'exit', exit, ...(waitingFor && { waitingFor }) }, false, end)
  }

  protected override end(): boolean {
    const { multi, host } = this.runtime
    // What ends here must be this one's also when another, or the timeline, ends it.
    if (!(multi ? host.stage.run(this.#presence, () => super.end()) : super.end())) return false
    this.runtime.log.end(this.#invocation.index)
    this.#left = this.runtime.leaks?.closed()
    return true
  }

  #finish(result: Result | EndedOtherwise, survives: boolean, end?: ProcessEnd): void {
    if (!this.end()) return
    // A failure behind an answer that was already given: the caller sees success, so only the test can be told.
    if (end && result === this.#posted) this.runtime.unreported(end)
    const missingEnv = this.runtime.inside.variables.takeMissing()
    const connections = this.runtime.takeConnections()
    this.#settle({ ...result, endedAt: this.#endedAt, survives, missingEnv, connections, ...this.#left })
  }
}

type EndedOtherwise =
  | Pick<Extract<Settled, { outcome: 'timeout' }>, 'outcome' | 'waitingFor'>
  | Pick<Extract<Settled, { outcome: 'exit' }>, 'outcome' | 'exit' | 'waitingFor'>

/** What was streamed has gone out already. */
const STREAMED: Result = { outcome: 'response', payload: '' }

/** What a streaming handler that does nothing more, and has not ended its stream, waits for (STR-8). */
const STREAM_END = 'the end of the response stream, which nothing has ended (responseStream.end())'
