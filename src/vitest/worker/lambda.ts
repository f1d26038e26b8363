// What `withLambda` returns: one function under test, as its users see it.

import type { Duration } from '../../function/duration.js'
import type { LambdaConfig } from '../../function/config.js'
import type { Code } from '../../function/handler-types.js'
import type { CompareOptions } from '../../compare/options.js'
import type { WarmReport } from '../../compare/report.js'
import type { AliasOptions } from '../../invoke/alias.js'
import type { InvokeOptions, UnexecutedOptions } from '../../invoke/options.js'
import type { IdleOptions } from './idle-options.js'
import type { SetupCalls } from './setup-calls.js'
import type { Leak } from '../../record/leak.js'
import type { TmpSnapshot } from '../../record/record.js'
import type { EventReport } from '../../record/event-report.js'
import type { InvocationResult, UnexecutedResult } from '../../record/result.js'

/** One execution environment, as it is now. */
export interface EnvironmentView {
  readonly id: string
  /** `'idle'`: nothing runs, and with `concurrency` nothing is frozen either. */
  readonly phase: 'new' | 'init' | 'frozen' | 'idle' | 'invoke' | 'shutdown'
  /** How many invocations it has completed. */
  readonly invocations: number
  /** Its `/tmp`: every file by absolute path. */
  readonly tmp: TmpSnapshot
  /** Work that invocations left behind and that was lost with it, or with its process: it never ran (FRZ-2). */
  readonly lost: readonly Leak[]
}

/**
 * A change of code or configuration. What is not given stays as it is. `functionName`, `region`, `accountId`,
 * `tenancyConfig`, `lifetime` and `seed` are what the function was declared with: another value of them is refused.
 */
export type LambdaUpdate = LambdaConfig & { readonly code?: Code }

/** A Lambda function under test. Its environments belong to the running test, or with `lifetime: 'suite'` to the file. */
export interface Lambda<Event = unknown, Result = unknown> {
  readonly functionName: string
  /** Queues the event (`'Event'`), or only asks whether it would be taken (`'DryRun'`): the function does not run now. */
  invoke(event: Event | undefined, options: UnexecutedOptions): Promise<UnexecutedResult>
  /**
   * Invokes the function and resolves with what AWS would answer, also when the function fails.
   * Rejects with what the service refuses, with `LambdaDisposedError` when the test ends first, and with a guide when
   * called outside of a test. A test fails if nothing awaits the promise of an invocation that is in flight when it ends.
   */
  invoke(event?: Event, options?: InvokeOptions): Promise<InvocationResult<Result>>
  /**
   * Lets virtual time pass while every environment is frozen: a number is milliseconds, or `'90s'`, `'15m'`, `'1h'`.
   * Environments idle for longer than `maximumIdle` are gone afterwards. `connections` says what becomes of the sockets
   * that the function has open. Throws for another value of it, and while an invocation is in flight.
   */
  idle(duration: Duration, options?: IdleOptions): Promise<void>
  /**
   * Runs every queued event to its end in virtual time: retries after 1 and 2 minutes, throttled events with a back-off,
   * until each has succeeded, has no attempts left or is too old (ASY-2..4). Resolves with one report for each event that
   * has ended since the last call, in the order of their ends. A test that ends with events in the queue fails.
   *
   * @example
   * await orders.invoke(order, { invocationType: 'Event' })
   * const [report] = await orders.settled()
   * expect(report).toHaveBeenAttempted(3)
   */
  settled(): Promise<readonly EventReport<Result>[]>
  /**
   * Makes a version of the function as it is now, and resolves with its number, `'1'` being the first. It never changes,
   * keeps its environments, and is invoked with `qualifier`; publishing again without an `update()` gives the same (CP-5).
   * Like all that is deployed, versions and aliases belong to the test, with `lifetime: 'suite'` to the file.
   */
  publishVersion(): Promise<string>
  /**
   * Makes an alias; resolves when what it provisions is initialised. Rejects with `ResourceConflictException` when there is
   * one of that name, and with AWS's exceptions for what it cannot route to (CP-6). Rejects with a guide, whose cause is the
   * error of Init, when an environment that it provisions fails in Init: the alias is there then, nothing counts as
   * provisioned that failed, and invocations begin cold (CON-4).
   */
  createAlias(name: string, options: AliasOptions): Promise<void>
  /**
   * Routes an alias elsewhere. What is not given stays as it is, the weights too: `additionalVersionWeights: {}` ends them, so
   * that everything goes to `functionVersion`. Initialises what is provisioned and not there, and rejects as `createAlias`.
   */
  updateAlias(name: string, options: Partial<AliasOptions>): Promise<void>
  /** Takes an alias away; the versions stay. */
  deleteAlias(name: string): Promise<void>
  /**
   * The function by one of its versions or aliases, to be invoked by it: `invoke()`, `setup()`, and the sources connected
   * to it, use that qualifier. Everything else is the function's own. There need not be one of that name yet; invoking one
   * that is not there rejects with `ResourceNotFoundException`.
   */
  qualified(qualifier: string): Lambda<Event, Result>
  /** Ends every environment: the next invocation is a cold start. What is provisioned is made anew: see `createAlias`. */
  recycle(): Promise<void>
  /**
   * Deploys other code or configuration: the next invocation is a cold start (LIF-7). Reserved concurrency, tags,
   * `maximumRetryAttempts`, `maximumEventAgeInSeconds` and `destinationConfig` are neither: a change of nothing else leaves
   * the environments as they are.
   */
  update(change: LambdaUpdate): Promise<void>
  /**
   * Runs each event on a cold environment, and all of them on warm ones, in several orders, also after events that fail;
   * tells what differs, for `toBehaveTheSameWarm()`. What differs between two cold environments is left out and named.
   * All of that happens in environments of its own, which are gone afterwards, and silently; the lambda's other
   * environments, and the time of the test, stay as they are. A failing event is no error here.
   * Rejects with a guide for an empty list, for illegal options, for a handler function, whose code the test file has
   * evaluated already, and for a function with `tenancyConfig`; with what the service refuses, and with what `calls` or `beforeEach` throw.
   *
   * @example
   * const report = await orders.compareWarm([order, otherOrder, brokenOrder], { calls: () => send.mock.calls })
   * expect(report).toBehaveTheSameWarm()
   */
  compareWarm(events: readonly Event[], options?: CompareOptions): Promise<WarmReport>
  /**
   * The functions that the module of `setup` exports, to be called in the thread of the environment that was used last,
   * while it is frozen: what its spies saw, or what they are to answer next. They have its `/tmp`, variables and network, and
   * the clock of the machine. Before the first invocation, and where no environment is left, the module is evaluated in the
   * one that the next invocation takes, whose cold start finds what was arranged. As with `invoke()`, environments of
   * `$LATEST` are meant, whatever other versions were invoked, and with `qualified()` those of that version. Name the module
   * for their types. Arguments and results cross as structured clones do; an error that one throws rejects. A call rejects
   * with a guide without `setup`, where the setup fails, while an invocation is in flight, and after the process of the
   * environment was lost.
   *
   * @example
   * const { queries, fail } = orders.setup<typeof import('../lambda.setup.js')>()
   * await fail()
   * expect(await orders.invoke(order)).toFailWith('Unavailable')
   * expect(await queries()).toEqual([['select 1']])
   */
  setup<Module extends object>(): SetupCalls<Module>
  /** The environments that are there now, to iterate over: `const [environment] = orders.environments`. Empty after the test. */
  readonly environments: Iterable<EnvironmentView>
  /** Stops what runs and ends every environment. Done at the end of the test anyway. */
  [Symbol.asyncDispose](): Promise<void>
}
