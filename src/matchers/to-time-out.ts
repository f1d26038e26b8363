// toTimeOut: the function ran longer than its timeout allows.

import { elapsed } from '../record/elapsed.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { describeFailure, failureOf } from './outcome.js'
import { onOutcome } from './received.js'
import { brief, verdict } from './verdict.js'

export function toTimeOut(this: MatcherContext, received: unknown): MatcherResult {
  return onOutcome(this, 'toTimeOut', received, (result) => {
    const error = failureOf(result)
    const took = elapsed(result.record.report.durationMs)
    return verdict(result, result.record.outcome === 'timeout', () => {
      if (result.record.outcome === 'timeout') return `expected the function not to time out, but it did after ${took}`
      const end = error === undefined ? `returned ${brief(this, result.payload)}` : describeFailure(result, error)
      return `expected the function to time out, but after ${took} it ${end}`
    })
  })
}
