// What an event source needs of the function it invokes, in one test.

import type { Agenda } from '../invoke/agenda.js'
import type { EventReport } from '../record/event-report.js'
import type { InvocationResult } from '../record/result.js'

/** What is known of a function before any test runs. */
export interface SourceFunction {
  readonly functionName: string
  /** With the qualifier, where the source invokes a version or an alias. */
  readonly functionArn: string
  readonly timeoutMs: number
  readonly region: string
  readonly accountId: string
}

/** The function in one test; the same object for the whole of it, so that a source can keep what belongs to the test by it. */
export interface SourceTarget extends SourceFunction {
  /** Virtual time, and what is to happen in it. */
  readonly agenda: Agenda
  /** A new lower-case UUID; with `seed` in the function's config the same in every run. */
  readonly uuid: () => string
  /**
   * Invokes synchronously. Resolves also when the function fails; such a failure fails the test unless somebody looks at
   * it: a source says so with `observe()` once the test has read what became of the records.
   * Rejects with `LambdaServiceException` for what the service refuses, throttling included.
   */
  invoke(event: unknown): Promise<InvocationResult>
  /** Invokes asynchronously (`invocationType: 'Event'`): resolves when the event has ended, which needs the agenda to run. */
  queue(event: unknown): Promise<EventReport>
}

/** A function that a source is connected to, in whichever test is running. */
export interface SourceConnection {
  readonly function: SourceFunction
  /** Throws a guide outside of a test: `caller` is what was called, for that. */
  target(caller: string): SourceTarget
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
    const target = this.#connection.target(caller)
    let state = this.#states.get(target)
    if (state === undefined) this.#states.set(target, (state = this.#create(target)))
    return state
  }
}
