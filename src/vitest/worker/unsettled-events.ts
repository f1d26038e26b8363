// The errors of a test that ends before the events of a function are settled: in its queue, with its sources, or untold.

import type { Owed } from '../../sources/target.js'
import { LambdaDisposedError } from './disposed.js'
import { guided } from './guided.js'
import { endOf, firstLines, type QueuedEvent, queuedEventsErrors, settledOf } from './queued-events.js'
import type { Scope } from './scope.js'

/** What there still is of a function's events when it ends. */
export interface Unsettled {
  /** Those in its queue. */
  readonly left: readonly QueuedEvent[]
  /** What the service refused some with when they were to be run. */
  readonly untold: readonly unknown[]
  /** By each of its sources. */
  readonly owed: readonly Owed[]
}

type End = Pick<Scope, 'name' | 'over'>

/** A scope that is not over tells that the function was disposed by hand. */
export function unsettledErrors(functionName: string, { left, untold, owed }: Unsettled, scope: End): readonly Error[] {
  return [
    ...queuedEventsErrors(functionName, left, scope),
    ...untoldErrors(untold, settledOf(functionName), scope),
    ...owed.flatMap((each) => [
      ...(each.waiting.length > 0 ? [waitingError(functionName, each, scope)] : []),
      ...untoldErrors(each.untold, each.verb, scope),
    ]),
  ]
}

/** Of what `verb` would have rejected with. */
function untoldErrors(untold: readonly unknown[], verb: string, scope: End): readonly Error[] {
  // What was stopped with the function is nobody's error.
  const faults = untold.filter((fault) => !(fault instanceof LambdaDisposedError)) as readonly Error[]
  return faults.map((fault) => {
    const text = fault.name === 'Error' ? fault.message : `${fault.name}: ${fault.message}`
    const guide = `No call had told of that when ${endOf(scope)}: await ${verb}, which rejects with it.`
    return Object.assign(guided('UnsettledEventsError', text, guide, []), { cause: fault })
  })
}

function waitingError(functionName: string, { where, verb, waiting }: Owed, scope: End): Error {
  const { length } = waiting
  const since = new Date(waiting[0]?.at ?? 0).toISOString()
  const one = length === 1
  const events = one ? `an event of ${where} was` : `${length} events of ${where} were`
  const them = one ? 'it' : 'them'
  return guided(
    'UnsettledEventsError',
    `${events} still to be handed over to '${functionName}' when ${endOf(scope)} (since ${since}).`,
    `Nothing hands ${them} over by itself: await ${verb}, which runs ${them} to the end and tells what became of ` +
      `${one ? 'it' : 'each'}.`,
    firstLines(waiting),
  )
}
