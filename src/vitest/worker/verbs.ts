// The calls by which a test drives what is queued or comes from a source: `queue.poll()`, `settled()`, `fetch()`.

import type { Lines } from '../../record/frame.js'
import type { Flight } from './flight.js'
import { guided } from './guided.js'
import { reachableScope, type Scope } from './scope.js'
import type { Worker } from './worker.js'

/** Of one function in one scope. */
export class Verbs {
  readonly #scope: Scope
  readonly #worker: Worker
  readonly #failed: (error: unknown, flight: Flight) => unknown

  /** `failed`: what the caller is told of an error, for a call that is in flight. */
  constructor(scope: Scope, worker: Worker, failed: (error: unknown, flight: Flight) => unknown) {
    this.#scope = scope
    this.#worker = worker
    this.#failed = failed
  }

  /** Runs `verb`, which is `call`: the test hears of it if nothing awaits it. */
  follow<Result>(call: string, verb: () => Promise<Result>): Promise<Result> {
    const flight = this.begin(call, this.follow)
    return flight.depart(this.#landed(flight, verb))
  }

  async #landed<Result>(flight: Flight, verb: () => Promise<Result>): Promise<Result> {
    try {
      return await this.outside(verb)
    } catch (error) {
      throw this.#failed(error, flight)
    } finally {
      flight.end()
    }
  }

  /** Runs `verb` as the test's own code; a function that calls it waits as for another function. */
  outside<Result>(verb: () => Promise<Result>): Promise<Result> {
    const { stage } = this.#worker
    const { presence } = stage
    if (!presence) return verb()
    return presence.inside.calls.follow(stage.outside(verb), this.#scope.timeline)
  }

  /** A call begins, by way of `entry`. */
  begin(call: string, entry: (...args: never[]) => unknown): Flight {
    return reachableScope(this.#scope).flights.beginCall(call, this.#scope.timeline.now, entry)
  }

  /** Told to the test if it fails, with the line of the call that goes on, unless the returned function is called before. */
  explain(name: string, text: string, guide: string): () => void {
    return reachableScope(this.#scope).explain(guided(name, text, guide, this.lines()))
  }

  /** Who calls `entry`; where no line of the test leads there, the call that goes on. */
  from(entry: (...args: never[]) => unknown): Lines {
    const { current } = this
    const lines = reachableScope(this.#scope).flights.from(entry)
    return () => (lines().length > 0 ? lines() : (current?.frames ?? []))
  }

  /** The call that goes on: in it functions are invoked that nobody invokes directly. */
  get current(): Flight | undefined {
    return reachableScope(this.#scope).flights.call
  }

  /** Its line is theirs. */
  readonly lines: Lines = () => this.current?.frames ?? []
}
