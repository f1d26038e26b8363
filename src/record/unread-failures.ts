// That Lambda does not read what an answer says of single records: the event source that invoked the function knows why.

import type { InvocationResult } from './result.js'

const unread = Symbol.for('vitest-lambda.unreadFailures')

/** `result` as it is, of an event source that reads no batchItemFailures; `explanation` says what it does instead. */
export function withUnreadFailures(result: InvocationResult, explanation: string): InvocationResult {
  const members = Object.getOwnPropertyDescriptors(result)
  return Object.freeze(
    Object.defineProperties({}, { ...members, [unread]: { value: explanation } }),
  ) as InvocationResult
}

/** Why nobody reads the batchItemFailures of `result`; undefined where somebody does, or it came from no event source. */
export function whyUnread(result: unknown): string | undefined {
  return (result as { readonly [unread]?: string })[unread]
}
