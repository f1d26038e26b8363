// A function deployed in one scope: its environments, and what is in flight.

import { hostTime } from '../../effects/host-time.js'
import { Environment } from '../../environment/environment.js'
import { Pool } from '../../environment/pool.js'
import { createIds, type Ids } from '../../function/ids.js'
import { functionArn, logStreamName } from '../../function/identity.js'
import { lambdaVariables } from '../../function/variables.js'
import { type Invocable, invokeFunction } from '../../invoke/invoke.js'
import type { InvokeOptions } from '../../invoke/options.js'
import type { InvocationResult } from '../../record/result.js'
import { InProcessSandbox } from '../../sandbox/in-process/in-process.js'
import { StoppedError } from '../../sandbox/in-process/stopped.js'
import type { InitPlan } from '../../sandbox/port.js'
import { refuseTravelling } from './advance.js'
import type { Definition } from './definition.js'
import { LambdaDisposedError } from './disposed.js'
import { sandboxHost } from './host.js'
import type { Ending, Scope } from './scope.js'
import { warnOfSharedModules } from './shared-modules.js'
import { watchFailure } from './unobserved.js'
import type { Worker } from './worker.js'

const VERSION = '$LATEST'

/** An invocation that has not ended. */
interface InFlight {
  promise: Promise<unknown> | undefined
}

/** One function in one scope. Made when it is first used, ended with its scope. */
export class Deployment implements Ending {
  readonly #scope: Scope
  readonly #worker: Worker
  #definition: Definition
  readonly #ids: Ids
  #target: Invocable
  #ended = false
  readonly #inFlight = new Set<InFlight>()
  /** Listed once: the names only explain a variable that is missing. */
  readonly #hostVariables: readonly string[] = Object.keys(process.env)
  /** Pools that were updated away and may still finish what they run (LIF-7). */
  readonly #formerPools = new Set<Pool>()

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

  get environments(): readonly Environment[] {
    return this.#ended ? [] : this.#target.pool.environments
  }

  invoke(event: unknown, options: InvokeOptions | undefined): Promise<InvocationResult> {
    const flight: InFlight = { promise: undefined }
    flight.promise = this.#invoke(event, options, flight)
    return flight.promise as Promise<InvocationResult>
  }

  async #invoke(event: unknown, options: InvokeOptions | undefined, flight: InFlight): Promise<InvocationResult> {
    this.#refuseEnded()
    this.#inFlight.add(flight)
    try {
      const result = await invokeFunction(this.#target, event, options)
      warnOfSharedModules(this.#worker, result.record)
      return result.functionError === undefined ? result : watchFailure(result, this.#definition.config, this.#scope)
    } catch (error) {
      if (!this.#ended) throw error
      const disposed = this.#disposed(error)
      if (error instanceof StoppedError) this.#scope.interrupted(disposed)
      throw disposed
    } finally {
      this.#inFlight.delete(flight)
    }
  }

  /** Lets virtual time pass while everything of the scope is frozen. */
  idle(ms: number): void {
    this.#refuseEnded()
    refuseTravelling(this.#scope.timeline, 'idle()')
    this.#scope.timeline.advance(ms)
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

  /** Stops what is in flight: its promise rejects, and is handled already should nobody have awaited it. */
  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    for (const { promise } of this.#inFlight) promise?.catch(() => {})
    for (const pool of [...this.#formerPools, this.#target.pool]) await pool.shutDown()
  }

  #refuseEnded(): void {
    if (this.#ended) throw this.#disposed()
  }

  #disposed(cause?: unknown): LambdaDisposedError {
    const { functionName } = this.#definition.config
    return new LambdaDisposedError(functionName, this.#scope, cause)
  }

  #deploy(): Invocable {
    const { config } = this.#definition
    const pool = new Pool({
      create: () => this.#createEnvironment(),
      maximumIdleMs: config.maximumIdleMs,
      time: this.#scope.timeline,
    })
    return {
      functionArn: functionArn(config),
      version: VERSION,
      timeoutMs: config.timeoutMs,
      requestId: () => this.#ids.request(),
      pool,
    }
  }

  #createEnvironment(): Environment {
    const { config, code, alreadyEvaluated } = this.#definition
    const { timeline } = this.#scope
    const { logFormat, logGroup } = config.loggingConfig
    const id = this.#ids.environment()
    const logStream = {
      startedAt: timeline.now,
      version: VERSION,
      id,
      functionName: config.functionName,
      logGroupName: logGroup,
    }
    const stream = logStreamName(logStream)
    const spec = {
      id,
      code,
      alreadyEvaluated,
      plan: this.#plan(stream),
      source: {
        format: logFormat,
        functionName: config.functionName,
        functionArn: this.#target.functionArn,
        version: VERSION,
        logStreamName: stream,
        runtime: config.runtime,
        region: config.region,
        memorySizeMB: config.memorySize,
      },
      timeoutMs: config.timeoutMs,
      time: timeline,
      cpu: hostTime.busy,
    }
    return new Environment(spec, new InProcessSandbox(sandboxHost(this.#worker, this.#scope, config)))
  }

  #plan(stream: string): Omit<InitPlan, 'startsAt' | 'deadline'> {
    const { config } = this.#definition
    const { logFormat, applicationLogLevel, logGroup } = config.loggingConfig
    const host = process.env
    return {
      rules: config.rules,
      handlerString: config.handlerString,
      variables: lambdaVariables(config, { version: VERSION, logStreamName: stream, logGroupName: logGroup, host }),
      hostVariables: this.#hostVariables,
      taskRoot: config.taskRoot,
      tmpBytes: config.ephemeralStorage * 1024 * 1024,
      logFormat,
      logLevel: applicationLogLevel,
      network: config.network,
      clock: config.clock,
    }
  }
}
