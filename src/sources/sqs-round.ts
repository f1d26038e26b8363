// A round: one batch that Lambda took from a queue, and what became of each message in it.

import { watchReport } from '../record/observation.js'
import type { InvocationResult } from '../record/result.js'

/** What became of a message that Lambda received. */
export interface SqsRecordReport {
  /** The `messageId`. */
  readonly id: string
  /**
   * - `deleted`: it was processed;
   * - `returned`: it is visible again after the visibility timeout;
   * - `deadLetter`: it was received `maxReceiveCount` times in vain, and is in the dead-letter queue;
   * - `filtered`: it matched no filter, and was deleted without reaching the function.
   */
  readonly outcome: 'deleted' | 'returned' | 'deadLetter' | 'filtered'
  /** How often it was received, this time included. */
  readonly receiveCount: number
}

/** One batch. Reading `records` counts as having looked at how their deliveries ended: this one and those before it. */
export interface SqsRound<Payload = unknown> {
  /** Undefined where nothing was invoked: all were filtered, or Lambda throttled until the messages were visible again. */
  readonly result: InvocationResult<Payload> | undefined
  /** In the order of the event; those that were filtered first. */
  readonly records: readonly SqsRecordReport[]
  /** Why messages came back, or what of the function's answer was ignored; left out where nothing needs to be said. */
  readonly explanation?: string
}

/** The round as the test gets it. `deliveries`: how those of its messages ended, so far. `read`: it read the explanation. */
export function roundOf(
  result: InvocationResult | undefined,
  records: readonly SqsRecordReport[],
  explanations: readonly string[],
  deliveries: readonly InvocationResult[],
  read?: () => void,
): SqsRound {
  const round: SqsRound = {
    result,
    records: Object.freeze(records.map((record) => Object.freeze(record))),
    ...(explanations.length > 0 && { explanation: explanations.join(' ') }),
  }
  return watchReport(round, ['records'], deliveries, read && { explanation: read })
}
