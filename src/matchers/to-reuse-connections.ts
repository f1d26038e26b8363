// toReuseConnections: the invocation sent something on connections that were open before it.

import { judgeConnections } from './connections-judged.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { onResult } from './received.js'

export function toReuseConnections(this: MatcherContext, received: unknown, count?: number): MatcherResult {
  return onResult(this, 'toReuseConnections', received, (result) => judgeConnections(this, result, 'reused', count))
}
