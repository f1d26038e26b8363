// One promise of a traced invocation: where it was made, in whose continuation, and who waits for it.

import type { CallSite } from '../clock/call-site.js'
import type { Cause } from './cause.js'

/** Enough to reach the user's own call from inside an SDK. */
export const PROMISE_FRAMES = 16

/** It holds no promise: what it says may be kept for longer than what it is about. */
export class PromiseNode implements Cause {
  readonly isTick = false
  /** Made by `then`, `catch`, `finally` or an `await`, of a promise that may be unknown. */
  readonly derived: boolean
  /** The promise it is derived from. */
  parent: PromiseNode | undefined
  /** The promise whose continuation was running when it was made. */
  job: PromiseNode | undefined
  /** That, or the tick in which it was made. */
  cause: Cause | undefined
  /** Counts what happens in the invocation, so that before and after can be told. */
  readonly madeAt: number
  /** Empty where only builtin code ran. */
  readonly site: CallSite
  /** 0 while it is pending. */
  settledAt = 0
  /** When it was made, on the clock of the environment (ms). */
  readonly madeMs: number
  /** From then until it was settled. */
  tookMs = 0
  /** The promise in whose continuation it was settled. */
  settledIn: PromiseNode | undefined
  /** Those that are derived from it. */
  readonly waiters: PromiseNode[] = []

  constructor(
    derived: boolean,
    parent: PromiseNode | undefined,
    job: PromiseNode | undefined,
    madeAt: number,
    site: CallSite,
    madeMs: number,
    tick?: Cause,
  ) {
    this.derived = derived
    this.parent = parent
    this.job = job
    this.cause = job ?? tick
    this.madeAt = madeAt
    this.site = site
    this.madeMs = madeMs
    parent?.waiters.push(this)
  }

  /** Lets go of all others. */
  forget(): void {
    this.parent = undefined
    this.job = undefined
    this.cause = undefined
    this.settledIn = undefined
    this.waiters.length = 0
  }
}
