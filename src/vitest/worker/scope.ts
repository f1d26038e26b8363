// Which test a call belongs to: one scope per test attempt, found through an AsyncLocalStorage, never by asking
// Vitest for "the current test".

import { AsyncLocalStorage } from 'node:async_hooks'
import { hostTime } from '../../effects/host-time.js'
import { Agenda } from '../../invoke/agenda.js'
import { eachOnce, joinFaults } from '../../record/faults.js'
import { Timeline } from '../../sandbox/timeline.js'
import { LambdaDisposedError, LATEST_OR_FURTHER_OUT } from './disposed.js'
import { Flights } from './flights.js'

/** Something that ends with its scope. */
export interface Ending {
  end(): Promise<void>
}

/** How the test of a scope ended. */
export interface TestEnd {
  readonly failed?: boolean
  /** Vitest has given up the run before it came to its end: what it has not looked at, it might have. */
  readonly cancelled?: boolean
  /** After how many ms Vitest gave up waiting for it, if that is why it failed. */
  readonly timedOutAfterMs?: number | undefined
}

/** What one test attempt owns: its virtual time, and everything that must end with it. */
export class Scope {
  readonly name: string
  /** The invocations that were begun in it. */
  readonly flights: Flights = new Flights()
  readonly #makeTimeline: () => Timeline
  #timeline: Timeline | undefined
  #agenda: Agenda | undefined
  #over = false
  readonly #endings: Ending[] = []
  readonly #faults = new Set<Error>()
  readonly #explanations = new Set<Error>()
  readonly #notes = new Set<Error>()
  readonly #warnings = new Set<Error>()
  readonly #interrupted: Error[] = []
  #timedOutAfterMs: number | undefined

  /** `timeline` gives its virtual time; without it, one that starts at the test's own `Date.now()`. */
  constructor(name: string, timeline: () => Timeline = () => new Timeline(Date.now())) {
    this.name = name
    this.#makeTimeline = timeline
  }

  get over(): boolean {
    return this.#over
  }

  /** Of a scope that ends because its test ran into Vitest's timeout: the ms. */
  get timedOutAfterMs(): number | undefined {
    return this.#timedOutAfterMs
  }

  /** The test's one virtual time. It starts when it is first looked at, so `vi.setSystemTime` counts. */
  get timeline(): Timeline {
    return (this.#timeline ??= this.#makeTimeline())
  }

  /** What is to happen in that time without anybody invoking it. */
  get agenda(): Agenda {
    return (this.#agenda ??= new Agenda(this.timeline))
  }

  /** `ending` ends when the scope does; what began last ends first. */
  add(ending: Ending): void {
    this.#endings.push(ending)
  }

  /** Something went wrong that no result reports: the test fails with it when it ends. */
  fail(fault: Error): void {
    this.#faults.add(fault)
  }

  /** As `fail`, unless the returned function is called before the test ends. */
  failUnlessSeen(fault: Error): () => void {
    this.#faults.add(fault)
    return () => this.#faults.delete(fault)
  }

  /** May be why the body of a test fails: told of one that does, unless the returned function is called before. */
  explain(fault: Error): () => void {
    this.#explanations.add(fault)
    return () => this.#explanations.delete(fault)
  }

  /** Told beside whatever the test fails with, also when it does so for a fault. */
  note(note: Error): void {
    this.#notes.add(note)
  }

  /** As `failUnlessSeen`, but the test passes with a warning. */
  warnUnlessSeen(fault: Error): () => void {
    this.#warnings.add(fault)
    return () => this.#warnings.delete(fault)
  }

  /** What was in flight when the scope ended was stopped with `reason`: that explains a test that timed out. */
  interrupted(reason: Error): void {
    this.#interrupted.push(reason)
  }

  /**
   * Ends everything, newest first, whatever goes wrong with one of them. Throws what no result reported, once; of a test
   * that failed also what explains that, and of one that timed out which invocations it was waiting for. Of one that was
   * cancelled it tells nothing.
   */
  async end({ failed = false, cancelled = false, timedOutAfterMs }: TestEnd = {}): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#timedOutAfterMs = timedOutAfterMs
    const over = new Error(`${this.name} is over, and with it everything that was still to happen. Await it there.`)
    for (const untold of this.#agenda?.close(over) ?? []) {
      // That a function was disposed by hand is nobody's error.
      if (!(untold instanceof LambdaDisposedError)) this.fail(untold as Error)
    }
    for (const fault of this.flights.forgotten(this.name)) this.fail(fault)
    if (timedOutAfterMs !== undefined) this.#interrupted.push(...this.flights.unfinished(this.name, this.timeline.now))
    for (const ending of this.#endings.splice(0).toReversed()) {
      await ending.end().catch((fault: unknown) => this.fail(fault as Error))
    }
    if (cancelled) return
    // oxlint-disable-next-line no-console -- it is meant for whoever reads the output of this test
    for (const { message } of eachOnce(this.#warnings)) console.warn(`vitest-lambda: ${message}`)
    const timedOut = timedOutAfterMs !== undefined
    // What was stopped tells so in the course of this turn.
    if (timedOut) await new Promise((resolve) => hostTime.setImmediate(resolve))
    const explanations = [...(failed ? this.#explanations : []), ...(timedOut ? this.#interrupted : [])]
    const faults = [...this.#faults, ...explanations]
    if (failed || faults.length > 0) faults.push(...this.#notes)
    if (faults.length > 0) throw joinFaults(faults)
  }
}

const storage = new AsyncLocalStorage<Scope>()

/** Runs `run` with everything it starts belonging to `scope`. */
export function inScope<Result>(scope: Scope, run: () => Result): Result {
  return storage.run(scope, run)
}

/** The scope of the code that is running, also when its test is over. */
export function currentScope(): Scope | undefined {
  return storage.getStore()
}

/** The scope of the running code, unless its test is over, when nobody would hear of what is told there: then `owner`. */
export function reachableScope(owner: Scope): Scope {
  const scope = currentScope()
  return scope && !scope.over ? scope : owner
}

/** The scope of the running test, for `caller`; outside of a test, or after it, an error that says so. */
export function requireScope(caller: string): Scope {
  const scope = currentScope()
  if (scope) return openScope(scope, caller)
  throw new Error(
    `${caller} was called outside of a test: environments belong to the running test. Call it inside test(…), a ` +
      `beforeEach or a fixture; for one set of environments per file or describe, also usable in beforeAll, make ` +
      `the lambda with { lifetime: 'suite' }.`,
  )
}

/** `scope`, for `caller`; once it is over, an error that says so. */
export function openScope(scope: Scope, caller: string): Scope {
  if (!scope.over) return scope
  throw new Error(
    `${caller}: ${scope.name} is over, and its environments are gone with it. Await it within that test, ` +
      LATEST_OR_FURTHER_OUT,
  )
}
