// That Lambda does not read what an answer says of single records: the event source that invoked the function knows why.

import type { InvocationResult } from './result.js'

const unread = Symbol.for('vitest-lambda.unreadFailures')

interface Unread {
  readonly explanation: string
  readonly told: () => void
}

/**
 * `result` as it is, of an event source that reads no batchItemFailures: `explanation` says what it does instead, and
 * `told` is called when somebody was told of that.
 */
export function withUnreadFailures(
  result: InvocationResult,
  explanation: string,
  told: () => void = () => {},
): InvocationResult {
  const members = Object.getOwnPropertyDescriptors(result)
  const value: Unread = { explanation, told }
  return Object.freeze(Object.defineProperties({}, { ...members, [unread]: { value } })) as InvocationResult
}

/** Why nobody reads the batchItemFailures of `result`, to tell it; undefined where somebody does, or it is of no source. */
export function whyUnread(result: unknown): string | undefined {
  const known = (result as { readonly [unread]?: Unread })[unread]
  known?.told()
  return known?.explanation
}
