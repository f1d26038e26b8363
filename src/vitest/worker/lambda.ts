// What `withLambda` returns: one function under test, as its users see it.

import type { Duration } from '../../function/duration.js'
import type { LambdaConfig } from '../../function/config.js'
import type { Code } from '../../function/handler-types.js'
import type { InvokeOptions } from '../../invoke/options.js'
import type { TmpSnapshot } from '../../record/record.js'
import type { InvocationResult } from '../../record/result.js'

/** One execution environment, as it is now. */
export interface EnvironmentView {
  readonly id: string
  readonly phase: 'new' | 'init' | 'frozen' | 'invoke' | 'shutdown'
  /** How many invocations it has completed. */
  readonly invocations: number
  /** Its `/tmp`: every file by absolute path. */
  readonly tmp: TmpSnapshot
}

/** A change of code or configuration. What is not given stays as it is. */
export type LambdaUpdate = LambdaConfig & { readonly code?: Code }

/** A Lambda function under test. Its environments belong to the running test, or with `lifetime: 'suite'` to the file. */
export interface Lambda<Event = unknown, Result = unknown> {
  readonly functionName: string
  /**
   * Invokes the function and resolves with what AWS would answer, also when the function fails.
   * Rejects with what the service refuses, with `LambdaDisposedError` when the test ends first, and with a guide when
   * called outside of a test.
   */
  invoke(event?: Event, options?: InvokeOptions): Promise<InvocationResult<Result>>
  /**
   * Lets virtual time pass while every environment is frozen: a number is milliseconds, or `'90s'`, `'15m'`, `'1h'`.
   * Environments idle for longer than `maximumIdle` are gone afterwards. `connections` is not built yet: refused.
   */
  idle(duration: Duration, options?: { readonly connections?: 'kept' | 'closed' | 'reset' }): Promise<void>
  /** Ends every environment: the next invocation is a cold start. */
  recycle(): Promise<void>
  /** Deploys other code or configuration: the next invocation is a cold start (LIF-7). */
  update(change: LambdaUpdate): Promise<void>
  /** The environments that are there now; empty after the test. */
  readonly environments: Iterable<EnvironmentView>
  /** Stops what runs and ends every environment. Done at the end of the test anyway. */
  [Symbol.asyncDispose](): Promise<void>
}
