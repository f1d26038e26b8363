// An invocation that has not ended: where it was asked for, and whether anything waits for it.

import { type CallSite, inSource } from '../../effects/clock/call-site.js'
import { framesOf } from '../../sandbox/in-process/leaks/frames.js'
import { guided } from './guided.js'

/**
 * What a promise inherits from while nobody has used it. `await`, `then()`, `catch()`, `finally()`, `Promise.all()` and
 * whatever else waits for a promise ask it for its constructor first; from then on it is a promise like any other.
 * Source: https://tc39.es/ecma262/#sec-promise-resolve and https://tc39.es/ecma262/#sec-promise.prototype.then
 */
const UNUSED: object = Object.create(Promise.prototype, {
  constructor: {
    get(this: object) {
      Object.setPrototypeOf(this, Promise.prototype)
      return Promise
    },
  },
})

export class Flight {
  readonly #functionName: string
  readonly #site: CallSite | undefined
  readonly #inFlight: Set<Flight>
  #promise: Promise<unknown> | undefined

  /** `site`: the call of invoke(), where that is known. `inFlight`: those that it belongs to until it ends. */
  constructor(functionName: string, site: CallSite | undefined, inFlight: Set<Flight>) {
    this.#functionName = functionName
    this.#site = site
    this.#inFlight = inFlight
  }

  /** `promise` as it is, for whoever invokes; from now on the flight knows whether anything waits for it. */
  depart<Result>(promise: Promise<Result>): Promise<Result> {
    this.#promise = promise
    return Object.setPrototypeOf(promise, UNUSED) as Promise<Result>
  }

  end(): void {
    this.#inFlight.delete(this)
  }

  /** Its promise may reject without being anybody's error. */
  handle(): void {
    this.#promise?.catch(() => {})
  }

  /** The user's frames that led to the call of invoke(); none where that is not known. */
  get frames(): readonly string[] {
    const frames = this.#site ? framesOf(this.#site).frames.filter(({ owner }) => owner === 'user') : []
    if (frames.length === 0) return []
    const text = inSource(frames.map(({ site }) => site))
    return text.split('\n').slice(-frames.length)
  }

  /** An error if nothing waits for it; told once. `end`: what has happened, so that its end would go unnoticed. */
  forgotten(end: string): Error | undefined {
    if (this.#promise === undefined || Object.getPrototypeOf(this.#promise) !== UNUSED) return undefined
    this.handle()
    const { frames } = this
    const unknown = frames.length === 0 ? 'Its line is not known, as this test has invoked so often. ' : ''
    return guided(
      'UnawaitedInvocationError',
      `'${this.#functionName}' was invoked without await, and was still running when ${end}.`,
      `Its answer, and whatever goes wrong in it, would be lost. ${unknown}Await it: await invoke(…), or together with ` +
        `others await Promise.all([invoke(…), invoke(…)]).`,
      frames,
    )
  }
}
