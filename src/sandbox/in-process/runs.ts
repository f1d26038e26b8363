// What is running in one runtime process: Init or an invocation, on Managed Instances several invocations at once.

import type { Run } from './run.js'
import type { ProcessEnd } from './runtime-process.js'

/** Lists that are made anew: mostly there is one run or none, and a Set that is emptied makes its table anew each time. */
const NONE: readonly Run[] = []

/** Empty while nobody waits for anything. */
export class Runs {
  #all: readonly Run[] = NONE

  get none(): boolean {
    return this.#all.length === 0
  }

  add(run: Run): void {
    this.#all = [...this.#all, run]
  }

  delete(run: Run): void {
    this.#all = this.#all.length === 1 && this.#all[0] === run ? NONE : this.#all.filter((each) => each !== run)
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
  underWay(): readonly string[] {
    return [...new Set(this.#all.flatMap((run) => run.underWay()))]
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
