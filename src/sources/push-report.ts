// What became of one event that a service pushed to a function, and what a service keeps that it could not hand over.

import type { EventReport } from '../record/event-report.js'

/** What became of one event: an `EventReport`, with the event that the function got. */
export interface PushReport<Event = unknown, Payload = unknown> extends EventReport<Payload> {
  /** The same in each attempt. */
  readonly event: Event
}

/** An event that the service could not hand over to Lambda, in the dead-letter queue of the subscription or the rule. */
export interface UndeliveredEvent<Event = unknown> {
  readonly event: Event
  /** What Lambda answered: a `LambdaServiceException`, or that it was not available. */
  readonly error: Error
  /** How often the service tried. */
  readonly tries: number
}

/** `report` as it is, with `more` beside: reading the rest goes on to count as looking. */
export function withMore<Report extends EventReport, More extends object>(report: Report, more: More): Report & More {
  const members = { ...Object.getOwnPropertyDescriptors(report), ...Object.getOwnPropertyDescriptors(more) }
  return Object.freeze(Object.defineProperties({}, members)) as Report & More
}
