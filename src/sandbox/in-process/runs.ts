// What is running in one runtime process: Init or an invocation, on Managed Instances several invocations at once.

import type { Run } from './run.js'
import type { ProcessEnd } from './runtime-process.js'

/** Empty while nobody waits for anything. */
export class Runs {
  readonly #all = new Set<Run>()

  get none(): boolean {
    return this.#all.size === 0
  }

  add(run: Run): void {
    this.#all.add(run)
  }

  delete(run: Run): void {
    this.#all.delete(run)
  }

  /** Whether the deadline of one of them has come. */
  due(now: number): boolean {
    for (const { deadline } of this.#all) if (now >= deadline) return true
    return false
  }

  /** Ends those whose deadline has come. */
  expire(now: number): void {
    for (const run of this.#all) if (now >= run.deadline) run.deadlineReached()
  }

  /** What all of them wait for. */
  waitingFor(): readonly string[] {
    return [...new Set([...this.#all].flatMap((run) => run.waitingFor()))]
  }

  /** The process ended: all of them with it. */
  ended(end: ProcessEnd): void {
    for (const run of this.#all) run.ended(end)
  }

  /** The sandbox is stopped from outside. */
  stop(): void {
    for (const run of this.#all) run.stop()
  }
}
