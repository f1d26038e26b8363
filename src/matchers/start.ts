// Judges how an invocation started, for toBeColdStart and toBeWarmStart, and says why it started the other way.

import type { InvocationRecord } from '../record/record.js'
import type { InvocationResult } from '../record/result.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { guide, verdict } from './verdict.js'

/** The two ways an invocation can start. */
export type Start = 'cold' | 'warm'

export function judgeStart(context: MatcherContext, result: InvocationResult, asked: Start): MatcherResult {
  const { record } = result
  const actual: Start = record.coldStart ? 'cold' : 'warm'
  const expected: Start = context.isNot ? opposite(asked) : asked
  if (record.code === 'function' && expected === 'cold') return guide(context, ALREADY_EVALUATED, result)
  return verdict(result, actual === asked, () => `expected a ${expected} start, but it was ${found(record, actual)}`)
}

/** Module-level code ran when the test file was imported; nothing that starts the environment can run it again. */
const ALREADY_EVALUATED: string = [
  'expected a cold start, but the function was already evaluated: pass a loader',
  'The test file imported the code before the invocation, so its module level cannot run again in a new environment.',
  "Write withLambda(() => import('./orders.js')) in place of withLambda(handler).",
].join('\n')

function opposite(start: Start): Start {
  return start === 'cold' ? 'warm' : 'cold'
}

function found(record: InvocationRecord, actual: Start): string {
  if (actual === 'warm') {
    return `warm: invocation ${record.invocationIndex} of an environment that was there already\nlambda.recycle() makes the next invocation a cold start.`
  }
  // The runtime process was lost, and the next invocation initialises the environment again (INIT-6, RST-1).
  if (record.invocationIndex > 1)
    return 'cold: the invocation before it timed out, crashed or failed to initialise, and Lambda then initialises the environment again'
  return 'cold: no idle environment was there\nAn environment is reused by a later invocation of the same lambda in the same test: not by one that runs at the same time, nor after maximumIdle, recycle() or update().'
}
