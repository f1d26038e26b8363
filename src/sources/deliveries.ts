// What services push to a function in one test: each event is handed over at once, and again while Lambda is not available.

import type { Pusher } from '../invoke/async-queue.js'
import { LambdaServiceException } from '../invoke/exceptions.js'
import type { EventReport } from '../record/event-report.js'
import { type DeliveryPolicy, type NextTry, nextTry } from './delivery-policy.js'
import { type PushReport, type UndeliveredEvent, withMore } from './push-report.js'
import type { Owed, SourceTarget, WaitingEvent } from './target.js'

/** How a service hands events over to a function. */
export interface Handover<Event> extends Pusher {
  /** Whether there is a dead-letter queue for what cannot be handed over, or what to write to have one. */
  readonly deadLetterQueue?: true | string
  /** Invokes synchronously, and resolves when the event has ended. Default: asynchronous invocation. */
  readonly send?: (event: Event, target: SourceTarget) => Promise<EventReport>
}

/** An event, and how it ended as far as it has. */
interface Entry<Event> extends WaitingEvent {
  readonly event: Event
  /** It was handed over, be it in vain: what becomes of it then, the function's own queue knows. */
  handedOver: boolean
  ended: boolean
  report?: PushReport<Event>
  fault?: unknown
}

/** Until then Lambda answers with errors of its own, and the service tries again as the policy says. */
interface Outage {
  readonly until: number
  readonly policy: DeliveryPolicy
}

export class Deliveries<Event> {
  readonly #target: SourceTarget
  readonly #handover: Handover<Event>
  /** Nobody was told yet what became of them. */
  #entries: Entry<Event>[] = []
  #outage: Outage | undefined
  readonly undelivered: UndeliveredEvent<Event>[] = []

  constructor(target: SourceTarget, handover: Handover<Event>) {
    this.#target = target
    this.#handover = handover
  }

  /** Hands `event` over now, which runs nothing yet; what becomes of it is told by `settled()`. */
  push(event: Event): void {
    const { agenda } = this.#target
    const from = this.#target.from(this.push)
    const entry: Entry<Event> = { event, at: agenda.now, from, handedOver: false, ended: false }
    this.#entries.push(entry)
    if (this.#handover.send) return void agenda.at(agenda.now, () => this.#deliver(entry))
    // In the queue of the function at once, so that a test that ends without running it fails.
    const delivery = this.#deliver(entry)
    // Whoever runs the agenda runs this to its end.
    agenda.at(agenda.now, () => delivery)
  }

  /** For `ms` from now on Lambda is not available. */
  outage(ms: number, policy: DeliveryPolicy): void {
    const until = Math.max(this.#outage?.until ?? -Infinity, this.#target.agenda.now + ms)
    this.#outage = { until, policy }
  }

  /**
   * Runs every event to its end. The reports of those that nobody was told of, in the order in which they were pushed.
   * Rejects, once each, with what went wrong in handing them over.
   */
  async settled(): Promise<readonly PushReport<Event>[]> {
    await this.#target.agenda.run(() => this.#entries.every(({ ended }) => ended))
    const lost = this.#entries.find((entry) => 'fault' in entry)
    if (!lost) return this.#entries.splice(0).flatMap(({ report }) => report ?? [])
    this.#entries.splice(this.#entries.indexOf(lost), 1)
    throw lost.fault
  }

  /** What `settled()` would still hand over, and what it would reject with. */
  get owed(): Pick<Owed, 'waiting' | 'untold'> {
    return {
      waiting: this.#entries
        .filter(({ handedOver, ended }) => !handedOver && !ended)
        .map(({ at, from }) => ({ at, from })),
      untold: this.#entries.flatMap((entry) => ('fault' in entry ? [entry.fault] : [])),
    }
  }

  async #deliver(entry: Entry<Event>): Promise<void> {
    const { event } = entry
    try {
      const { now } = this.#target.agenda
      const isUp = this.#outage === undefined || now >= this.#outage.until
      const { tries, gaveUp } = isUp ? FIRST_TRY : await this.#outlasted(now)
      entry.handedOver = !gaveUp
      const report = gaveUp ? unavailable() : await this.#send(event)
      if (report instanceof Error) this.#keep({ event, error: report, tries })
      else entry.report = withMore(report, { event })
    } catch (error) {
      entry.fault = error
    }
    entry.ended = true
  }

  /** What Lambda refuses is the caller's doing, and no service tries it again. */
  async #send(event: Event): Promise<EventReport | LambdaServiceException> {
    const { where, verb } = this.#handover
    const { send = (one: Event, target: SourceTarget) => target.queue(one, { where, verb }) } = this.#handover
    try {
      return await send(event, this.#target)
    } catch (error) {
      if (error instanceof LambdaServiceException) return error
      throw error
    }
  }

  /** Waits until Lambda is available again, or until the service gives up. An outage may be prolonged meanwhile. */
  async #outlasted(startedAt: number): Promise<NextTry> {
    const { until, policy } = this.#outage as Outage
    const next = nextTry(policy, startedAt, until)
    if (next.at <= this.#target.agenda.now) return next
    await new Promise<void>((resolve) => void this.#target.agenda.at(next.at, resolve))
    return this.#outlasted(startedAt)
  }

  #keep(undelivered: UndeliveredEvent<Event>): void {
    const { deadLetterQueue } = this.#handover
    if (deadLetterQueue !== true) throw this.#lost(undelivered)
    this.undelivered.push(undelivered)
  }

  /** AWS loses it silently; a test should hear of that. */
  #lost({ error, tries }: UndeliveredEvent<Event>): Error {
    const { where, deadLetterQueue } = this.#handover
    const often = tries === 1 ? '' : ` in ${tries.toLocaleString('en-US')} tries`
    const advice = deadLetterQueue === undefined ? '' : ` With ${deadLetterQueue as string} it would be kept.`
    return new Error(
      `${where}: an event could not be handed over to ${this.#target.functionName}${often} and is lost ` +
        `(${error.name}: ${error.message}).${advice}`,
      { cause: error },
    )
  }
}

const FIRST_TRY = { tries: 1, gaveUp: false }

/** EV-2: what SNS calls a server-side error. */
function unavailable(): Error {
  const error = new Error('Lambda was not available.')
  error.name = 'ServiceException'
  return error
}
