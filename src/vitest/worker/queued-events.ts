// The error of a test that ends while asynchronous events of a function are still queued.

import type { AcceptedEvent } from '../../invoke/async-queue.js'
import type { Lines } from '../../record/frame.js'
import { guided } from './guided.js'
import type { Scope } from './scope.js'

/** `left`: what was queued. A scope that is not over tells that the function was disposed by hand. */
export function queuedEventsError(
  functionName: string,
  left: readonly Pick<AcceptedEvent, 'requestId' | 'from'>[],
  scope: Pick<Scope, 'name' | 'over'>,
): Error {
  const { length } = left
  const events = length === 1 ? `an event of '${functionName}' was` : `${length} events of '${functionName}' were`
  const ids = left.slice(0, 3).map(({ requestId }) => requestId)
  const listed = ids.join(', ') + (length > 3 ? ', …' : '')
  return guided(
    'QueuedEventsError',
    `${events} still queued when ${endOf(scope)} (${listed}).`,
    `Nothing runs a queued event by itself: await ${functionName}.settled(), which runs ${length === 1 ? 'it' : 'them'} ` +
      `to the end and tells what became of ${length === 1 ? 'it' : 'each'}.`,
    firstLines(left),
  )
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
