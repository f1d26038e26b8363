// Lets a matcher see reports of asynchronous events only, and tells what to write instead for anything else.

import type { EventReport } from '../record/event-report.js'
import { isInvocationResult, isObject } from '../record/recognise.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { brief, guide } from './verdict.js'

/** Judges the report of one event; for any other value the answer is a guide. */
export function onReport(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  judge: (report: EventReport) => MatcherResult,
): MatcherResult {
  if (isEventReport(received)) return judge(received)
  const text = `${matcher}() takes one report of what settled() resolves with, but received ${mistake(context, received)}`
  const asked = 'Write const [report] = await lambda.settled(), or settled() of the source that pushed the event'
  return guide(context, `${text}\n${asked}, then expect(report).${matcher}(…).`)
}

/** What happened to the event, one line for each attempt. */
export function reportText({ requestId, attempts, outcome, destination, deadLetter }: EventReport): string {
  const lines = attempts.map(({ error, record }, index) => {
    const startedAt = record.phases.at(-1)?.startedAt
    const at = startedAt === undefined ? '' : ` at ${new Date(startedAt).toISOString()}`
    return `  attempt ${index + 1}${at}: ${error ? `${error.errorType}: ${error.errorMessage}` : 'answered'}`
  })
  const sent = [destination, deadLetter].flatMap((to) => (to ? [`  ${to.kind}: ${to.arn}`] : []))
  return [`The event ${requestId}: ${outcome}`, ...lines, ...sent].join('\n')
}

function isEventReport(value: unknown): value is EventReport {
  return isObject(value) && typeof value['outcome'] === 'string' && Array.isArray(value['attempts'])
}

const NONE_ENDED =
  'no event has ended since settled() was called last. Of a source, what its filter held back is in filtered.'

function mistake(context: MatcherContext, received: unknown): string {
  if (received === undefined) return `undefined: ${NONE_ENDED}`
  if (Array.isArray(received)) {
    return received.length === 0 ? `an empty list: ${NONE_ENDED}` : `a list of ${received.length}: take one of them.`
  }
  if (isInvocationResult(received)) return 'the result of one invocation.'
  if (isObject(received)) {
    if (typeof received['then'] === 'function') return 'a promise: await it.'
    if ('result' in received && 'records' in received) return 'one round of a source: look at its records.'
    if (received['statusCode'] === 202) return 'the answer to an event that was queued, which has no end yet.'
    if (typeof received['settled'] === 'function') return 'the lambda itself.'
  }
  return `${brief(context, received)}.`
}
