// A text that a test expects: the text itself, a regular expression, or an asymmetric matcher.

import type { MatcherContext } from './matcher.js'
import { equal } from './matcher.js'

/** Whether `text` is, matches or satisfies what is expected. */
export function isText(context: MatcherContext, text: string, expected: unknown): boolean {
  // `search` ignores and restores `lastIndex`, so a pattern with the g flag gives the same answer each time.
  return expected instanceof RegExp ? text.search(expected) !== -1 : equal(context, text, expected)
}
