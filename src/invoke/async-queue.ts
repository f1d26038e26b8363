// The queue of a function's asynchronous events: retries, back-off, ages and destinations, in virtual time (ASY-1..10).

import type { Lines } from '../record/frame.js'
import { unwatched, watchReport } from '../record/observation.js'
import type { EventReport } from '../record/event-report.js'
import type { InvocationResult } from '../record/result.js'
import type { Agenda } from './agenda.js'
import { type AsyncSettings, type AttemptEnd, hasExpired, nextStep, type NextStep } from './async-rules.js'
import { deliveries, type Destinations } from './destinations.js'
import { isThrottle } from './exceptions.js'

/** What pushed an event to Lambda, of which it is asked what became of that. */
export interface Pusher {
  /** The source, as in `sources.sns()`. */
  readonly where: string
  /** What runs its events and tells of them, as in `topic.settled()`. */
  readonly verb: string
}

/** An event that Lambda has accepted. */
export interface AcceptedEvent {
  readonly requestId: string
  /** JSON text. */
  readonly payload: string
  readonly qualifiedArn: string
  /** The queue is at least once (ASY-1): the event is delivered once more after it succeeded. */
  readonly deliverTwice: boolean
  /** Who sent it. */
  readonly from: Lines
  /** The source that it came from; undefined where the test or a function sent it. */
  readonly pusher: Pusher | undefined
  /** Runs the function for it. Rejects with what the service refuses. */
  readonly attempt: () => Promise<InvocationResult>
}

/** What the function is configured to do with its events. Looked at when it matters: it may be updated meanwhile. */
export interface AsyncFunction {
  readonly settings: AsyncSettings
  readonly destinations: Destinations
  /** Reserved concurrency of 0: events end at once (ASY-5). */
  readonly isStopped: boolean
}

interface Entry {
  readonly event: AcceptedEvent
  /** Of a duplicate, when it came. */
  acceptedAt: number
  readonly attempts: InvocationResult[]
  readonly report: PromiseWithResolvers<EventReport>
  throttled: number
  refusal: string | undefined
  deliveriesLeft: number
}

/** Of one function in one test. */
export class AsyncQueue {
  readonly #agenda: Agenda
  readonly #fn: () => AsyncFunction
  readonly #waiting = new Set<Entry>()
  readonly #ended: EventReport[] = []
  /** What the service refused events with when they were to be run. */
  readonly #refusals: unknown[] = []

  constructor(agenda: Agenda, fn: () => AsyncFunction) {
    this.#agenda = agenda
    this.#fn = fn
  }

  /** Resolves when the event has ended, which needs the agenda to be run. */
  accept(event: AcceptedEvent): Promise<EventReport> {
    const entry: Entry = {
      event,
      acceptedAt: this.#agenda.now,
      attempts: [],
      report: Promise.withResolvers(),
      throttled: 0,
      refusal: undefined,
      deliveriesLeft: event.deliverTwice ? 2 : 1,
    }
    // Whoever waits for it hears; that nobody does is no error.
    entry.report.promise.catch(() => {})
    this.#waiting.add(entry)
    this.#plan(entry, 0)
    return entry.report.promise
  }

  /**
   * Runs every event to its end; the reports of all that ended since they were asked for last, in order of their ends.
   * Rejects, once each, with what the service refused.
   */
  async settled(): Promise<readonly EventReport[]> {
    await this.#agenda.run(() => this.#waiting.size === 0)
    if (this.#refusals.length > 0) throw this.#refusals.shift()
    return this.#ended.splice(0)
  }

  /** The report of an event, or its refusal, was handed out by another way: `settled()` need not tell of it again. */
  handedOut(end: unknown): void {
    for (const ends of [this.#ended, this.#refusals] as unknown[][]) {
      if (ends.includes(end)) ends.splice(ends.indexOf(end), 1)
    }
  }

  /**
   * Nothing more is tried: whoever waits for an event is told `reason`. Returns the events that have not ended, and
   * refusals that nobody was told.
   */
  close(reason: Error): { readonly left: readonly AcceptedEvent[]; readonly untold: readonly unknown[] } {
    const left = [...this.#waiting]
    this.#waiting.clear()
    for (const { report } of left) report.reject(reason)
    return { left: left.map(({ event }) => event), untold: this.#refusals }
  }

  #plan(entry: Entry, afterMs: number): void {
    this.#agenda.at(this.#agenda.now + afterMs, () => this.#try(entry))
  }

  async #try(entry: Entry): Promise<void> {
    if (!this.#waiting.has(entry)) return
    const { settings, isStopped } = this.#fn()
    if (isStopped) {
      entry.refusal = 'The reserved concurrency of the function is 0.'
      return this.#end(entry, 'retriesExhausted')
    }
    if (hasExpired(this.#stateOf(entry), settings, this.#agenda.now)) return this.#end(entry, 'eventAgeExceeded')
    const end = await this.#attempt(entry)
    if (end === undefined) return
    if (end === 'succeeded' && --entry.deliveriesLeft > 0) return this.#duplicate(entry)
    this.#follow(entry, nextStep(end, this.#stateOf(entry), this.#fn().settings, this.#agenda.now))
  }

  /** Undefined where the service refused it for good. */
  async #attempt(entry: Entry): Promise<AttemptEnd | undefined> {
    try {
      const result = await entry.event.attempt()
      entry.attempts.push(result)
      entry.throttled = 0
      return unwatched(result).functionError === undefined ? 'succeeded' : 'failed'
    } catch (error) {
      if (!isThrottle(error)) {
        // What was stopped with the queue was told when that was closed.
        if (this.#waiting.delete(entry)) this.#refusals.push(error)
        entry.report.reject(error)
        return undefined
      }
      entry.throttled++
      entry.refusal = error.message
      return 'throttled'
    }
  }

  #duplicate(entry: Entry): void {
    entry.acceptedAt = this.#agenda.now
    this.#plan(entry, DUPLICATE_AFTER_MS)
  }

  #stateOf({ acceptedAt, attempts, throttled }: Entry): { acceptedAt: number; attempts: number; throttled: number } {
    return { acceptedAt, attempts: attempts.length, throttled }
  }

  #follow(entry: Entry, step: NextStep): void {
    if ('retryAfterMs' in step) this.#plan(entry, step.retryAfterMs)
    else this.#end(entry, step.outcome)
  }

  #end(entry: Entry, outcome: EventReport['outcome']): void {
    this.#waiting.delete(entry)
    const { event, refusal } = entry
    const { requestId, payload, qualifiedArn } = event
    const attempts = entry.attempts.map((result) => unwatched(result))
    const ended = { requestId, payload, qualifiedArn, attempts, outcome, refusal, endedAt: this.#agenda.now }
    const sent = deliveries(ended, this.#fn().destinations)
    const plain: EventReport = { requestId, attempts: Object.freeze([...entry.attempts]), outcome, ...sent }
    const report = watchReport(plain, ['attempts', 'outcome', 'destination', 'deadLetter'], entry.attempts)
    this.#ended.push(report)
    entry.report.resolve(report)
  }
}

/** Duplicates come soon after, at a moment that AWS does not document. */
const DUPLICATE_AFTER_MS = 1_000
