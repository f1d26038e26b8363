// toFailWith: the function failed, with the error that is expected.

import { describeError, HEADLINE_CHARACTERS } from '../record/describe-error.js'
import { isObject } from '../record/recognise.js'
import type { FunctionError, InvocationResult } from '../record/result.js'
import { withoutIds } from '../record/stable-text.js'
import { isAsymmetric } from '../record/asymmetric.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { describeFailure, failureOf } from './outcome.js'
import { onOutcome } from './received.js'
import { isText } from './text-pattern.js'
import { brief, guide, verdict } from './verdict.js'

/** The parts of a function error that are compared; each a text, a RegExp or an asymmetric matcher. */
export interface ExpectedError {
  /** `error.name`, or the type that Lambda gives: `'Sandbox.Timedout'`, `'Runtime.ExitError'`, … */
  readonly errorType?: unknown
  readonly errorMessage?: unknown
}

/** An error type, a pattern that the message matches, or parts of the error. */
export type FailurePattern = string | RegExp | ExpectedError

const TAKES = 'toFailWith() takes an error type, a RegExp for the message or { errorType, errorMessage }'

export function toFailWith(this: MatcherContext, received: unknown, ...args: readonly FailurePattern[]): MatcherResult {
  return onOutcome(this, 'toFailWith', received, (result) => {
    const [expected] = args
    if (expected === undefined) return guide(this, nothingExpected(args.length === 0))
    const wrong = unusable(expected)
    return wrong === undefined ? judge(this, result, partsOf(expected)) : guide(this, wrong)
  })
}

function nothingExpected(left: boolean): string {
  const received = left
    ? 'nothing. For a failure of any kind write .not.toReturn().'
    : 'undefined. Is a variable unset?'
  return `${TAKES}, but received ${received}`
}

function judge(context: MatcherContext, result: InvocationResult, parts: ExpectedError): MatcherResult {
  const error = failureOf(result)
  const wanted = (): string => describeParts(context, parts)
  if (error === undefined) {
    return verdict(
      result,
      false,
      () => `expected the function to fail${wanted()}, but it returned ${brief(context, result.payload)}`,
    )
  }
  const names = partNames(parts)
  const pass = names.every((name) => isText(context, error[name], parts[name]))
  const sentence = (): string =>
    pass
      ? `expected the function not to fail${wanted()}, but it did: ${withoutIds(describeError(error, HEADLINE_CHARACTERS), result.record)}`
      : `expected the function to fail${wanted()}, but it ${describeFailure(result, error)}${hint(error, parts)}`
  return verdict(result, pass, sentence, { actual: pick(error, names), expected: pick(parts, names) })
}

/** A single expected text means the type. */
function partsOf(expected: FailurePattern): ExpectedError {
  if (typeof expected === 'string') return { errorType: expected }
  return expected instanceof RegExp ? { errorMessage: expected } : expected
}

function partNames(parts: ExpectedError): ('errorType' | 'errorMessage')[] {
  return (['errorType', 'errorMessage'] as const).filter((name) => name in parts)
}

function pick(from: ExpectedError, names: readonly ('errorType' | 'errorMessage')[]): object {
  return Object.fromEntries(names.map((name) => [name, from[name]]))
}

function describeParts(context: MatcherContext, parts: ExpectedError): string {
  const words = { errorType: 'type', errorMessage: 'message' }
  const described = partNames(parts).map((name) => `${words[name]} ${brief(context, parts[name])}`)
  return described.length === 0 ? '' : ` with ${described.join(' and ')}`
}

function hint(error: FunctionError, parts: ExpectedError): string {
  if (parts.errorType !== error.errorMessage || error.errorMessage === '') return ''
  return '\nThat is its message: use toFailWith({ errorMessage }) or a RegExp.'
}

/** An error crosses Lambda as JSON (ERR-2), so neither its class nor the object itself arrives. */
function unusable(expected: unknown): string | undefined {
  if (typeof expected === 'function') {
    return `toFailWith() received the class ${expected.name}, but an error crosses Lambda as JSON: name its type, toFailWith('${expected.name}').`
  }
  if (expected instanceof Error) {
    return `toFailWith() received an error object, but an error crosses Lambda as JSON: use toFailWith({ errorType: '${expected.name}', errorMessage: '${expected.message}' }).`
  }
  if (typeof expected === 'string' || expected instanceof RegExp) return undefined
  if (!isObject(expected) || isAsymmetric(expected)) {
    return `${TAKES}, but received ${describeUnusable(expected)}`
  }
  const unknownKey = Object.keys(expected).find((key) => key !== 'errorType' && key !== 'errorMessage')
  if (unknownKey === undefined) return undefined
  return `toFailWith() compares errorType and errorMessage, but received the key ${unknownKey}. Lambda passes on nothing else of an error but its trace: result.error.trace`
}

function describeUnusable(expected: unknown): string {
  return isAsymmetric(expected)
    ? 'an asymmetric matcher. Put it at errorType or errorMessage.'
    : `${String(expected)}. Is a variable unset?`
}
