// toReportBatchItemFailures: the function's answer reports exactly these records of its batch as failed (SQS-6, STM-4).

import { readBatchItemFailures } from '../record/batch-item-failures.js'
import type { InvocationResult } from '../record/result.js'
import { whyUnread } from '../record/unread-failures.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { describeFailure, failureOf } from './outcome.js'
import { onOutcome } from './received.js'
import { brief, guide, verdict } from './verdict.js'

const NAME = 'toReportBatchItemFailures'

export function toReportBatchItemFailures(
  this: MatcherContext,
  received: unknown,
  ids: readonly string[],
): MatcherResult {
  return onOutcome(this, NAME, received, (result) => {
    const wrong = unusable(this, ids)
    if (wrong !== undefined) return guide(this, wrong)
    const error = failureOf(result)
    if (error !== undefined) {
      const failure = describeFailure(result, error)
      return guide(this, `${wanted(this, ids)}, but it ${failure}\n${WHOLE_BATCH} because it did not answer.`, result)
    }
    const unread = whyUnread(received)
    if (unread !== undefined)
      return guide(this, `${wanted(this, ids)}, but Lambda reads no such report\n${unread}`, result)
    const reported = readBatchItemFailures(result.payload)
    if ('ids' in reported) return judge(this, result, new Set(reported.ids), ids)
    const answer = brief(this, result.payload)
    const why = `${WHOLE_BATCH} because ${reported.malformed}.`
    return guide(this, `${wanted(this, ids)}, but it answered ${answer}\n${why}`, result)
  })
}

const WHOLE_BATCH = 'AWS treats this as failure of the whole batch'

function judge(
  context: MatcherContext,
  result: InvocationResult,
  reported: ReadonlySet<string>,
  ids: readonly string[],
): MatcherResult {
  const expected = new Set(ids)
  const missing = [...expected].filter((id) => !reported.has(id))
  const others = [...reported].filter((id) => !expected.has(id))
  const pass = missing.length === 0 && others.length === 0
  const sentence = (): string => {
    if (pass) return `expected the function not to report ${list(context, ids)}, but it did`
    const differences = [
      missing.length > 0 && `did not report ${quoted(context, missing)}`,
      others.length > 0 && `reported ${quoted(context, others)}${missing.length < expected.size ? ' too' : ''}`,
    ].filter((difference) => difference !== false)
    return `${wanted(context, ids)}, but it ${reported.size === 0 ? 'reported none' : differences.join(', and ')}`
  }
  return verdict(result, pass, sentence, { actual: [...reported].toSorted(), expected: [...expected].toSorted() })
}

function wanted(context: MatcherContext, ids: readonly string[]): string {
  return `expected the function to report ${list(context, ids)}`
}

function list(context: MatcherContext, ids: readonly string[]): string {
  if (ids.length === 0) return 'no failed record'
  return `${ids.length === 1 ? 'record' : `${ids.length} records`} ${quoted(context, ids)} as failed`
}

function quoted(context: MatcherContext, ids: readonly string[]): string {
  return ids.map((id) => brief(context, id)).join(', ')
}

function unusable(context: MatcherContext, ids: unknown): string | undefined {
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return undefined
  return `${NAME}() takes a list of ids, the messageId or sequenceNumber of each failed record, but received ${brief(context, ids)}`
}
