// What all services have in common that push events to a function one by one: handing over, ends, and what a filter held back.

import { Deliveries, type Handover } from './deliveries.js'
import { FilteredOut } from './filtered-out.js'
import type { PushReport } from './push-report.js'
import { PerTest, type SourceConnection, type SourceTarget } from './target.js'

/** What there is of a source in one test. */
export interface PushState<Event, Held> {
  readonly target: SourceTarget
  readonly deliveries: Deliveries<Event>
  readonly filtered: Held[]
  readonly filteredOut: FilteredOut
  /** How many ids were made so far. */
  count: number
}

/**
 * A service that pushes. What it is given is handed over to Lambda at once; the function runs when the queue of its
 * asynchronous events does, in `settled()`. What it holds belongs to the running test.
 */
export abstract class PushSource<Event, Payload = unknown, Held = Event> {
  readonly #name: string
  readonly #states: PerTest<PushState<Event, Held>>

  /** `name` is what a test would call it, as in `topic.settled()`. */
  protected constructor(name: string, connection: SourceConnection, handover: Omit<Handover<Event>, 'verb'>) {
    const verb = `${name}.settled()`
    this.#name = name
    this.#states = new PerTest(connection, (target) => {
      const deliveries = new Deliveries(target, { ...handover, verb })
      target.owes(() => ({ where: handover.where, verb, ...deliveries.owed }))
      return { target, deliveries, filtered: [], filteredOut: new FilteredOut(target, handover.where), count: 0 }
    })
  }

  /**
   * Runs everything to its end, retries included, in virtual time. Returns the report of each event that was handed over
   * since the last time, in the order in which they were: `expect(report).toHaveBeenAttempted(3)`.
   * Rejects when Lambda refuses an event, unless a dead-letter queue keeps it. A test fails that ends with events which are
   * not handed over, or with such a refusal that this has not told.
   */
  settled(): Promise<readonly PushReport<Event, Payload>[]> {
    return this.#states.run(`${this.#name}.settled()`, ({ deliveries }) => deliveries.settled()) as Promise<
      readonly PushReport<Event, Payload>[]
    >
  }

  /** What did not pass the filter, and reached no function. */
  get filtered(): readonly Held[] {
    return [...this.state('filtered').filtered]
  }

  /** The state of the running test, for the member `caller`. */
  protected state(caller: string): PushState<Event, Held> {
    return this.#states.get(`${this.#name}.${caller}`)
  }
}

/** Hands over what passed the filter. */
export function handOver<Event>(
  { deliveries, filteredOut }: Pick<PushState<Event, never>, 'deliveries' | 'filteredOut'>,
  event: Event,
): void {
  filteredOut.passed()
  deliveries.push(event)
}

/** Keeps what did not pass; `how` tells a test that fails how the filter works. */
export function holdBack<Held>(
  { filtered, filteredOut }: Pick<PushState<never, Held>, 'filtered' | 'filteredOut'>,
  held: readonly Held[],
  how: string,
): void {
  if (held.length === 0) return
  filtered.push(...held)
  filteredOut.held(how)
}
