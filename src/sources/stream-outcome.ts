// What becomes of a batch of a stream, from what the function answered: what is done, retried and given up (STM-2..4, STM-6).

import { readBatchItemFailures } from '../record/batch-item-failures.js'
import type { InvocationResult } from '../record/result.js'

/** What an answer says of its batch. */
export type Verdict =
  | { readonly kind: 'processed'; readonly explanation?: string }
  /** Everything from `index` on is to be retried (STM-4). */
  | { readonly kind: 'checkpoint'; readonly index: number; readonly explanation?: string }
  | { readonly kind: 'failed'; readonly explanation?: string }
  /** The function did not run. */
  | { readonly kind: 'throttled'; readonly explanation: string }

/** What the mapping says of answers. */
export interface Reading {
  /** `functionResponseTypes: ['ReportBatchItemFailures']`. */
  readonly reportsItems: boolean
  /** `tumblingWindowInSeconds`, in ms; 0 for none. */
  readonly windowMs: number
}

/** What the mapping says of failures. */
export interface RetryPolicy {
  readonly bisect: boolean
  /** `Infinity` for AWS's -1. */
  readonly maximumRetries: number
}

/** A batch, or a part of one, that is delivered again; the retries that it has used up. */
export interface Part {
  readonly size: number
  readonly retries: number
}

/** The records of a batch, from its first: so many are done, then come the parts to deliver again, then what is given up. */
export interface Outcome {
  readonly processed: number
  readonly again: readonly Part[]
  readonly discarded: number
}

export const THROTTLED: Verdict = {
  kind: 'throttled',
  explanation: 'Lambda throttled the invocation: the batch is delivered again, which uses up no retry (STM-2).',
}

/** Reads an answer to records with these sequence numbers, in order; a final invocation of a window has none. */
export function judge(ids: readonly string[], result: InvocationResult, { reportsItems, windowMs }: Reading): Verdict {
  if (result.functionError !== undefined) return { kind: 'failed' }
  const { payload } = result
  if (windowMs > 0 && !hasState(payload)) {
    return failed('the answer has no state, which each answer within a tumbling window needs (STM-6)')
  }
  const reported = readBatchItemFailures(payload)
  if (!reportsItems)
    return ignores(reported) ? { kind: 'processed', explanation: UNREAD_FAILURES } : { kind: 'processed' }
  if ('malformed' in reported) return failed(`${reported.malformed} (STM-4)`)
  const indexes = reported.ids.map((id) => ids.indexOf(id))
  const unknown = indexes.indexOf(-1)
  if (unknown >= 0) return failed(`batchItemFailures has '${reported.ids[unknown]}', which is not in the batch (STM-4)`)
  // Sequence numbers grow: the lowest of them is the first in the batch.
  return indexes.length > 0 ? { kind: 'checkpoint', index: Math.min(...indexes) } : { kind: 'processed' }
}

/**
 * Applies a verdict to a batch of that size. A split uses up no retry: neither in two halves, nor, with both settings on,
 * at the record that the function reported.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export function outcomeOf(verdict: Verdict, { size, retries }: Part, policy: RetryPolicy): Outcome {
  if (verdict.kind === 'processed') return { processed: size, again: [], discarded: 0 }
  if (verdict.kind === 'throttled') return { processed: 0, again: [{ size, retries }], discarded: 0 }
  const processed = verdict.kind === 'checkpoint' ? verdict.index : 0
  const rest = size - processed
  if (policy.bisect && processed > 0) return { processed, again: [{ size: rest, retries }], discarded: 0 }
  if (policy.bisect && verdict.kind === 'failed' && size > 1) {
    const half = Math.ceil(size / 2)
    const halves = [half, size - half]
    return { processed, again: halves.map((part) => ({ size: part, retries })), discarded: 0 }
  }
  if (retries >= policy.maximumRetries) return { processed, again: [], discarded: rest }
  return { processed, again: [{ size: rest, retries: retries + 1 }], discarded: 0 }
}

/** The state that an answer within a tumbling window carries. */
export function hasState(payload: unknown): payload is { readonly state: unknown } {
  return typeof payload === 'object' && payload !== null && 'state' in payload && payload.state !== undefined
}

/**
 * How long to wait before the next delivery after so many failures in a row, in ms: AWS says that there is a back-off, not
 * how long. Here it doubles from a second up to `longest`.
 */
export function backOff(failures: number, longest: number): number {
  return Math.min(longest, 1000 * 2 ** (failures - 1))
}

/** What a mapping without the response type does with the failures of an answer. */
export const UNREAD_FAILURES: string =
  "The function's batchItemFailures are ignored, and all records count as processed: give functionResponseTypes: " +
  "['ReportBatchItemFailures'] to have them heard (STM-4)."

function ignores(reported: ReturnType<typeof readBatchItemFailures>): boolean {
  return 'ids' in reported && reported.ids.length > 0
}

function failed(why: string): Verdict {
  return { kind: 'failed', explanation: `AWS takes the whole batch for failed: ${why}.` }
}
