// The error of a test that ends while asynchronous events of a function are still queued.

import { guided } from './guided.js'

/** `names`: what was queued, by request id. */
export function queuedEventsError(functionName: string, requestIds: readonly string[], test: string): Error {
  const [events, them] = requestIds.length === 1 ? ['an event', 'it'] : [`${requestIds.length} events`, 'them']
  const listed = requestIds.slice(0, 3).join(', ') + (requestIds.length > 3 ? ', …' : '')
  return guided(
    'QueuedEventsError',
    `${events} of '${functionName}' ${requestIds.length === 1 ? 'was' : 'were'} still queued when ${test} ended (${listed}).`,
    `Nothing runs a queued event by itself: await ${functionName}.settled(), which runs ${them} to the end and tells what ` +
      'became of each.',
    [],
  )
}
