// toBehaveTheSameWarm: warm environments treated every event as cold ones do.

import { isWarmReport, type WarmReport } from '../compare/report.js'
import { differenceText, sameText, undecidedText } from '../compare/report-text.js'
import { isInvocationResult, isObject } from '../record/recognise.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { brief, guide } from './verdict.js'

export function toBehaveTheSameWarm(this: MatcherContext, received: unknown): MatcherResult {
  if (!isWarmReport(received)) return guide(this, mistake(this, received))
  const undecided = received.notDeterministic.find(({ path }) => path === 'result.outcome')
  if (undecided) return guide(this, undecidedText(received, undecided))
  return judge(received)
}

/** Vitest prints the difference of the two values below the message. */
function judge(report: WarmReport): MatcherResult {
  const [first] = report.differences
  if (!first) return { pass: true, message: () => sameText(report) }
  return { pass: false, message: () => differenceText(report, first), actual: first.warm, expected: first.cold }
}

function mistake(context: MatcherContext, received: unknown): string {
  const takes = 'toBehaveTheSameWarm() takes what compareWarm() resolves with, but received '
  const call = 'expect(await lambda.compareWarm([event, otherEvent])).toBehaveTheSameWarm()'
  if (isObject(received)) {
    if (typeof received['then'] === 'function') return `${takes}a promise. Await it: ${call}`
    if (typeof received['compareWarm'] === 'function') return `${takes}the lambda itself. Compare first: ${call}`
    if (isInvocationResult(received)) {
      return `${takes}the result of one invocation, which has nothing to be compared with: ${call}`
    }
  }
  return `${takes}${brief(context, received)}\nWrite ${call}`
}
