// toReturn (alias toReturnPayload): the function answered, and its payload equals what is expected.

import { isObject } from '../record/recognise.js'
import type { InvocationResult } from '../record/result.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { equal } from './matcher.js'
import { describeFailure, failureOf } from './outcome.js'
import { onOutcome } from './received.js'
import { brief, guide, verdict } from './verdict.js'

/** A matcher that compares the payload with at most one expected value. */
export type PayloadMatcher = (this: MatcherContext, received: unknown, ...expected: unknown[]) => MatcherResult

/** Vitest has a matcher of this name for spies; given a spy, this one leaves the answer to it. */
export function createToReturn(isMockFunction: (value: unknown) => boolean): PayloadMatcher {
  return function toReturn(this: MatcherContext, received: unknown, ...expected: unknown[]): MatcherResult {
    if (this.assertion === undefined || !isMockFunction(received)) return judge(this, 'toReturn', received, expected)
    this.assertion.toHaveReturned()
    return { pass: !this.isNot, message: () => '' }
  }
}

/** `toReturn` under a name that linters do not take for the spy matcher. */
export const toReturnPayload: PayloadMatcher = function (received, ...expected) {
  return judge(this, 'toReturnPayload', received, expected)
}

function judge(context: MatcherContext, name: string, received: unknown, args: readonly unknown[]): MatcherResult {
  return onOutcome(context, name, received, (result) =>
    args.length === 0 ? judgeAnswered(context, result) : judgePayload(context, name, result, args[0]),
  )
}

function judgeAnswered(context: MatcherContext, result: InvocationResult): MatcherResult {
  const error = failureOf(result)
  return verdict(result, error === undefined, () =>
    error === undefined
      ? `expected the function not to return, but it returned ${brief(context, result.payload)}`
      : `expected the function to return, but it ${describeFailure(result, error)}`,
  )
}

function judgePayload(
  context: MatcherContext,
  name: string,
  result: InvocationResult,
  expected: unknown,
): MatcherResult {
  const error = failureOf(result)
  const { payload } = result
  if (error !== undefined) return didNotReturn(context, name, result, describeFailure(result, error), expected)
  const pass = equal(context, payload, expected)
  const sentence = (): string =>
    pass
      ? `expected the function not to return ${brief(context, expected)}, but it did`
      : `expected the function to return ${otherThan(brief(context, expected), brief(context, payload))}${hint(context, payload, expected)}`
  return verdict(result, pass, sentence, { actual: payload, expected })
}

/** Values that are cut short often look alike, and Vitest shows their difference below. */
function otherThan(wanted: string, returned: string): string {
  const cut = wanted.endsWith('…') || returned.endsWith('…')
  return cut ? 'the expected payload, but it returned another one' : `${wanted}, but it returned ${returned}`
}

/** `.not.toReturn(x)` would else pass for a function that crashed, which nobody means. */
function didNotReturn(
  context: MatcherContext,
  name: string,
  result: InvocationResult,
  failure: string,
  expected: unknown,
): MatcherResult {
  const wanted = brief(context, expected)
  if (!context.isNot)
    return verdict(result, false, () => `expected the function to return ${wanted}, but it ${failure}`)
  const text = `expected the function to return something other than ${wanted}, but it did not return at all: it ${failure}`
  return guide(context, `${text}\nIf it is meant to fail, use toFailWith(…) or .not.${name}().`, result)
}

/** Why a payload can differ from what the handler seems to return: it crosses Lambda as JSON text (HND-6). */
function hint(context: MatcherContext, payload: unknown, expected: unknown): string {
  if (expected === undefined && payload === null) return '\nLambda sends null for a handler that returns nothing.'
  if (isObject(payload) && isObject(expected) && typeof payload['body'] === 'string' && isObject(expected['body'])) {
    return '\nThe body is JSON text: toRespondWith({ body }) compares what it says.'
  }
  const asJson = throughJson(expected)
  if (asJson === undefined || !equal(context, payload, asJson)) return ''
  return '\nThey are equal as JSON: a payload is JSON text on its way, so a Date is a string and a class instance an object.'
}

function throughJson(value: unknown): unknown {
  try {
    const text = JSON.stringify(value) as string | undefined
    return text === undefined ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}
