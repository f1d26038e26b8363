// The invocations that a test has begun and that have not ended: of those that nothing waits for it hears when it ends.

import { CallSite } from '../../effects/clock/call-site.js'
import { Flight } from './flight.js'

/** The line of an invocation is dear to keep: a quarter of what a warm one costs. Of so many in a test it is known. */
const KNOWN_LINES = 100

/** Those of one scope. */
export class Flights {
  readonly #inFlight = new Set<Flight>()
  #begun = 0

  /** An invocation of a function begins, by a call of `entry`. */
  begin(functionName: string, entry: (...args: never[]) => unknown): Flight {
    const site = ++this.#begun > KNOWN_LINES ? undefined : new CallSite(entry)
    const flight = new Flight(functionName, site, this.#inFlight)
    this.#inFlight.add(flight)
    return flight
  }

  /** An error for each line with an invocation that nothing waits for, although the scope `name` is over. Each is told once. */
  forgotten(name: string): Error[] {
    const told = new Map<string, Error>()
    for (const flight of this.#inFlight) {
      const error = flight.forgotten(`${name} ended`)
      if (error) told.set(error.stack ?? '', error)
    }
    return [...told.values()]
  }
}
