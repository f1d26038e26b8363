// A function deployed in one scope: its versions, what is in flight, and what is queued.

import type { ExecutionEnvironment } from '../../environment/environment.js'
import type { Pool } from '../../environment/pool.js'
import type { FunctionConfig } from '../../function/config.js'
import { createIds } from '../../function/ids.js'
import { functionArn } from '../../function/identity.js'
import type { Agenda } from '../../invoke/agenda.js'
import { LATEST } from '../../invoke/alias.js'
import { type AsyncFunction, AsyncQueue } from '../../invoke/async-queue.js'
import { type Call, readCall } from '../../invoke/call.js'
import { Concurrency } from '../../invoke/concurrency.js'
import { runCall } from '../../invoke/invoke.js'
import type { AnyInvokeOptions } from '../../invoke/options.js'
import { Versions } from '../../invoke/versions.js'
import type { PeerLoss } from '../../record/connection.js'
import type { EventReport } from '../../record/event-report.js'
import type { InvocationResult, UnexecutedResult } from '../../record/result.js'
import { StoppedError } from '../../sandbox/stopped.js'
import type { ThreadSandbox } from '../../sandbox/thread/thread-sandbox.js'
import { refuseTravelling } from './advance.js'
import { awaitingFrames } from './awaiting-frames.js'
import type { Definition } from './definition.js'
import { DeployedVersion, type VersionHome } from './deployed-version.js'
import { LambdaDisposedError } from './disposed.js'
import type { Flight } from './flight.js'
import { watchLeaks } from './leak-policy.js'
import { queuedEventsError } from './queued-events.js'
import { RoutingChoice } from './routing-choice.js'
import { type Ending, reachableScope, type Scope } from './scope.js'
import { callSetup } from './setup-calls.js'
import { watchFailure } from './unobserved.js'
import type { Worker } from './worker.js'

/** The lines that lead to an invocation, for a failure that has none of its own. */
type Lines = () => readonly string[]

const NO_LINES: Lines = () => []

/** One function in one scope. Made when it is first used, ended with its scope. */
export class Deployment implements Ending {
  readonly #scope: Scope
  readonly #home: VersionHome
  readonly #versions: Versions<DeployedVersion>
  /** The function's ARN without a qualifier. */
  readonly #arn: string
  readonly #concurrency = new Concurrency()
  readonly #queue: AsyncQueue
  /** Environments that are provisioned, over all versions. */
  #provisioned = 0
  #ended = false
  /** Pools that were updated away and may still finish what they run (LIF-7). */
  readonly #formerPools = new Set<Pool>()
  readonly #threads = new WeakMap<ExecutionEnvironment, ThreadSandbox>()

  constructor(scope: Scope, worker: Worker, definition: Definition) {
    const { config } = definition
    this.#scope = scope
    const ids = createIds(config.seed, config.functionName)
    this.#home = { scope, worker, ids, hostVariables: Object.keys(process.env), threads: this.#threads }
    this.#arn = functionArn(config)
    this.#versions = new Versions(new DeployedVersion(this.#home, definition, LATEST), {
      functionArn: this.#arn,
      random: new RoutingChoice(config, scope).random,
      reserved: () => this.#config.reservedConcurrentExecutions,
    })
    this.#queue = new AsyncQueue(scope.agenda, () => this.#asyncFunction)
    scope.add(this)
  }

  /** Of `$LATEST`. */
  get definition(): Definition {
    return this.#versions.latest.definition
  }
  /** Virtual time of the scope, and what is to happen in it. */
  get agenda(): Agenda {
    return this.#scope.agenda
  }

  /** A new id, with `seed` the same in every run. */
  readonly uuid = (): string => this.#home.ids.request()

  get environments(): readonly ExecutionEnvironment[] {
    return this.#ended ? [] : this.#versions.all.flatMap(({ pool }) => pool.environments)
  }

  invoke(event: unknown, options: AnyInvokeOptions | undefined): Promise<InvocationResult | UnexecutedResult> {
    this.#refuseEnded()
    const { flights } = reachableScope(this.#scope)
    const flight = flights.begin(this.#config.functionName, this.invoke)
    return flight.depart(this.#invoke(event, options, flight))
  }

  async #invoke(
    event: unknown,
    options: AnyInvokeOptions | undefined,
    flight: Flight,
  ): Promise<InvocationResult | UnexecutedResult> {
    try {
      const [deployed, call] = this.#read(event, options)
      if (call.type === 'RequestResponse') return await this.#run(deployed, call, () => this.#linesOf(flight))
      if (call.type === 'Event') void this.#enqueue(call, options?.qualifier)
      return unexecuted(call)
    } catch (error) {
      throw this.#ended ? this.#stopped(flight, error) : error
    } finally {
      flight.end()
    }
  }

  /** Hands an event over as `invocationType: 'Event'` does: resolves when it has ended. */
  async enqueue(event: unknown, qualifier: string | undefined): Promise<EventReport> {
    this.#refuseEnded()
    const [, call] = this.#read(event, { invocationType: 'Event', ...(qualifier !== undefined && { qualifier }) })
    const report = await this.#enqueue(call, qualifier)
    this.#queue.handedOut(report)
    return report
  }

  /** Runs what is queued to its end. */
  async settled(): Promise<readonly EventReport[]> {
    this.#refuseEnded()
    return this.#queue.settled()
  }

  /** The version that a call asks for, and the call as it was checked. */
  #read(event: unknown, options: AnyInvokeOptions | undefined): [DeployedVersion, Call] {
    // What is no text is refused with the other options.
    const qualifier = typeof options?.qualifier === 'string' ? options.qualifier : undefined
    const deployed = this.#versions.resolve(qualifier)
    const { timeoutMs, isolatesTenants } = deployed.definition.config
    const arn = qualifier === undefined ? this.#arn : `${this.#arn}:${qualifier}`
    const called = { functionArn: arn, timeoutMs, isolatesTenants, requestId: this.#home.ids.request }
    return [deployed, readCall(called, event, options)]
  }

  async #run(deployed: DeployedVersion, call: Call, lines: Lines): Promise<InvocationResult> {
    const { config } = deployed.definition
    const fn = {
      concurrency: this.#concurrency,
      reserved: this.#config.reservedConcurrentExecutions,
      provisioned: this.#provisioned,
    }
    const result = watchLeaks(await runCall(deployed, call, fn), config, this.#scope, lines)
    if (result.functionError === undefined) return result
    return watchFailure(result, config, this.#scope, lines())
  }

  #enqueue(call: Call, qualifier: string | undefined): Promise<EventReport> {
    const { requestId, event: payload } = call.request
    return this.#queue.accept({
      requestId,
      payload,
      qualifiedArn: `${this.#arn}:${qualifier ?? LATEST}`,
      deliverTwice: call.deliverTwice,
      attempt: async () => {
        try {
          return await this.#run(this.#versions.resolve(qualifier), call, NO_LINES)
        } catch (error) {
          throw this.#ended ? this.#disposed(error) : error
        }
      },
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

  /** Calls a function that the module of `setup` exports. */
  async call(name: string, args: readonly unknown[]): Promise<unknown> {
    this.#refuseEnded()
    const { environments } = this
    try {
      const threadOf = (environment: ExecutionEnvironment): ThreadSandbox | undefined => this.#threads.get(environment)
      return await callSetup({ config: this.#config, environments, threadOf }, name, args)
    } catch (error) {
      throw this.#ended ? this.#disposed(error) : error
    }
  }

  async recycle(): Promise<void> {
    this.#refuseEnded()
    await Promise.all(this.#versions.all.map(({ pool }) => pool.retire()))
  }

  async update(definition: Definition): Promise<void> {
    this.#refuseEnded()
    const former = this.#versions.latest.pool
    this.#versions.update(new DeployedVersion(this.#home, definition, LATEST))
    this.#formerPools.add(former)
    await former.retire()
  }

  /** The number of the version that `$LATEST` is now: a new one only if it has changed since the last (CP-5). */
  publishVersion(): string {
    this.#refuseEnded()
    const { newest, latest } = this.#versions
    if (newest && newest.deployed.isSameAs(latest.definition)) return newest.version
    return this.#versions.publish((version) => new DeployedVersion(this.#home, latest.definition, version))
  }

  async createAlias(name: string, routing: unknown): Promise<void> {
    this.#refuseEnded()
    this.#versions.createAlias(name, routing)
    await this.#provision()
  }

  async updateAlias(name: string, routing: unknown): Promise<void> {
    this.#refuseEnded()
    this.#versions.updateAlias(name, routing)
    await this.#provision()
  }

  async deleteAlias(name: string): Promise<void> {
    this.#refuseEnded()
    this.#versions.deleteAlias(name)
    await this.#provision()
  }

  /** Has as many environments initialised ahead as the aliases say (INIT-14). */
  async #provision(): Promise<void> {
    const counts = this.#versions.provisioned
    this.#provisioned = [...counts.values()].reduce((sum, count) => sum + count, 0)
    await Promise.all(this.#versions.all.map(({ version, pool }) => pool.provision(counts.get(version) ?? 0)))
  }

  /** Stops what is in flight: its promise rejects, which is nobody's error. Throws when events are still queued. */
  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    const queued = this.#queue.requestIds
    const pools = [...this.#formerPools, ...this.#versions.all.map(({ pool }) => pool)]
    for (const pool of pools) await pool.shutDown()
    if (queued.length > 0) throw queuedEventsError(this.#config.functionName, queued, this.#scope.name)
  }

  get #config(): FunctionConfig {
    return this.#versions.latest.definition.config
  }

  get #asyncFunction(): AsyncFunction {
    const { maximumRetryAttempts, maximumEventAgeMs, destinations, reservedConcurrentExecutions } = this.#config
    const settings = { maximumRetryAttempts, maximumEventAgeMs }
    return { settings, destinations, isStopped: reservedConcurrentExecutions === 0 }
  }

  #refuseEnded(): void {
    if (this.#ended) throw this.#disposed()
  }

  #disposed(cause?: unknown): LambdaDisposedError {
    return new LambdaDisposedError(this.#config, this.#scope, cause)
  }

  /** The error of an invocation that was in flight when this ended. */
  #stopped(flight: Flight, reason: unknown): LambdaDisposedError {
    const disposed = this.#disposed(reason)
    const forgotten = flight.forgotten(`it was disposed by hand in ${this.#scope.name}`)
    if (forgotten) this.#scope.fail(forgotten)
    flight.handle()
    if (reason instanceof StoppedError) this.#scope.interrupted(disposed)
    return disposed
  }

  /** Who awaits the invocation that goes on just now; if nobody does, who asked for it. */
  #linesOf(flight: Flight): readonly string[] {
    const awaiting = awaitingFrames(this.#invoke)
    return awaiting.length > 0 ? awaiting : flight.frames
  }
}

/** API-2. */
function unexecuted({ type, request }: Call): UnexecutedResult {
  const statusCode = type === 'Event' ? 202 : 204
  return Object.freeze({ statusCode, payload: undefined, requestId: request.requestId })
}
