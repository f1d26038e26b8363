// What Lambda does next with an asynchronous event: when it is tried again, and when it has ended (ASY-2..5).

import type { EventOutcome } from '../record/event-report.js'

/** How a function treats its asynchronous events. */
export interface AsyncSettings {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number
  readonly maximumEventAgeMs: number
}

/** An event, as far as it has come. */
export interface EventState {
  readonly acceptedAt: number
  /** Attempts that ran. */
  readonly attempts: number
  /** Throttled attempts since the last one that ran. */
  readonly throttled: number
}

/** What happened last. */
export type AttemptEnd = 'succeeded' | 'failed' | 'throttled'

/** Either it is tried again after a wait, or it has ended. */
export type NextStep = { readonly retryAfterMs: number } | { readonly outcome: EventOutcome }

/** ASY-2: about one minute, then about two. Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_WAITS_MS = [60_000, 120_000]

/** ASY-3: from 1 second up to 5 minutes. Same source. */
const FIRST_BACK_OFF_MS = 1_000
const LONGEST_BACK_OFF_MS = 300_000

/** What is next for an event at `now`, after an attempt that is counted in `state`. */
export function nextStep(end: AttemptEnd, state: EventState, settings: AsyncSettings, now: number): NextStep {
  if (end === 'succeeded') return { outcome: 'succeeded' }
  if (end === 'failed' && state.attempts > settings.maximumRetryAttempts) return { outcome: 'retriesExhausted' }
  const retryAfterMs = end === 'failed' ? (RETRY_WAITS_MS[state.attempts - 1] ?? 0) : backOff(state.throttled)
  const expiresAt = state.acceptedAt + settings.maximumEventAgeMs
  return now + retryAfterMs > expiresAt ? { outcome: 'eventAgeExceeded' } : { retryAfterMs }
}

/** Whether an event that waited until `now` is too old to be tried (ASY-4). */
export function hasExpired(state: EventState, settings: AsyncSettings, now: number): boolean {
  return now - state.acceptedAt > settings.maximumEventAgeMs
}

function backOff(throttled: number): number {
  return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (throttled - 1))
}
