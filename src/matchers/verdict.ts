// How a matcher answers: a sentence, then what happened; or a guide, which fails with and without `.not`.

import { oneLine } from '../record/describe-error.js'
import type { InvocationResult } from '../record/result.js'
import { renderTimeline } from '../record/timeline.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { failureOf } from './outcome.js'

/** What Vitest shows as a difference when the matcher did not pass. */
export interface Difference {
  readonly actual: unknown
  readonly expected: unknown
}

/** The answer of a matcher that could judge. `sentence` is asked for only when the assertion fails. */
export function verdict(
  result: InvocationResult,
  pass: boolean,
  sentence: () => string,
  difference?: Difference,
): MatcherResult {
  return { pass, message: () => withTimeline(sentence(), result), ...(pass ? {} : difference) }
}

/**
 * The answer of a matcher that cannot judge, because the question makes no sense for what was received. It fails the
 * assertion also with `.not`, and matches nothing in the asymmetric form.
 */
export function guide(context: MatcherContext, text: string, result?: InvocationResult): MatcherResult {
  return { pass: context.isNot === true, message: () => (result === undefined ? text : withTimeline(text, result)) }
}

/** A value on one line, short enough for a sentence. */
export function brief(context: MatcherContext, value: unknown): string {
  // A text keeps its newlines visible; Vitest's own printing would leave them to be folded into spaces.
  return oneLine(
    typeof value === 'string' ? JSON.stringify(value) : context.utils.stringify(value, 4, { min: true }),
    80,
  )
}

function withTimeline(sentence: string, result: InvocationResult): string {
  return `${sentence}\n\n${renderTimeline(result.record, failureOf(result))}`
}
