// toResume: work that an earlier invocation had left behind went on in this one.

import { showResumed } from '../record/leak-text.js'
import type { ResumedWork } from '../record/leak.js'
import { observe } from '../record/observation.js'
import type { InvocationRecord } from '../record/record.js'
import type { InvocationResult } from '../record/result.js'
import {
  describePattern,
  type ExpectedLeak,
  isExpected,
  type LeakArguments,
  toPattern,
  unusableLeak,
} from './leak-expected.js'
import { listed, nobodyLooked } from './leaks-listed.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { onResult } from './received.js'
import { guide, verdict } from './verdict.js'

export function toResume(this: MatcherContext, received: unknown, ...expected: LeakArguments): MatcherResult {
  return onResult(this, 'toResume', received, (result) => {
    observe(received, 'resumed')
    const wrong = unusableLeak('toResume', expected)
    if (wrong !== undefined) return guide(this, wrong)
    const { resumed } = result.record
    if (resumed === undefined) return guide(this, nobodyLooked('toResume', result), result)
    return judge(this, result, resumed, toPattern(expected))
  })
}

function judge(
  context: MatcherContext,
  result: InvocationResult,
  resumed: readonly ResumedWork[],
  pattern: ExpectedLeak,
): MatcherResult {
  const found = resumed.filter((work) => isExpected(context, work, pattern))
  const list = (work: readonly ResumedWork[]): string => listed(result, work, show)
  return verdict(result, found.length > 0, () => {
    const wanted = describePattern(context, pattern)
    if (found.length > 0)
      return `expected ${nothing(wanted)} to go on in this invocation, but it did:\n\n${list(found)}`
    const missing = `expected ${wanted} that was left behind to go on in this invocation, but`
    if (resumed.length > 0) return `${missing} only this did:\n\n${list(resumed)}`
    return `${missing} nothing did: ${reason(result.record)}`
  })
}

/** `work` → `no earlier work`, `a fetch` → `no earlier fetch`. */
function nothing(wanted: string): string {
  return `no earlier ${wanted.replace(/^an? /, '')}`
}

/** On Lambda all of it would have waited for this invocation. */
function show(work: ResumedWork): string {
  return `${showResumed(work)}${work.ran === 'while-frozen' ? ', already before it began: real I/O cannot be frozen in process' : ''}`
}

/** Work goes on in its own environment only, and as long as that one's process lives (FRZ-2, RST-1). */
function reason({ coldStart, invocationIndex }: InvocationRecord): string {
  if (invocationIndex === 1) return 'it was the first one in its environment, where nothing had been left behind'
  if (coldStart) return 'the environment was initialised again for it, and what was left behind was lost in that reset'
  return 'nothing was left behind, or its time had not come\nA timer goes on when it is due: lambda.idle(…) lets time pass before the next invocation.'
}
