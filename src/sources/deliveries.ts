// What services push to a function in one test: each event is handed over at once, and again while Lambda is not available.

import { LambdaServiceException } from '../invoke/exceptions.js'
import type { EventReport } from '../record/event-report.js'
import { type DeliveryPolicy, type NextTry, nextTry } from './delivery-policy.js'
import { type PushReport, type UndeliveredEvent, withMore } from './push-report.js'
import type { SourceTarget } from './target.js'

/** How a service hands events over to a function. */
export interface Handover<Event> {
  /** The source, as in `sources.sns()`: for errors. */
  readonly where: string
  /** Of services that keep trying while Lambda is not available; without it such a failure is told at once. */
  readonly policy?: DeliveryPolicy
  /** Whether there is a dead-letter queue for what cannot be handed over, or what to write to have one. */
  readonly deadLetterQueue?: true | string
  /** Resolves when the event has ended. Default: asynchronous invocation. */
  readonly send?: (event: Event, target: SourceTarget) => Promise<EventReport>
}

interface Entry<Event> {
  readonly event: Event
  report: PushReport<Event> | undefined
  ended: boolean
}

export class Deliveries<Event> {
  readonly #target: SourceTarget
  readonly #handover: Handover<Event>
  /** Nobody was told yet what became of them. */
  #entries: Entry<Event>[] = []
  #unavailableUntil = -Infinity
  readonly undelivered: UndeliveredEvent<Event>[] = []

  constructor(target: SourceTarget, handover: Handover<Event>) {
    this.#target = target
    this.#handover = handover
  }

  /** Hands `event` over now; what becomes of it is told by `settled()`. */
  push(event: Event): void {
    const entry: Entry<Event> = { event, report: undefined, ended: false }
    this.#entries.push(entry)
    const { agenda } = this.#target
    const delivery = this.#deliver(entry)
    // Whoever runs the agenda hears of what goes wrong; before, nobody waits for it.
    delivery.catch(() => {})
    agenda.at(agenda.now, () => delivery)
  }

  /** Until then Lambda answers with errors of its own, as in an outage. */
  outage(ms: number): void {
    this.#unavailableUntil = Math.max(this.#unavailableUntil, this.#target.agenda.now + ms)
  }

  /** Runs every event to its end. The reports of those that nobody was told of, in the order in which they were pushed. */
  async settled(): Promise<readonly PushReport<Event>[]> {
    try {
      await this.#target.agenda.run(() => this.#entries.every(({ ended }) => ended))
    } catch (error) {
      this.#entries = this.#entries.filter(({ report, ended }) => report !== undefined || !ended)
      throw error
    }
    return this.#entries.splice(0).flatMap(({ report }) => report ?? [])
  }

  async #deliver(entry: Entry<Event>): Promise<void> {
    const { event } = entry
    try {
      const available = this.#target.agenda.now >= this.#unavailableUntil
      const { tries, gaveUp } = available ? FIRST_TRY : await this.#outlasted()
      if (gaveUp) return this.#keep({ event, error: unavailable(), tries })
      const report = await this.#send(event)
      if (report instanceof Error) this.#keep({ event, error: report, tries })
      else entry.report = withMore(report, { event })
    } finally {
      entry.ended = true
    }
  }

  /** What Lambda refuses is the caller's doing, and no service tries it again. */
  async #send(event: Event): Promise<EventReport | LambdaServiceException> {
    const { send = (one: Event, target: SourceTarget) => target.queue(one) } = this.#handover
    try {
      return await send(event, this.#target)
    } catch (error) {
      if (error instanceof LambdaServiceException) return error
      throw error
    }
  }

  /** Waits until Lambda is available again, or until the service gives up. */
  async #outlasted(): Promise<Pick<NextTry, 'tries' | 'gaveUp'>> {
    const { agenda } = this.#target
    const { policy } = this.#handover
    if (!policy) return { tries: 1, gaveUp: true }
    const startedAt = agenda.now
    for (;;) {
      // The outage may be prolonged meanwhile.
      const next = nextTry(policy, startedAt, this.#unavailableUntil)
      if (next.at <= agenda.now) return next
      await new Promise<void>((resolve) => void agenda.at(next.at, resolve))
    }
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
