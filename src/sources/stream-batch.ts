// The records of a stream on their way to a function, and the batches they go in.

import type { InvocationResult } from '../record/result.js'
import type { TumblingWindow } from './stream-window.js'

/** A record in a shard. */
export interface Entry {
  /** The sequence number. */
  readonly id: string
  /** When it arrived, ms since the epoch. */
  readonly at: number
  /** As it stands in the event. */
  readonly record: unknown
  /** Of its JSON. */
  readonly bytes: number
  /** Whether it matches a filter (STM-8). */
  readonly passes: boolean
  /** How often it was in an event. */
  attempts: number
  /** How each of these deliveries ended. */
  readonly deliveries: InvocationResult[]
}

/** What is delivered in one event. */
export interface Batch {
  readonly entries: readonly Entry[]
  /** The retries that it has used up (STM-2). */
  readonly retries: number
  /** ms since the epoch. */
  readonly dueAt: number
  /** With `tumblingWindowInSeconds`: that of its records. */
  readonly window?: TumblingWindow | undefined
  /** The invocation at the end of that window, which carries no records (STM-6). */
  readonly final: boolean
  /** How it ended when it was delivered last. */
  readonly last?: InvocationResult
}
