// toOpenConnections: the invocation, or its Init, opened connections.

import { judgeConnections } from './connections-judged.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { onResult } from './received.js'

export function toOpenConnections(this: MatcherContext, received: unknown, count?: number): MatcherResult {
  return onResult(this, 'toOpenConnections', received, (result) => judgeConnections(this, result, 'opened', count))
}
