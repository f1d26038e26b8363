// Which test a call belongs to: one scope per test attempt, found through an AsyncLocalStorage, never by asking
// Vitest for "the current test".

import { AsyncLocalStorage } from 'node:async_hooks'
import { Timeline } from '../../sandbox/timeline.js'

/** Something that ends with its scope. */
export interface Ending {
  end(): Promise<void>
}

/** What one test attempt owns: its virtual time, and everything that must end with it. */
export class Scope {
  readonly name: string
  #timeline: Timeline | undefined
  #over = false
  readonly #endings: Ending[] = []
  readonly #faults = new Set<Error>()
  readonly #warnings = new Set<Error>()

  constructor(name: string) {
    this.name = name
  }

  get over(): boolean {
    return this.#over
  }

  /** The test's one virtual time. It starts at the test's own `Date.now()`, so `vi.setSystemTime` counts. */
  get timeline(): Timeline {
    return (this.#timeline ??= new Timeline(Date.now()))
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

  /** As `failUnlessSeen`, but the test passes with a warning. */
  warnUnlessSeen(fault: Error): () => void {
    this.#warnings.add(fault)
    return () => this.#warnings.delete(fault)
  }

  /** Ends everything, newest first. Throws what no result reported, once. */
  async end(): Promise<void> {
    if (this.#over) return
    this.#over = true
    for (const ending of this.#endings.splice(0).reverse()) await ending.end()
    for (const { message } of this.#warnings) console.warn(`vitest-lambda: ${message}`)
    const faults = [...this.#faults]
    if (faults.length === 1) throw faults[0]
    if (faults.length > 1) throw new AggregateError(faults, `${faults.length} faults that no result reports`)
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

/** The scope of the running test, for `caller`; outside of a test, or after it, an error that says so. */
export function requireScope(caller: string): Scope {
  const scope = currentScope()
  if (!scope) {
    throw new Error(
      `${caller} was called outside of a test: environments belong to the running test. Call it inside test(…), a ` +
        `beforeEach or a fixture; for one set of environments per file or describe, also usable in beforeAll, make ` +
        `the lambda with { lifetime: 'suite' }.`,
    )
  }
  if (scope.over) {
    throw new Error(`${caller} was called by ${scope.name}, which is over: its environments are gone. Await it within the test.`)
  }
  return scope
}
