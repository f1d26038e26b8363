// A function deployed in one scope: its environments, and what is in flight.

import { Environment, type ExecutionEnvironment } from '../../environment/environment.js'
import { Pool } from '../../environment/pool.js'
import { SharedEnvironment } from '../../environment/shared-environment.js'
import { createIds, type Ids } from '../../function/ids.js'
import { functionArn } from '../../function/identity.js'
import { type Invocable, invokeFunction } from '../../invoke/invoke.js'
import type { InvokeOptions } from '../../invoke/options.js'
import type { PeerLoss } from '../../record/connection.js'
import type { InvocationResult } from '../../record/result.js'
import { StoppedError } from '../../sandbox/stopped.js'
import { ThreadSandbox } from '../../sandbox/thread/thread-sandbox.js'
import { refuseTravelling } from './advance.js'
import { awaitingFrames } from './awaiting-frames.js'
import type { Definition } from './definition.js'
import { LambdaDisposedError } from './disposed.js'
import { environmentSpec, LATEST } from './environment-spec.js'
import type { Flight } from './flight.js'
import { watchLeaks } from './leak-policy.js'
import { sandboxFor } from './sandbox-for.js'
import { type Ending, reachableScope, type Scope } from './scope.js'
import { callSetup } from './setup-calls.js'
import { watchFailure } from './unobserved.js'
import type { Worker } from './worker.js'

/** One function in one scope. Made when it is first used, ended with its scope. */
export class Deployment implements Ending {
  readonly #scope: Scope
  readonly #worker: Worker
  #definition: Definition
  readonly #ids: Ids
  #target: Invocable
  #ended = false
  /** Listed once: the names only explain a variable that is missing. */
  readonly #hostVariables: readonly string[] = Object.keys(process.env)
  /** Pools that were updated away and may still finish what they run (LIF-7). */
  readonly #formerPools = new Set<Pool>()
  /** Those of environments that are threads: their setup can be called. */
  readonly #threads = new WeakMap<ExecutionEnvironment, ThreadSandbox>()

  constructor(scope: Scope, worker: Worker, definition: Definition) {
    this.#scope = scope
    this.#worker = worker
    this.#definition = definition
    this.#ids = createIds(definition.config.seed, definition.config.functionName)
    this.#target = this.#deploy()
    scope.add(this)
  }

  get definition(): Definition {
    return this.#definition
  }

  get environments(): readonly ExecutionEnvironment[] {
    return this.#ended ? [] : this.#target.pool.environments
  }

  invoke(event: unknown, options: InvokeOptions | undefined): Promise<InvocationResult> {
    this.#refuseEnded()
    const { flights } = reachableScope(this.#scope)
    const flight = flights.begin(this.#definition.config.functionName, this.invoke)
    return flight.depart(this.#invoke(event, options, flight))
  }

  async #invoke(event: unknown, options: InvokeOptions | undefined, flight: Flight): Promise<InvocationResult> {
    try {
      const { config } = this.#definition
      const awaiting = (): readonly string[] => this.#linesOf(flight)
      const result = watchLeaks(await invokeFunction(this.#target, event, options), config, this.#scope, awaiting)
      if (result.functionError === undefined) return result
      return watchFailure(result, config, this.#scope, awaiting())
    } catch (error) {
      throw this.#ended ? this.#stopped(flight, error) : error
    } finally {
      flight.end()
    }
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
      return await callSetup({ config: this.#definition.config, environments, threadOf }, name, args)
    } catch (error) {
      throw this.#ended ? this.#disposed(error) : error
    }
  }

  async recycle(): Promise<void> {
    this.#refuseEnded()
    await this.#target.pool.retire()
  }

  async update(definition: Definition): Promise<void> {
    this.#refuseEnded()
    const former = this.#target.pool
    this.#definition = definition
    this.#target = this.#deploy()
    this.#formerPools.add(former)
    await former.retire()
  }

  /** Stops what is in flight: its promise rejects, which is nobody's error. */
  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    for (const pool of [...this.#formerPools, this.#target.pool]) await pool.shutDown()
  }

  #refuseEnded(): void {
    if (this.#ended) throw this.#disposed()
  }

  #disposed(cause?: unknown): LambdaDisposedError {
    return new LambdaDisposedError(this.#definition.config, this.#scope, cause)
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

  #deploy(): Invocable {
    const { config } = this.#definition
    const pool = new Pool({
      create: () => this.#createEnvironment(),
      perEnvironment: config.perEnvironment,
      maximumIdleMs: config.maximumIdleMs,
      time: this.#scope.timeline,
    })
    return {
      functionArn: functionArn(config),
      version: LATEST,
      timeoutMs: config.timeoutMs,
      requestId: () => this.#ids.request(),
      pool,
    }
  }

  #createEnvironment(): ExecutionEnvironment {
    const [id, { timeline }] = [this.#ids.environment(), this.#scope]
    const spec = environmentSpec(this.#definition, { id, timeline, hostVariables: this.#hostVariables })
    const { config } = this.#definition
    const sandbox = sandboxFor(this.#worker, this.#scope, config)
    const shared = config.perEnvironment !== undefined
    const environment = shared ? new SharedEnvironment(spec, sandbox) : new Environment(spec, sandbox)
    if (sandbox instanceof ThreadSandbox) this.#threads.set(environment, sandbox)
    return environment
  }
}
