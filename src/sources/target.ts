// What an event source needs of the function it invokes, in one test.

import type { Agenda } from '../invoke/agenda.js'
import type { Pusher } from '../invoke/async-queue.js'
import type { EventReport } from '../record/event-report.js'
import type { Lines } from '../record/frame.js'
import type { InvocationResult } from '../record/result.js'

/** What is known of a function before any test runs. */
export interface SourceFunction {
  readonly functionName: string
  /** With the qualifier, where the source invokes a version or an alias. */
  readonly functionArn: string
  /** Of the versions behind an alias the longest. */
  readonly timeoutMs: number
  readonly region: string
  readonly accountId: string
}

/** What a source has taken and not handed over, or not told of. */
export interface Owed extends Pusher {
  /** The events that the function has not got, oldest first. */
  readonly waiting: readonly WaitingEvent[]
  /** What went wrong with others. */
  readonly untold: readonly unknown[]
}

/** An event that a service still has. */
export interface WaitingEvent {
  /** When it came, in ms since the epoch. */
  readonly at: number
  /** Who pushed it. */
  readonly from: Lines
}

/** The function in one test; the same object for the whole of it, so that a source can keep what belongs to the test by it. */
export interface SourceTarget extends SourceFunction {
  /** Virtual time, and what is to happen in it. */
  readonly agenda: Agenda
  /** A new lower-case UUID; with `seed` in the function's config the same in every run. */
  readonly uuid: () => string
  /** The X-Ray trace header of a trace that begins now; with `seed` as the ids above (CTX-13). */
  readonly traceId: () => string
  /**
   * Invokes synchronously. Resolves also when the function fails; such a failure fails the test unless somebody looks at
   * it: a source says so with `observe()` once the test has read what became of the records.
   * Rejects with `LambdaServiceException` for what the service refuses, throttling included.
   */
  invoke(event: unknown, options?: { readonly traceId?: string }): Promise<InvocationResult>
  /** Invokes asynchronously (`invocationType: 'Event'`): resolves when the event has ended, which needs the agenda to run. */
  queue(event: unknown, pusher: Pusher): Promise<EventReport>
  /** Who calls `entry`, which is running: asked for when an error of the test's end shows it. */
  from(entry: (...args: never[]) => unknown): Lines
  /** `owed` is asked when the test ends, which fails with what it returns. */
  owes(owed: () => Owed): void
  /**
   * Within a call: what may be why the test fails. One that fails is told of it, with the line of the call, unless the
   * returned function is called before.
   */
  explain(name: string, text: string, guide: string): () => void
  /**
   * Runs `verb` for `caller`, a call that runs the agenda. The test hears of it if nothing awaits the promise; when it ends
   * first, it is nobody's error that the promise rejects. A function that makes the call spends its time, as with `invoke`.
   */
  follow<Result>(caller: string, verb: () => Promise<Result>): Promise<Result>
}

/** A function that a source is connected to, in whichever test is running. */
export interface SourceConnection {
  readonly function: SourceFunction
  /** Throws a guide outside of a test: `caller` is what was called, for that. */
  target(caller: string): SourceTarget
}

/**
 * Calls `verb` for `caller`, as an async function would: it rejects outside of a test. None stands in between, since it
 * would be what awaits the promise.
 */
export function inFlight<Result>(
  connection: SourceConnection,
  caller: string,
  verb: (target: SourceTarget) => Promise<Result>,
): Promise<Result> {
  try {
    const target = connection.target(caller)
    return target.follow(caller, () => verb(target))
  } catch (error) {
    return Promise.reject(error as Error)
  }
}

/** State that a source has in each test: made when the test first uses it. */
export class PerTest<State> {
  readonly #connection: SourceConnection
  readonly #create: (target: SourceTarget) => State
  readonly #states = new WeakMap<SourceTarget, State>()

  constructor(connection: SourceConnection, create: (target: SourceTarget) => State) {
    this.#connection = connection
    this.#create = create
  }

  /** The state of the running test, for `caller`. */
  get(caller: string): State {
    return this.#of(this.#connection.target(caller))
  }

  /** Calls `verb`, which lets time pass, with the state of the running test. */
  run<Result>(caller: string, verb: (state: State) => Promise<Result>): Promise<Result> {
    return inFlight(this.#connection, caller, (target) => verb(this.#of(target)))
  }

  #of(target: SourceTarget): State {
    let state = this.#states.get(target)
    if (state === undefined) this.#states.set(target, (state = this.#create(target)))
    return state
  }
}
