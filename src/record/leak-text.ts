// Says in words what an invocation left behind, and what of it went on later: for the timeline, matchers and warnings.

import { oneLine } from './describe-error.js'
import type { Leak, ResumedWork } from './leak.js'

const SHOWN_CHARACTERS = 100

/**
 * `fetch https://example.com/track (src/track.ts:14:3), in a call that nobody awaits (src/orders.ts:7:5)`: the kind is
 * spelt as an assertion wants it.
 */
export function showLeak(leak: Leak): string {
  return `${subject(leak)}${place(leak)}`
}

/** `fetch https://example.com/track of invocation 1 (src/track.ts:14:3)`. */
export function showResumed(work: ResumedWork): string {
  return `${subject(work)} of invocation ${work.invocation}${place(work)}`
}

/** Equal texts once, with how often: work that a loop begins is one line of the source. */
export function countEqual(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text}, ${count} times`))
}

function subject({ kind, what }: Leak): string {
  // There is nothing to say of an immediate but that it is one.
  return kind === 'immediate' ? kind : `${kind} ${oneLine(what, SHOWN_CHARACTERS)}`
}

function place({ at, via }: Leak): string {
  const called = via === undefined ? '' : `, in a call that nobody awaits (${via})`
  return at === undefined ? '' : ` (${at})${called}`
}
