// withLambda(): where everything is put together for one function under test.

import { type Duration, parseDuration } from '../../function/duration.js'
import type { LambdaConfig } from '../../function/config.js'
import type { CheckedCode, CheckedPath } from '../../function/checked-code.js'
import type { Code, EventOf, HandlerOf, ResultOf } from '../../function/handler-types.js'
import type { CompareOptions } from '../../compare/options.js'
import type { WarmReport } from '../../compare/report.js'
import type { AliasOptions } from '../../invoke/alias.js'
import type { AnyInvokeOptions, InvokeOptions, UnexecutedOptions } from '../../invoke/options.js'
import type { EventReport } from '../../record/event-report.js'
import type { InvocationResult, UnexecutedResult } from '../../record/result.js'
import { connect } from './connections.js'
import { compareWarm } from './compare-warm.js'
import { define, type Definition, redefine } from './definition.js'
import { Deployment } from './deployment.js'
import { changesNoVersion } from './function-settings.js'
import { type IdleOptions, peersLost } from './idle-options.js'
import type { EnvironmentView, Lambda, LambdaUpdate } from './lambda.js'
import { QualifiedLambda } from './qualified-lambda.js'
import { currentScope, openScope, requireScope, type Scope } from './scope.js'
import { type SetupCalls, setupCalls } from './setup-calls.js'
import { noteSetTime } from './set-time.js'
import { suiteScope } from './suite-scope.js'
import { expectThread } from './file-threads.js'
import { readyWorker, type Worker } from './worker.js'

/**
 * Declares a Lambda function under test.
 *
 * `code` is a loader `() => import('../src/orders.js')` (preferred: fresh module state on every cold start), a handler
 * string `'src/orders.handler'`, or a handler function, whose module the test has evaluated already.
 * What the handler takes and gives types the lambda: events, payloads, and what `toReturn` is compared with. `handler` in
 * the config names the export, `'handler'` unless it is given; a path where the module has no function does not compile.
 * At module or `describe` scope every test gets environments of its own; inside a test they end with it.
 * Throws a guide for what is no code, for unknown or illegal configuration, and in projects that are not set up.
 */
export function withLambda<C extends Code, const P extends string = 'handler'>(
  code: CheckedCode<C, P>,
  config?: LambdaConfig<CheckedPath<C, P>>,
): Lambda<EventOf<HandlerOf<C, P>>, ResultOf<HandlerOf<C, P>>>
export function withLambda(code: Code, config?: LambdaConfig): Lambda {
  const worker = readyWorker('withLambda()')
  const definition = define(worker, code, config)
  expectThread(worker, definition)
  const scope = currentScope()
  const home = definition.config.lifetime === 'suite' ? suiteScope() : () => scope
  return new LambdaUnderTest(worker, definition, home)
}

/** A function with its deployments: one in its home scope, or one in every test that uses it. */
class LambdaUnderTest implements Lambda {
  readonly #worker: Worker
  readonly #definition: Definition
  /** Gives the scope it was made in, when that was a test or it lives as long as the file; undefined at module scope. */
  readonly #home: () => Scope | undefined
  readonly #deployments = new WeakMap<Scope, Deployment>()

  constructor(worker: Worker, definition: Definition, home: () => Scope | undefined) {
    this.#worker = worker
    this.#definition = definition
    this.#home = home
    connect(this, {
      config: definition.config,
      deployed: () => this.#deployed,
      deployment: (caller) => this.#deployment(caller),
    })
  }

  get functionName(): string {
    return this.#definition.config.functionName
  }

  invoke(event: unknown, options: UnexecutedOptions): Promise<UnexecutedResult>
  invoke(event?: unknown, options?: InvokeOptions): Promise<InvocationResult>
  invoke(event?: unknown, options?: AnyInvokeOptions): Promise<InvocationResult | UnexecutedResult> {
    try {
      return this.#deployment('invoke()').invoke(event, options)
    } catch (error) {
      return Promise.reject(error as Error)
    }
  }

  settled(): Promise<readonly EventReport[]> {
    try {
      return this.#deployment('settled()').settled()
    } catch (error) {
      return Promise.reject(error as Error)
    }
  }

  async publishVersion(): Promise<string> {
    return this.#deployment('publishVersion()').deploy((versions) => versions.publish())
  }

  async createAlias(name: string, options: AliasOptions): Promise<void> {
    await this.#deployment('createAlias()').deploy((versions) => versions.createAlias(name, options))
  }

  async updateAlias(name: string, options: Partial<AliasOptions>): Promise<void> {
    await this.#deployment('updateAlias()').deploy((versions) => versions.updateAlias(name, options))
  }

  async deleteAlias(name: string): Promise<void> {
    await this.#deployment('deleteAlias()').deploy((versions) => versions.deleteAlias(name))
  }

  qualified(qualifier: string): Lambda {
    return new QualifiedLambda(this, qualifier)
  }

  async idle(duration: Duration, options: IdleOptions = {}): Promise<void> {
    const ms = parseDuration(duration, 'idle()')
    await this.#deployment('idle()').idle(ms, peersLost(options))
  }

  async recycle(): Promise<void> {
    await this.#deployment('recycle()').deploy((versions) => versions.recycle())
  }

  async update(change: LambdaUpdate): Promise<void> {
    const deployment = this.#deployment('update()')
    const definition = redefine(this.#worker, deployment.definition, change)
    await deployment.deploy((versions) =>
      changesNoVersion(change) ? versions.configure(definition) : versions.update(definition),
    )
  }

  async compareWarm(events: readonly unknown[], options?: CompareOptions): Promise<WarmReport> {
    const { definition } = this.#deployment('compareWarm()')
    const scope = this.#home() ?? requireScope('compareWarm()')
    return compareWarm({ scope, worker: this.#worker, definition }, events, options)
  }

  setup<Module extends object>(): SetupCalls<Module> {
    return setupCalls(async (name, args) => this.#deployment(`setup().${name}()`).call(name, args))
  }

  get environments(): Iterable<EnvironmentView> {
    return { [Symbol.iterator]: () => this.#views().values() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#deployed?.end()
  }

  /** Undefined where nothing has used it so far. */
  get #deployed(): Deployment | undefined {
    const scope = this.#home() ?? currentScope()
    return scope && this.#deployments.get(scope)
  }

  #views(): EnvironmentView[] {
    const environments = this.#deployed?.environments ?? []
    return environments.map((environment) => ({
      id: environment.spec.id,
      phase: environment.phase,
      invocations: environment.invocations,
      tmp: environment.tmp,
      // Asked for when it is over, which it is not yet.
      get lost() {
        return environment.lost
      },
    }))
  }

  #deployment(caller: string): Deployment {
    const scope = this.#home() ?? requireScope(caller)
    let deployment = this.#deployments.get(scope)
    if (!deployment) {
      deployment = new Deployment(openScope(scope, caller), this.#worker, this.#definition)
      this.#deployments.set(scope, deployment)
    }
    noteSetTime(scope)
    return deployment
  }
}
