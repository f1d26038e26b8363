// toBeColdStart: the environment was initialised for this invocation, so the code at module level ran anew.

import type { MatcherContext, MatcherResult } from './matcher.js'
import { onResult } from './received.js'
import { judgeStart } from './start.js'

export function toBeColdStart(this: MatcherContext, received: unknown): MatcherResult {
  return onResult(this, 'toBeColdStart', received, (result) => judgeStart(this, result, 'cold'))
}
