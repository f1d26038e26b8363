// An invocation that has not ended, or a call that makes some: where it was asked for, and whether anything waits for it.

import { type CallSite, inSource } from '../../effects/clock/call-site.js'
import type { Lines } from '../../record/frame.js'
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

/** What was begun: a function was invoked, or a call lets time pass in which functions are, such as `queue.poll()`. */
export type Begun = { readonly functionName: string } | { readonly call: string; readonly at: number }

export class Flight {
  readonly begun: Begun
  readonly #site: CallSite | undefined
  readonly #inFlight: Flight[]
  #promise: Promise<unknown> | undefined

  /** `site`: who began it, where that is known. `inFlight`: those that it belongs to until it ends. */
  constructor(begun: Begun, site: CallSite | undefined, inFlight: Flight[]) {
    this.begun = begun
    this.#site = site
    this.#inFlight = inFlight
  }

  /** `promise` as it is, for whoever invokes; from now on the flight knows whether anything waits for it. */
  depart<Result>(promise: Promise<Result>): Promise<Result> {
    this.#promise = promise
    // As dear as its line, and of no use without.
    return this.#site ? (Object.setPrototypeOf(promise, UNUSED) as Promise<Result>) : promise
  }

  end(): void {
    const at = this.#inFlight.lastIndexOf(this)
    if (at === this.#inFlight.length - 1) this.#inFlight.pop()
    else if (at >= 0) this.#inFlight.splice(at, 1)
  }

  /** Its promise may reject without being anybody's error. */
  handle(): void {
    this.#promise?.catch(() => {})
  }

  /** Of the function, or of the call. */
  get name(): string {
    return 'call' in this.begun ? this.begun.call : this.begun.functionName
  }

  /** The user's frames that led to the call; none where that is not known. */
  get frames(): readonly string[] {
    return linesOf(this.#site)()
  }

  /** An error if nothing waits for it; told once. `end`: what has happened, so that its end would go unnoticed. */
  forgotten(end: string): Error | undefined {
    if (this.#promise === undefined || Object.getPrototypeOf(this.#promise) !== UNUSED) return undefined
    this.handle()
    const { error, begun, lost, wait } = this.words
    return guided(
      error,
      `${begun} without await, and was still running when ${end}.`,
      `${lost}, and whatever goes wrong in it, would be lost. Await it: ${wait}.`,
      this.frames,
    )
  }

  /** What is told of it. */
  get words(): Words {
    return 'call' in this.begun ? callWords(this.begun.call) : invocationWords(this.begun.functionName)
  }
}

/** The user's frames of a stack; none where it was not kept. */
export function linesOf(site: CallSite | undefined): Lines {
  return () => {
    const frames = site ? framesOf(site).frames.filter(({ owner }) => owner === 'user') : []
    if (frames.length === 0) return []
    const text = inSource(frames.map((frame) => frame.site))
    return text.split('\n').slice(-frames.length)
  }
}

interface Words {
  /** The name of the error if nothing waits for it. */
  readonly error: string
  readonly what: string
  readonly begun: string
  readonly lost: string
  /** How it is awaited. */
  readonly wait: string
}

function invocationWords(functionName: string): Words {
  return {
    error: 'UnawaitedInvocationError',
    what: `an invocation of '${functionName}'`,
    begun: `'${functionName}' was invoked`,
    lost: 'Its answer',
    wait:
      'await invoke(…), or together with others await Promise.all(events.map((event) => invoke(…))), since forEach() ' +
      'awaits nothing',
  }
}

function callWords(call: string): Words {
  return {
    error: 'UnawaitedCallError',
    what: call,
    begun: `${call} was called`,
    lost: 'What it tells',
    wait: `await ${call}`,
  }
}
