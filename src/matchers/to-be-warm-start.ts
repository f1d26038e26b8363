// toBeWarmStart: the invocation found an environment that an earlier one had left.

import type { MatcherContext, MatcherResult } from './matcher.js'
import { onResult } from './received.js'
import { judgeStart } from './start.js'

export function toBeWarmStart(this: MatcherContext, received: unknown): MatcherResult {
  return onResult(this, 'toBeWarmStart', received, (result) => judgeStart(this, result, 'warm'))
}
