// What toLeak and toResume are given: a kind, or parts of a leak. Checked, compared, and said in words.

import { LEAK_KINDS } from '../record/leak-advice.js'
import { type LeakPattern, matchesLeak } from '../record/leak-pattern.js'
import type { Leak, LeakKind } from '../record/leak.js'
import { isObject } from '../record/recognise.js'
import { isAsymmetric } from '../record/asymmetric.js'
import type { MatcherContext } from './matcher.js'
import { isText } from './text-pattern.js'
import { brief } from './verdict.js'

/**
 * Parts of a leak. `what` is a whole text, a RegExp or an asymmetric matcher. `at` is a place as one writes it,
 * `'track.ts:14'`, or a RegExp or an asymmetric matcher for `file:line:column`. A whole leak of another record fits, too.
 * Vitest types asymmetric matchers as `any`.
 */
export type ExpectedLeak = LeakPattern

/** A kind, or parts of a leak; any leak when it is left out. */
export type LeakArguments = readonly [expected?: LeakKind | ExpectedLeak]

const PARTS: readonly (keyof ExpectedLeak)[] = ['kind', 'what', 'at', 'via', 'invocation']

export function toPattern([expected]: LeakArguments): ExpectedLeak {
  return typeof expected === 'string' ? { kind: expected } : (expected ?? {})
}

export function isExpected(context: MatcherContext, leak: Leak, pattern: ExpectedLeak): boolean {
  return matchesLeak(leak, pattern, (text, expected) => isText(context, text, expected))
}

/** `work`, `a fetch`, `a timer "100 ms" at track.ts:14`. */
export function describePattern(context: MatcherContext, { kind, what, at, via, invocation }: ExpectedLeak): string {
  return [
    kind === undefined ? 'work' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`,
    ...(what === undefined ? [] : [brief(context, what)]),
    ...(invocation === undefined ? [] : [`of invocation ${invocation}`]),
    ...(at === undefined ? [] : [`at ${placed(context, at)}`]),
    ...(via === undefined ? [] : [`by way of ${placed(context, via)}`]),
  ].join(' ')
}

function placed(context: MatcherContext, expected: NonNullable<ExpectedLeak['at']>): string {
  return typeof expected === 'string' ? expected : brief(context, expected)
}

/** What is wrong with what the matcher was given; undefined: nothing. */
export function unusableLeak(matcher: string, given: readonly unknown[]): string | undefined {
  if (given.length === 0) return undefined
  const [expected] = given
  const takes = `${matcher}() takes a kind, such as 'fetch', or parts of a leak, { kind, what, at }, or nothing for any leak`
  if (typeof expected === 'string') return unknownKind(matcher, expected)
  if (expected === undefined) return `${takes}, but received undefined. Is a variable unset?`
  if (!isObject(expected) || expected instanceof RegExp || isAsymmetric(expected)) {
    return `${takes}, but received ${isAsymmetric(expected) ? 'an asymmetric matcher. Put it at what or at.' : String(expected)}`
  }
  return unusableParts(matcher, expected)
}

function unusableParts(matcher: string, expected: Readonly<Record<string, unknown>>): string | undefined {
  const unknown = Object.keys(expected).find((key) => !PARTS.some((part) => part === key))
  if (unknown !== undefined)
    return `${matcher}() compares ${PARTS.join(', ')} of a leak, but received the key ${unknown}`
  const unset = Object.keys(expected).find((key) => expected[key] === undefined)
  if (unset !== undefined) return `${matcher}() received ${unset}: undefined. Is a variable unset?`
  const { kind, what, at, via, invocation } = expected
  if ('kind' in expected && unknownKind(matcher, kind)) return unknownKind(matcher, kind)
  for (const [name, text] of Object.entries({ what, at, via })) {
    if (text === undefined || isTextPattern(text)) continue
    return `${matcher}() compares ${name} with a text, a RegExp or an asymmetric matcher, but received ${String(text)}`
  }
  for (const [name, text] of Object.entries({ at, via })) {
    if (typeof text !== 'string' || /[^\d:]/.test(text)) continue
    return `${matcher}() takes a place with its file, such as ${name}: 'track.ts:14', but received '${text}'`
  }
  if (invocation === undefined || typeof invocation === 'number') return undefined
  return `${matcher}() takes the index of an invocation in its environment, such as invocation: 1, but received ${String(invocation)}`
}

function unknownKind(matcher: string, kind: unknown): string | undefined {
  if (LEAK_KINDS.some((known) => known === kind)) return undefined
  const received = typeof kind === 'string' ? `'${kind}'` : String(kind)
  const place =
    typeof kind === 'string' && /[./\\:]/.test(kind) ? `. For a place, write ${matcher}({ at: ${received} }).` : ''
  return `${matcher}() knows the kinds ${LEAK_KINDS.join(', ')}, but received ${received}${place}`
}

function isTextPattern(value: unknown): boolean {
  return typeof value === 'string' || value instanceof RegExp || isAsymmetric(value)
}
