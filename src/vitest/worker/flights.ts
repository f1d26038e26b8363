// What a test has begun and that has not ended: of what nothing waits for it hears when it ends.

import { CallSite } from '../../effects/clock/call-site.js'
import { elapsed } from '../../record/elapsed.js'
import type { Lines } from '../../record/frame.js'
import { Flight, linesOf } from './flight.js'
import { guided } from './guided.js'

/** Whether anything awaits an invocation, and its line, are dear to know: a quarter of what a warm one costs. Of so many in a test it is. */
const KNOWN_LINES = 100

/** Enough for the frames of this package that lie between a source and the queue of its function, and for the user's. */
const FRAMES_OF_SOURCE = 16

/** Those of one scope. */
export class Flights {
  /** Mostly there is one or none, and a Set that is emptied makes its table anew each time. */
  readonly #inFlight: Flight[] = []
  #begun = 0
  #sent = 0

  /** An invocation of a function begins, by a call of `entry`. */
  begin(functionName: string, entry: (...args: never[]) => unknown): Flight {
    return this.#add(new Flight({ functionName }, this.#site(entry), this.#inFlight))
  }

  /** The same within a call, whose line is the invocation's. */
  beginWithin(functionName: string): Flight {
    return this.#add(new Flight({ functionName }, undefined, this.#inFlight))
  }

  /** A call such as `queue.poll()` begins at the virtual time `at`, by way of `entry`. */
  beginCall(call: string, at: number, entry: (...args: never[]) => unknown): Flight {
    return this.#add(new Flight({ call, at }, this.#site(entry), this.#inFlight))
  }

  /** The call that goes on and was begun last: in it functions are invoked that nobody invokes directly. */
  get call(): Flight | undefined {
    return this.#inFlight.findLast(({ begun }) => 'call' in begun)
  }

  /** Who calls `entry`, by way of a source. */
  from(entry: (...args: never[]) => unknown): Lines {
    return linesOf(++this.#sent > KNOWN_LINES ? undefined : new CallSite(entry, FRAMES_OF_SOURCE))
  }

  #site(entry: (...args: never[]) => unknown): CallSite | undefined {
    return ++this.#begun > KNOWN_LINES ? undefined : new CallSite(entry)
  }

  #add(flight: Flight): Flight {
    this.#inFlight.push(flight)
    return flight
  }

  /** An error for each call that goes on although the scope `name` ran into its timeout, at the virtual time `now`. */
  unfinished(name: string, now: number): Error[] {
    return this.#inFlight.flatMap(({ begun, frames }) =>
      'call' in begun ? unfinishedCall(begun.call, name, now - begun.at, frames) : [],
    )
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

function unfinishedCall(call: string, name: string, ms: number, frames: readonly string[]): Error {
  return guided(
    'UnfinishedCallError',
    `${call} was still running when ${name} timed out, and ${elapsed(ms)} of virtual time had passed in it.`,
    'Either there is no end to it, as when a function sends to the queue that invokes it, or a function waits for what ' +
      'takes long in real time.',
    frames,
  )
}
