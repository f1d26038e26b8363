// What a matcher is: a function of the received value, called by Vitest with its state as `this`.

import type { MatcherState } from 'vitest'

/** What the matchers use of Vitest. `assertion` is missing where a matcher is used in its asymmetric form. */
export type MatcherContext = Pick<MatcherState, 'isNot' | 'equals' | 'customTesters' | 'utils'> &
  Partial<Pick<MatcherState, 'assertion'>>

/** A matcher's answer. Vitest prints the difference of `actual` and `expected` below the message. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
  readonly actual?: unknown
  readonly expected?: unknown
}

/** Equality as in `toEqual`: asymmetric matchers and the project's own equality testers count, undefined members do not. */
export function equal(context: MatcherContext, actual: unknown, expected: unknown): boolean {
  return context.equals(actual, expected, [...context.customTesters, context.utils.iterableEquality])
}

/** Whether `actual` contains `expected` member by member, as in `toMatchObject`. */
export function contains(context: MatcherContext, actual: unknown, expected: unknown): boolean {
  const { iterableEquality, subsetEquality } = context.utils
  return context.equals(actual, expected, [...context.customTesters, iterableEquality, subsetEquality])
}
