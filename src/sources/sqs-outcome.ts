// What becomes of the messages of a batch, by how its invocation ended (SQS-3, SQS-6).

import { readBatchItemFailures } from '../record/batch-item-failures.js'
import { isObject } from '../record/recognise.js'
import type { InvocationResult } from '../record/result.js'

/** How an invocation ended, as far as the queue is concerned. */
export type BatchAnswer = Pick<InvocationResult, 'functionError'> & { readonly payload: unknown }

/** A message of the batch: its id and, of a FIFO queue, its group. */
export interface BatchItem {
  readonly id: string
  readonly group?: string | undefined
}

/** Which messages return to the queue, the others being deleted, and what of that may surprise. */
export interface BatchJudgement {
  readonly returned: ReadonlySet<string>
  readonly explanation?: string
}

/** `reportsItems`: whether the mapping has the response type `ReportBatchItemFailures`. */
export function judgeBatch(batch: readonly BatchItem[], answer: BatchAnswer, reportsItems: boolean): BatchJudgement {
  const all = new Set(batch.map(({ id }) => id))
  if (answer.functionError !== undefined) {
    return { returned: all, explanation: FAILED }
  }
  const reported = readBatchItemFailures(answer.payload)
  if (!reportsItems) return { returned: new Set(), ...ignored(reported, batch.length) }
  if ('malformed' in reported) return { returned: all, explanation: wholeBatch(reported.malformed) }
  const stranger = reported.ids.find((id) => !all.has(id))
  if (stranger !== undefined) {
    return { returned: all, explanation: wholeBatch(`'${stranger}' is the messageId of no message in the batch`) }
  }
  const returned = new Set(reported.ids)
  return { returned, ...otherKeys(answer.payload), ...outOfOrder(batch, returned) }
}

/** The one thing that a test which fails is told without: of the function's own error it is anyway. */
export const FAILED = 'The function failed, so no message of the batch is deleted (SQS-3).'

function wholeBatch(why: string): string {
  return `AWS treats the answer as a failure of the whole batch, because ${why} (SQS-6).`
}

/** Messages that the function means to have back, and does not get. */
function ignored(reported: ReturnType<typeof readBatchItemFailures>, size: number): { explanation?: string } {
  return 'ids' in reported && reported.ids.length > 0 ? { explanation: unreadFailures(size) } : {}
}

/** What a mapping without the response type does with the failures of an answer to a batch of `size`. */
export function unreadFailures(size: number): string {
  return (
    `The batchItemFailures of the answer are ignored, and ${size === 1 ? 'the message is' : `all ${size} messages are`} ` +
    "deleted: the mapping lacks functionResponseTypes: ['ReportBatchItemFailures'] (SQS-6)."
  )
}

/** An answer that may mean failures, and says none. */
function otherKeys(payload: unknown): { explanation?: string } {
  const keys = isObject(payload) ? Object.keys(payload) : []
  if (keys.length === 0 || keys.includes('batchItemFailures')) return {}
  return { explanation: `The answer has no batchItemFailures, but ${keys.join(', ')}: no message failed (SQS-6).` }
}

/** A group goes on in order only if the function returns what comes after its first failure (SQS-7). */
function outOfOrder(batch: readonly BatchItem[], returned: ReadonlySet<string>): { explanation?: string } {
  const failing = new Set<string>()
  for (const { id, group } of batch) {
    if (group === undefined) continue
    if (returned.has(id)) failing.add(group)
    else if (failing.has(group)) {
      return {
        explanation:
          `Group '${group}' is out of order: a message after a failed one was not reported, and is deleted. ` +
          'Of a FIFO queue, report the first failure and all that come after it (SQS-7).',
      }
    }
  }
  return {}
}
