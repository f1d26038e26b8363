// toLeak: the invocation left work unfinished when it answered.

import { showLeak } from '../record/leak-text.js'
import type { Leak } from '../record/leak.js'
import { observe } from '../record/observation.js'
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
import { describeFailure, failureOf } from './outcome.js'
import { onResult } from './received.js'
import { brief, guide, verdict } from './verdict.js'

export function toLeak(this: MatcherContext, received: unknown, ...expected: LeakArguments): MatcherResult {
  return onResult(this, 'toLeak', received, (result) => {
    observe(received, 'leaks')
    const wrong = unusableLeak('toLeak', expected)
    if (wrong !== undefined) return guide(this, wrong)
    const { leaks } = result.record
    if (leaks === undefined) return guide(this, nobodyLooked('toLeak', result), result)
    return judge(this, result, leaks, toPattern(expected))
  })
}

function judge(
  context: MatcherContext,
  result: InvocationResult,
  leaks: readonly Leak[],
  pattern: ExpectedLeak,
): MatcherResult {
  const found = leaks.filter((leak) => isExpected(context, leak, pattern))
  return verdict(result, found.length > 0, () => {
    const wanted = describePattern(context, pattern)
    if (found.length > 0)
      return `expected ${nothing(wanted)} to be left behind, but ${count(found)}:\n\n${list(result, found)}`
    if (leaks.length === 0)
      return `expected ${wanted} to be left behind, but nothing was: ${ending(context, result, pattern)}`
    return `expected ${wanted} to be left behind, but only this was:\n\n${list(result, leaks)}`
  })
}

function list(result: InvocationResult, leaks: readonly Leak[]): string {
  return listed(result, leaks, showLeak)
}

/** `a fetch` → `no fetch`. */
function nothing(wanted: string): string {
  return `no ${wanted.replace(/^an? /, '')}`
}

function count(leaks: readonly Leak[]): string {
  return leaks.length === 1
    ? 'this was unfinished when the function answered'
    : `these ${leaks.length} were unfinished when the function answered`
}

function ending(context: MatcherContext, result: InvocationResult, { kind }: ExpectedLeak): string {
  const error = failureOf(result)
  const { outcome } = result.record
  if (error !== undefined && (outcome === 'timeout' || outcome === 'exit')) {
    return `it ${describeFailure(result, error)}, and what was under way ended with its process`
  }
  const end = error === undefined ? `returned ${brief(context, result.payload)}` : describeFailure(result, error)
  const hint = kind === undefined || kind === 'promise' ? CLOSER_LOOK : ''
  return `it ${end}, and all that it had begun was over by then${hint}`
}

/** A function that went on only in code that nothing watched. */
const CLOSER_LOOK =
  "\nA call that nobody awaits is found when it goes on after the answer; leaks: 'trace' follows all of them."
