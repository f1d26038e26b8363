// A function deployed in one scope: what is in flight, what is queued, and what of both is left when the scope ends.

import type { ExecutionEnvironment } from '../../environment/environment.js'
import type { FunctionConfig } from '../../function/config.js'
import { createIds } from '../../function/ids.js'
import { functionArn } from '../../function/identity.js'
import type { Agenda } from '../../invoke/agenda.js'
import { LATEST } from '../../invoke/alias.js'
import { type AsyncFunction, AsyncQueue, type Pusher } from '../../invoke/async-queue.js'
import { type Call, readCall } from '../../invoke/call.js'
import { Concurrency } from '../../invoke/concurrency.js'
import { admit, type Admission, type InvokedFunction, toResult } from '../../invoke/invoke.js'
import type { AnyInvokeOptions } from '../../invoke/options.js'
import type { PeerLoss } from '../../record/connection.js'
import type { EventReport } from '../../record/event-report.js'
import { joinFaults } from '../../record/faults.js'
import type { Lines } from '../../record/frame.js'
import type { InvocationResult, UnexecutedResult } from '../../record/result.js'
import { StoppedError } from '../../sandbox/stopped.js'
import type { Owed } from '../../sources/target.js'
import { refuseTravelling } from './advance.js'
import { awaitingFrames } from './awaiting-frames.js'
import type { Definition } from './definition.js'
import type { DeployedVersion, VersionHome } from './deployed-version.js'
import { DeployedVersions } from './deployed-versions.js'
import { LambdaDisposedError } from './disposed.js'
import type { Flight } from './flight.js'
import { watchLeaks } from './leak-policy.js'
import { type Ending, reachableScope, type Scope } from './scope.js'
import { callSetup } from './setup-calls.js'
import { withInvocation } from './thread-start.js'
import { toldLate } from './told-late.js'
import { watchFailure } from './unobserved.js'
import { unsettledErrors } from './unsettled-events.js'
import { Verbs } from './verbs.js'
import type { Worker } from './worker.js'

/** One function in one scope. Made when it is first used, ended with its scope. */
export class Deployment implements Ending {
  readonly #scope: Scope
  readonly #home: VersionHome
  readonly #versions: DeployedVersions
  /** The function's ARN without a qualifier. */
  readonly #arn: string
  readonly #concurrency = new Concurrency()
  readonly #queue: AsyncQueue
  readonly #owed: (() => Owed)[] = []
  #ended = false
  /** By which the test drives the queue, and what sources are connected to it. */
  readonly verbs: Verbs

  constructor(scope: Scope, worker: Worker, definition: Definition) {
    const { config } = definition
    this.#scope = scope
    const ids = createIds(config.seed, config.functionName)
    this.#home = { scope, worker, ids, hostVariables: Object.keys(process.env), threads: new WeakMap() }
    this.#arn = functionArn(config)
    this.#versions = new DeployedVersions(this.#home, definition)
    this.verbs = new Verbs(scope, worker, (error, flight) =>
      this.#ended || scope.over ? this.#stopped(error, flight) : error,
    )
    this.#queue = new AsyncQueue(scope.agenda, () => this.#asyncFunction)
    scope.add(this)
  }

  /** Of `$LATEST`. */
  get definition(): Definition {
    return this.#versions.latest
  }

  /** All that requests for `qualifier` may go to; none where there is nothing of that name. */
  behind(qualifier: string): readonly Definition[] {
    return this.#versions.behind(qualifier).map(({ definition }) => definition)
  }

  /** Virtual time of the scope, and what is to happen in it. */
  get agenda(): Agenda {
    return this.#scope.agenda
  }

  /** A new id, and the X-Ray header of a new trace: with `seed` the same in every run. */
  readonly uuid = (): string => this.#home.ids.request()
  readonly traceId = (): string => this.#home.ids.trace(this.#scope.timeline.now)

  get environments(): readonly ExecutionEnvironment[] {
    return this.#ended ? [] : this.#versions.environments
  }

  invoke(event: unknown, options: AnyInvokeOptions | undefined): Promise<InvocationResult | UnexecutedResult> {
    this.#refuseEnded()
    const { flights } = reachableScope(this.#scope)
    const flight = flights.begin(this.#config.functionName, this.invoke)
    return flight.depart(this.#invoke(event, options, flight, () => this.#linesOf(flight)))
  }

  /** Invokes for a source, within a call of the test: that call is the line which led there. */
  invokeWithin(event: unknown, options: AnyInvokeOptions | undefined): Promise<InvocationResult | UnexecutedResult> {
    this.#refuseEnded()
    return this.#invoke(event, options, this.#flightWithin(), this.verbs.lines)
  }

  #flightWithin(): Flight {
    return reachableScope(this.#scope).flights.beginWithin(this.#config.functionName)
  }

  #invoke(
    event: unknown,
    options: AnyInvokeOptions | undefined,
    flight: Flight,
    lines: Lines,
  ): Promise<InvocationResult | UnexecutedResult> {
    try {
      const { deployed, call } = this.#read(event, options)
      if (call.type === 'RequestResponse') return this.#run(deployed, call, lines, flight)
      if (call.type === 'Event') void this.#enqueue(call, options?.qualifier, () => flight.frames)
      flight.end()
      return Promise.resolve(unexecuted(call))
    } catch (error) {
      flight.end()
      return Promise.reject(error as Error)
    }
  }

  /** Hands an event of a source over as `invocationType: 'Event'` does: resolves when it has ended. */
  async enqueue(event: unknown, qualifier: string | undefined, pusher: Pusher): Promise<EventReport> {
    this.#refuseEnded()
    const { call } = this.#read(event, { invocationType: 'Event', ...(qualifier !== undefined && { qualifier }) })
    const ending = this.#enqueue(call, qualifier, this.verbs.from(this.enqueue), pusher)
    const told = (end: unknown): void => this.#queue.handedOut(end)
    await ending.then(told, told)
    return ending.catch((error: unknown) => Promise.reject(toldLate(error)))
  }

  /** `owed` is what a source owes the function: asked for when this ends. */
  owes(owed: () => Owed): void {
    this.#owed.push(owed)
  }

  /** Runs what is queued to its end. */
  settled(): Promise<readonly EventReport[]> {
    this.#refuseEnded()
    const flight = this.verbs.begin(`${this.#config.functionName}.settled()`, this.settled)
    const settled: Promise<readonly EventReport[]> = this.verbs
      .outside(() => this.#untilEnd(() => this.#settle(), flight))
      .finally(() => {
        flight.end()
        // That nobody awaits it is told with the events that are left.
        if (this.#ended || this.#scope.over) settled.catch(() => {})
      })
    return settled
  }

  async #settle(): Promise<readonly EventReport[]> {
    const reports = await this.#queue.settled()
    // What was left when this ended has no report.
    this.#refuseEnded()
    return reports
  }

  /** The version that a call asks for, and the call as it was checked. */
  #read(event: unknown, options: AnyInvokeOptions | undefined): { deployed: DeployedVersion; call: Call } {
    // What is no text, or an empty one, is refused with the other options.
    const qualifier = typeof options?.qualifier === 'string' && options.qualifier !== '' ? options.qualifier : undefined
    const deployed = this.#versions.resolve(qualifier)
    const { timeoutMs, isolatesTenants } = deployed.definition.config
    const arn = qualifier === undefined ? this.#arn : `${this.#arn}:${qualifier}`
    const { uuid: requestId, traceId } = this
    const called = { functionArn: arn, timeoutMs, isolatesTenants, requestId, traceId }
    return { deployed, call: readCall(called, event, options) }
  }

  /** All of an invocation in one async function: each one more is a twentieth of what a warm one takes. */
  async #run(deployed: DeployedVersion, call: Call, lines: Lines, flight: Flight): Promise<InvocationResult> {
    const { config } = deployed.definition
    const resume = config.isolation === 'thread' ? this.agenda.pause() : undefined
    let admission: Admission | undefined
    try {
      admission = admit(deployed, call, this.#function)
      const result = toResult(await admission.completed, deployed.version, call.tail)
      return this.#watched(result, config, lines)
    } catch (error) {
      throw this.#ended ? this.#stopped(error, flight, lines()) : withInvocation(error, config.functionName, lines)
    } finally {
      this.#versions.used(deployed)
      flight.end()
      resume?.()
      const environmentEnded = admission?.leave()
      if (environmentEnded) await environmentEnded
    }
  }

  /** `given`; the test hears of what it left behind and of how it failed, unless somebody looks. */
  #watched(given: InvocationResult, config: FunctionConfig, lines: Lines): InvocationResult {
    const result = watchLeaks(given, config, this.#scope, lines)
    if (result.functionError === undefined) return result
    const madeBy = lines === this.verbs.lines ? this.verbs.current?.name : undefined
    return watchFailure(result, config, this.#scope, lines(), madeBy)
  }

  get #function(): InvokedFunction {
    const { provisioned } = this.#versions
    return { concurrency: this.#concurrency, reserved: this.#config.reservedConcurrentExecutions, provisioned }
  }

  #enqueue(call: Call, qualifier: string | undefined, from: Lines, pusher?: Pusher): Promise<EventReport> {
    const { requestId, event: payload } = call.request
    return this.#queue.accept({
      requestId,
      payload,
      qualifiedArn: `${this.#arn}:${qualifier ?? LATEST}`,
      deliverTwice: call.deliverTwice,
      from,
      pusher,
      attempt: () => this.#run(this.#versions.resolve(qualifier), call, this.verbs.lines, this.#flightWithin()),
    })
  }

  /** Lets virtual time pass while everything of the scope is frozen; `lost`: and the peers of this function's connections go. */
  async idle(ms: number, lost?: PeerLoss): Promise<void> {
    this.#refuseEnded()
    refuseTravelling(this.#scope.timeline, 'idle()')
    this.#scope.timeline.advance(ms)
    await Promise.all(this.environments.map((environment) => environment.elapse()))
    if (lost) await Promise.all(this.environments.map((environment) => environment.disconnect(lost)))
  }

  /** Calls a function that the module of `setup` exports, for `qualifier` if there is one. */
  async call(name: string, args: readonly unknown[], qualifier?: string): Promise<unknown> {
    this.#refuseEnded()
    return this.#untilEnd(() => callSetup(this.#versions.setupHolders(qualifier), name, args))
  }

  /** Changes what is deployed. */
  async deploy<Result>(change: (versions: DeployedVersions) => Promise<Result>): Promise<Result> {
    this.#refuseEnded()
    return this.#untilEnd(() => change(this.#versions))
  }

  /** Stops what is in flight: its promise rejects, which is nobody's error. Throws when events are not settled. */
  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    const queued = this.#queue.close(this.#disposed())
    await this.#versions.shutDown()
    // A test that timed out had no time to run them.
    if (this.#scope.timedOutAfterMs !== undefined) return
    const owed = this.#owed.map((ask) => ask())
    const errors = unsettledErrors(this.#config.functionName, { ...queued, owed }, this.#scope)
    if (errors.length > 0) throw joinFaults(errors)
  }

  get #config(): FunctionConfig {
    return this.definition.config
  }

  get #asyncFunction(): AsyncFunction {
    const { maximumRetryAttempts, maximumEventAgeMs, destinations, reservedConcurrentExecutions } = this.#config
    const settings = { maximumRetryAttempts, maximumEventAgeMs }
    return { settings, destinations, isStopped: reservedConcurrentExecutions === 0 }
  }

  /** What fails because this has ended says so. */
  async #untilEnd<Result>(act: () => Promise<Result>, flight?: Flight): Promise<Result> {
    try {
      return await act()
    } catch (error) {
      throw this.#ended ? this.#stopped(error, flight) : error
    }
  }

  #refuseEnded(): void {
    if (this.#ended) throw this.#disposed()
  }

  #disposed(): LambdaDisposedError {
    return new LambdaDisposedError(this.#config, this.#scope)
  }

  /** The error of what was in flight when this ended. */
  #stopped(reason: unknown, flight?: Flight, lines: readonly string[] = flight?.frames ?? []): LambdaDisposedError {
    const disposed = new LambdaDisposedError(this.#config, this.#scope, { reason, lines, words: flight?.words })
    const forgotten = flight?.forgotten(`it was disposed by hand in ${this.#scope.name}`)
    if (forgotten) this.#scope.fail(forgotten)
    flight?.handle()
    if (reason instanceof StoppedError) this.#scope.interrupted(disposed)
    return disposed
  }

  /** Who awaits the invocation that goes on just now; if nobody does, who asked for it. */
  #linesOf(flight: Flight): readonly string[] {
    const awaiting = awaitingFrames(this.#run)
    return awaiting.length > 0 ? awaiting : flight.frames
  }
}

/** API-2. */
function unexecuted({ type, request }: Call): UnexecutedResult {
  const statusCode = type === 'Event' ? 202 : 204
  return Object.freeze({ statusCode, payload: undefined, requestId: request.requestId })
}
