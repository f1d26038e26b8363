// Which calls one invocation made: what was added to the calls that a test tells of.

import { describeValue, isThenable } from '../function/show-value.js'
import { isLiteral } from '../record/recognise.js'
import { plain } from './plain.js'

/** How many calls there were at some time: of a list its length, of a counter its value, of an object each member's. */
export type CallMark =
  | { readonly kind: 'list'; readonly length: number }
  | { readonly kind: 'counter'; readonly value: number }
  | { readonly kind: 'members'; readonly marks: ReadonlyMap<string, CallMark> }
  | { readonly kind: 'other' }

/** Asks for the calls; throws a guide where the answer is no data. */
export function askForCalls(calls: () => unknown): unknown {
  const told = calls()
  if (told !== undefined && told !== null && !isThenable(told)) return told
  throw new TypeError(
    `compareWarm(): calls() returned ${describeValue(told)}: it takes data that is there already, such as ` +
      `() => send.mock.calls.${isThenable(told) ? NO_SETUP : ''}`,
  )
}

/** Spies of a thread are seen by a function of the setup module, which gives a promise. */
const NO_SETUP =
  ' A function of setup() cannot tell: it asks an environment of the lambda, and a comparison has environments of its ' +
  "own. Count the calls where they arrive, in a server of the test, or compare without isolation: 'thread'."

export function markCalls(told: unknown): CallMark {
  if (Array.isArray(told)) return { kind: 'list', length: told.length }
  if (typeof told === 'number') return { kind: 'counter', value: told }
  if (!isLiteral(told)) return { kind: 'other' }
  return { kind: 'members', marks: new Map(Object.entries(told).map(([name, value]) => [name, markCalls(value)])) }
}

/** What was added since, as plain data. A list that got shorter was cleared meanwhile: all of it is new. */
export function callsSince(mark: CallMark | undefined, told: unknown): unknown {
  if (Array.isArray(told)) {
    const known = mark?.kind === 'list' && mark.length <= told.length ? mark.length : 0
    return plain(told.slice(known))
  }
  if (typeof told === 'number') return told - (mark?.kind === 'counter' && mark.value <= told ? mark.value : 0)
  if (!isLiteral(told)) return plain(told)
  const marks = mark?.kind === 'members' ? mark.marks : undefined
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, callsSince(marks?.get(name), value)]))
}
