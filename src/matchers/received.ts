// Lets a matcher see invocation results only, and tells what to write instead for anything else.

import { observe, unwatched } from '../record/observation.js'
import { isInvocationRecord, isInvocationResult, isObject } from '../record/recognise.js'
import type { InvocationResult } from '../record/result.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { brief, guide } from './verdict.js'

/**
 * Judges an invocation result; for any other value the answer is a guide. A failure counts as looked at only when the
 * matcher is about the outcome (`onOutcome`): a cold start that was asserted says nothing about it.
 */
export function onResult(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  judge: (result: InvocationResult) => MatcherResult,
): MatcherResult {
  const result = isObject(received) ? unwatched(received) : received
  if (isInvocationResult(result)) return judge(result)
  const text = `${matcher}() takes what invoke() resolves with, but received ${mistake(context, matcher, received)}`
  return guide(context, text)
}

/** As `onResult`, for the matchers that tell how the invocation ended. */
export function onOutcome(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  judge: (result: InvocationResult) => MatcherResult,
): MatcherResult {
  return onResult(context, matcher, received, (result) => {
    observe(received)
    return judge(result)
  })
}

function mistake(context: MatcherContext, matcher: string, received: unknown): string {
  const call = `${matcher}(…)`
  if (received === undefined || received === null) {
    const unasked = 'Behind an HTTP front that answered by itself there is none: response.reason says why.'
    const lost = `${String(received)}. Does the code between invoke() and expect() return the result?`
    return received === undefined ? `${lost} ${unasked}` : lost
  }
  if (typeof received === 'function') {
    return `a function. Invoke it: expect(await invoke(handler, event)).${call}. If it is a spy, use toHaveBeenCalled() or toHaveReturned().`
  }
  if (Array.isArray(received)) {
    return `an array of ${received.length}. Check each result: for (const result of results) expect(result).${call}`
  }
  if (received instanceof Error) {
    return `${received.name}: ${received.message}\nAn invocation that rejects has no result: await expect(invoke(…)).rejects.toThrow(…)`
  }
  return objectMistake(received, call) ?? otherMistake(context, received, call)
}

function objectMistake(received: unknown, call: string): string | undefined {
  if (!isObject(received)) return undefined
  if (typeof received['then'] === 'function') {
    return `a promise. Await it: expect(await invoke(…)).${call}, or await expect(invoke(…)).resolves.${call}`
  }
  if (typeof received['invoke'] === 'function') {
    return `the lambda itself. Invoke it: expect(await lambda.invoke(event)).${call}`
  }
  if (isInvocationRecord(received)) return `an invocation record. Pass the whole result: expect(result).${call}`
  const holder = holderMistake(received, call)
  if (holder !== undefined) return holder
  const { statusCode } = received
  // The service accepts an asynchronous event and a dry run without running the function (API-2).
  if ((statusCode === 202 || statusCode === 204) && typeof received['requestId'] === 'string') {
    return `an answer with status code ${statusCode}: the function has not run. Of a queued event, look at the attempts that settled() reports.`
  }
  return undefined
}

/** What event sources and queues give has results inside. Their members are not read, which would count as looking. */
function holderMistake(received: object, call: string): string | undefined {
  if ('result' in received && 'records' in received) {
    return `one round of a source. Take its result: expect(round.result).${call}`
  }
  if ('attempts' in received && 'outcome' in received) {
    return `the report of an event. Take one of its attempts: expect(report.attempts[0]).${call}`
  }
  if ('invocation' in received && 'reason' in received) {
    return `the response of an HTTP front. Take what is behind it: expect(response.invocation).${call}`
  }
  return undefined
}

function otherMistake(context: MatcherContext, received: unknown, call: string): string {
  return `${brief(context, received)}\nIf that is what the function answered, pass the whole result: expect(await invoke(…)).${call}, neither result.payload nor what the handler returns when called directly.`
}
