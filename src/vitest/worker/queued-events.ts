// The error of a test that ends while asynchronous events of a function are still queued.

import { guided } from './guided.js'
import type { Scope } from './scope.js'

/** `requestIds`: of what was queued. A scope that is not over tells that the function was disposed by hand. */
export function queuedEventsError(
  functionName: string,
  requestIds: readonly string[],
  scope: Pick<Scope, 'name' | 'over'>,
): Error {
  const { length } = requestIds
  const events = length === 1 ? `an event of '${functionName}' was` : `${length} events of '${functionName}' were`
  const listed = requestIds.slice(0, 3).join(', ') + (length > 3 ? ', …' : '')
  return guided(
    'QueuedEventsError',
    `${events} still queued when ${endOf(scope)} (${listed}).`,
    `Nothing runs a queued event by itself: await ${functionName}.settled(), which runs ${length === 1 ? 'it' : 'them'} ` +
      `to the end and tells what became of ${length === 1 ? 'it' : 'each'}.`,
    [],
  )
}

/** What has happened when a function ends, for errors. */
export function endOf({ name, over }: Pick<Scope, 'name' | 'over'>): string {
  return over ? `${name} ended` : `it was disposed by hand in ${name}`
}
