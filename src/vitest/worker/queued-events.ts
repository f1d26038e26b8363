// The error of a test that ends while asynchronous events of a function are still queued.

import type { AcceptedEvent } from '../../invoke/async-queue.js'
import type { Lines } from '../../record/frame.js'
import { guided } from './guided.js'
import type { Scope } from './scope.js'

/** An event that was queued. */
export type QueuedEvent = Pick<AcceptedEvent, 'requestId' | 'from' | 'pusher'>

/** By who sent them: each has a `settled()` of its own. */
export function queuedEventsErrors(
  functionName: string,
  left: readonly QueuedEvent[],
  scope: Pick<Scope, 'name' | 'over'>,
): readonly Error[] {
  const bySender = Map.groupBy(left, ({ pusher }) => pusher?.verb)
  return [...bySender.values()].map((events) => queuedEventsError(functionName, events, scope))
}

/** `left`: of one sender. A scope that is not over tells that the function was disposed by hand. */
function queuedEventsError(
  functionName: string,
  left: readonly QueuedEvent[],
  scope: Pick<Scope, 'name' | 'over'>,
): Error {
  const { length } = left
  const pusher = left[0]?.pusher
  const of = pusher === undefined ? `of '${functionName}'` : `of ${pusher.where} for '${functionName}'`
  const events = length === 1 ? `an event ${of} was` : `${length} events ${of} were`
  const ids = left.slice(0, 3).map(({ requestId }) => requestId)
  const listed = ids.join(', ') + (length > 3 ? ', …' : '')
  return guided(
    'QueuedEventsError',
    `${events} still queued when ${endOf(scope)} (${listed}).`,
    `Nothing runs a queued event by itself: await ${pusher?.verb ?? settledOf(functionName)}, which runs ` +
      `${length === 1 ? 'it' : 'them'} to the end and tells what became of ${length === 1 ? 'it' : 'each'}.`,
    firstLines(left),
  )
}

/** What runs the events that were sent to a function. Under which name a test has it, nobody knows. */
export function settledOf(functionName: string): string {
  return `settled() of the lambda '${functionName}'`
}

/** Of those whose lines are known, who sent the first. */
export function firstLines(events: readonly { readonly from: Lines }[]): readonly string[] {
  for (const { from } of events) {
    const lines = from()
    if (lines.length > 0) return lines
  }
  return []
}

/** What has happened when a function ends, for errors. */
export function endOf({ name, over }: Pick<Scope, 'name' | 'over'>): string {
  return over ? `${name} ended` : `it was disposed by hand in ${name}`
}
