// What Lambda sends on when an asynchronous event has ended: destination records and dead letters (ASY-6..8).

import type { Delivery, EventOutcome } from '../record/event-report.js'
import type { InvocationResult } from '../record/result.js'

/** Where a function's asynchronous events go in the end: ARNs. */
export interface Destinations {
  readonly onSuccess?: string | undefined
  readonly onFailure?: string | undefined
  readonly deadLetter?: string | undefined
}

/** An event that has ended. */
export interface EndedEvent {
  readonly requestId: string
  /** With `:$LATEST`, or the qualifier that was invoked. */
  readonly qualifiedArn: string
  readonly payload: string
  readonly outcome: EventOutcome
  readonly attempts: readonly InvocationResult[]
  /** ms since the epoch. */
  readonly endedAt: number
  /** Of an event that never ran: why. */
  readonly refusal?: string | undefined
}

/** The conditions of a destination record. Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const CONDITIONS: Readonly<Record<EventOutcome, string>> = {
  succeeded: 'Success',
  retriesExhausted: 'RetriesExhausted',
  eventAgeExceeded: 'EventAgeExceeded',
}

/** What goes to the destination for how `event` ended, and to the dead-letter queue: both, where both are configured (ASY-8). */
export function deliveries(
  event: EndedEvent,
  { onSuccess, onFailure, deadLetter }: Destinations,
): { destination?: Delivery; deadLetter?: Delivery } {
  if (event.outcome === 'succeeded') {
    return onSuccess === undefined
      ? {}
      : { destination: { kind: 'onSuccess', arn: onSuccess, record: destinationRecord(event) } }
  }
  return {
    ...(onFailure !== undefined && {
      destination: { kind: 'onFailure', arn: onFailure, record: destinationRecord(event) } as const,
    }),
    ...(deadLetter !== undefined && { deadLetter: deadLetterOf(event, deadLetter) }),
  }
}

function destinationRecord(event: EndedEvent): unknown {
  const last = event.attempts.at(-1)
  return {
    version: '1.0',
    timestamp: new Date(event.endedAt).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: event.qualifiedArn,
      condition: CONDITIONS[event.outcome],
      approximateInvokeCount: event.attempts.length,
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...(last && {
      responseContext: {
        statusCode: last.statusCode,
        executedVersion: last.executedVersion,
        ...(last.functionError !== undefined && { functionError: last.functionError }),
      },
      responsePayload: last.payload ?? null,
    }),
  }
}

/** ASY-8. Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
const MESSAGE_BYTES = 1024

function deadLetterOf(event: EndedEvent, arn: string): Delivery {
  const last = event.attempts.at(-1)
  const message = last?.error?.errorMessage ?? event.refusal ?? ''
  return {
    kind: 'deadLetter',
    arn,
    record: JSON.parse(event.payload) as unknown,
    attributes: {
      RequestID: event.requestId,
      ErrorCode: String(last ? last.statusCode : 429),
      ErrorMessage: firstBytes(message, MESSAGE_BYTES),
    },
  }
}

/** Half a character at the end is none. */
function firstBytes(text: string, count: number): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text).subarray(0, count), { stream: true })
}
