// What became of one asynchronous event: its attempts, how it ended, and what was sent on because of that.

import type { InvocationResult } from './result.js'

/** Where Lambda sends something when an asynchronous event has ended. */
export type DestinationKind = 'onSuccess' | 'onFailure' | 'deadLetter'

/** Something that Lambda sent to a queue, topic, bus, bucket or function because an event ended. */
export interface Delivery {
  readonly kind: DestinationKind
  /** ARN of the queue, topic, bus, bucket or function. */
  readonly arn: string
  /** The invocation record of a destination as AWS writes it (ASY-6); of a dead-letter queue the event itself (ASY-8). */
  readonly record: unknown
  /** Of a dead-letter queue: `RequestID`, `ErrorCode`, `ErrorMessage`, as text. */
  readonly attributes?: Readonly<Record<string, string>>
}

/** How an asynchronous event ended (ASY-2, ASY-4). */
export type EventOutcome = 'succeeded' | 'retriesExhausted' | 'eventAgeExceeded'

/** What became of one asynchronous event. */
export interface EventReport<Payload = unknown> {
  /** The same in each attempt. */
  readonly requestId: string
  /** Each time the function ran for it, in order. Throttled ones are none (ASY-3). */
  readonly attempts: readonly InvocationResult<Payload>[]
  readonly outcome: EventOutcome
  /** What went to the destination for successes or failures, if one is configured for how it ended. */
  readonly destination?: Delivery
  /** What went to the dead-letter queue. */
  readonly deadLetter?: Delivery
}
