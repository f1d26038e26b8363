// toReachDestination: what became of an asynchronous event was sent to a destination, or the event to a dead-letter queue.

import type { Delivery, DestinationKind, EventReport } from '../record/event-report.js'
import { onReport, reportText } from './event-report.js'
import { equal, type MatcherContext, type MatcherResult } from './matcher.js'
import { brief, guide } from './verdict.js'

const KINDS: readonly DestinationKind[] = ['onSuccess', 'onFailure', 'deadLetter']

export function toReachDestination(
  this: MatcherContext,
  received: unknown,
  kind: DestinationKind,
  record?: unknown,
): MatcherResult {
  return onReport(this, 'toReachDestination', received, (report) => {
    if (!KINDS.includes(kind)) {
      const names = KINDS.map((name) => `'${name}'`).join(', ')
      return guide(this, `toReachDestination() takes ${names}, but received ${brief(this, kind)}`)
    }
    const sent = deliveryOf(report, kind)
    if (!sent) return missed(report, kind)
    const pass = record === undefined || equal(this, sent.record, record)
    const sentence = pass
      ? `expected the event not to reach ${kind}${record === undefined ? '' : ' with that record'}, but it did`
      : `expected the event to reach ${kind} with that record, but it did with another`
    const message = (): string => `${sentence}\n\n${reportText(report)}`
    return { pass, message, ...(!pass && { actual: sent.record, expected: record }) }
  })
}

function deliveryOf({ destination, deadLetter }: EventReport, kind: DestinationKind): Delivery | undefined {
  return kind === 'deadLetter' ? deadLetter : destination?.kind === kind ? destination : undefined
}

const CONFIG: Readonly<Record<DestinationKind, string>> = {
  onSuccess: "destinationConfig: { onSuccess: { destination: 'arn:…' } }",
  onFailure: "destinationConfig: { onFailure: { destination: 'arn:…' } }",
  deadLetter: "deadLetterConfig: { targetArn: 'arn:…' }",
}

function missed(report: EventReport, kind: DestinationKind): MatcherResult {
  const succeeded = report.outcome === 'succeeded'
  const why =
    succeeded === (kind === 'onSuccess')
      ? `none is configured: withLambda(…, { ${CONFIG[kind]} })`
      : `the event ${succeeded ? 'succeeded' : 'failed'}`
  return {
    pass: false,
    message: () => `expected the event to reach ${kind}, but nothing was sent there: ${why}\n\n${reportText(report)}`,
  }
}
