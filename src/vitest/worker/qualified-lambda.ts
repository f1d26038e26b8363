// A function by one of its versions or aliases: it is invoked and set up with that qualifier, and else the function itself.

import type { Duration } from '../../function/duration.js'
import { isRecord, showValue } from '../../function/show-value.js'
import type { CompareOptions } from '../../compare/options.js'
import type { WarmReport } from '../../compare/report.js'
import type { AliasOptions } from '../../invoke/alias.js'
import type { AnyInvokeOptions, InvokeOptions, UnexecutedOptions } from '../../invoke/options.js'
import type { EventReport } from '../../record/event-report.js'
import type { InvocationResult, UnexecutedResult } from '../../record/result.js'
import { connect, connectionOf } from './connections.js'
import type { IdleOptions } from './idle-options.js'
import type { EnvironmentView, Lambda, LambdaUpdate } from './lambda.js'
import { type SetupCalls, setupCalls } from './setup-calls.js'

export class QualifiedLambda implements Lambda {
  readonly #lambda: Lambda
  readonly #qualifier: string

  constructor(lambda: Lambda, qualifier: string) {
    if (typeof qualifier !== 'string' || qualifier === '') {
      throw new TypeError(
        `qualified(): the qualifier is ${showValue(qualifier)}: it takes a version such as '1', or an alias.`,
      )
    }
    this.#lambda = lambda
    this.#qualifier = qualifier
    connect(this, { ...connectionOf(lambda), qualifier })
  }

  get functionName(): string {
    return this.#lambda.functionName
  }

  get environments(): Iterable<EnvironmentView> {
    return this.#lambda.environments
  }

  invoke(event: unknown, options: UnexecutedOptions): Promise<UnexecutedResult>
  invoke(event?: unknown, options?: InvokeOptions): Promise<InvocationResult>
  invoke(event?: unknown, options: AnyInvokeOptions = {}): Promise<InvocationResult | UnexecutedResult> {
    // It says what it takes.
    if (!isRecord(options)) return this.#lambda.invoke(event, options as InvokeOptions)
    if (options.qualifier !== undefined && options.qualifier !== this.#qualifier) {
      const given = `qualified('${this.#qualifier}').invoke(…, { qualifier: '${options.qualifier}' })`
      return Promise.reject(new TypeError(`${given} names two qualifiers: leave one of them out.`))
    }
    return this.#lambda.invoke(event, { ...options, qualifier: this.#qualifier } as InvokeOptions)
  }

  settled(): Promise<readonly EventReport[]> {
    return this.#lambda.settled()
  }

  idle(duration: Duration, options?: IdleOptions): Promise<void> {
    return this.#lambda.idle(duration, options)
  }

  recycle(): Promise<void> {
    return this.#lambda.recycle()
  }

  update(change: LambdaUpdate): Promise<void> {
    return this.#lambda.update(change)
  }

  compareWarm(events: readonly unknown[], options?: CompareOptions): Promise<WarmReport> {
    return this.#lambda.compareWarm(events, options)
  }

  setup<Module extends object>(): SetupCalls<Module> {
    const { deployment } = connectionOf(this)
    return setupCalls(async (name, args) => deployment(`setup().${name}()`).call(name, args, this.#qualifier))
  }

  publishVersion(): Promise<string> {
    return this.#lambda.publishVersion()
  }

  createAlias(name: string, options: AliasOptions): Promise<void> {
    return this.#lambda.createAlias(name, options)
  }

  updateAlias(name: string, options: Partial<AliasOptions>): Promise<void> {
    return this.#lambda.updateAlias(name, options)
  }

  deleteAlias(name: string): Promise<void> {
    return this.#lambda.deleteAlias(name)
  }

  qualified(qualifier: string): Lambda {
    return this.#lambda.qualified(qualifier)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lambda[Symbol.asyncDispose]()
  }
}
