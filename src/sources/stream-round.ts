// A round: one batch that Lambda took from a shard, and what became of each record in it.

import { watchReport } from '../record/observation.js'
import type { InvocationResult } from '../record/result.js'

/** What became of a record of a stream. */
export interface StreamRecordReport {
  /** The sequence number. */
  readonly id: string
  /**
   * - `processed`: it is done with;
   * - `retried`: it is delivered again;
   * - `failed`: its retries are used up; it was given up, and is part of a record in `failures` where there is a destination;
   * - `filtered`: it matched no filter, and did not reach the function;
   * - `expired`: it became too old, by `maximumRecordAgeInSeconds` or by the retention of the stream, and was given up.
   */
  readonly outcome: 'processed' | 'retried' | 'failed' | 'filtered' | 'expired'
  /** How often it was in an event so far, this time included. */
  readonly attempts: number
}

/**
 * One batch. Reading `records` counts as having looked at how their deliveries ended, or the final invocations of a
 * tumbling window: this one and those before it.
 */
export interface StreamRound<Payload = unknown> {
  readonly shardId: string
  /** Undefined where nothing ran: all were filtered or too old, or Lambda throttled the invocation. */
  readonly result: InvocationResult<Payload> | undefined
  /** In the order of the shard, those of them first that did not reach the function. Empty when a tumbling window ends. */
  readonly records: readonly StreamRecordReport[]
  /** Why AWS takes an answer for a failure, or what of it is ignored; left out where nothing needs to be said. */
  readonly explanation?: string
}

/** The round as the test gets it. `deliveries`: how those of its batch ended, so far. `read`: it read the explanation. */
export function roundOf(
  shardId: string,
  result: InvocationResult | undefined,
  records: readonly StreamRecordReport[],
  explanation: string | undefined,
  deliveries: readonly InvocationResult[],
  read?: () => void,
): StreamRound {
  const round: StreamRound = {
    shardId,
    result,
    records: Object.freeze(records.map((record) => Object.freeze(record))),
    ...(explanation !== undefined && { explanation }),
  }
  return watchReport(round, ['records'], [...(result ? [result] : []), ...deliveries], read && { explanation: read })
}
