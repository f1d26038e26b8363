// What comparing cold with warm environments found: plain data.

import { isObject } from '../record/recognise.js'

/** What is compared of an invocation. */
export type ComparedKind = 'result' | 'logs' | 'calls'

/** In which order a warm environment got the events. */
export type WarmOrderName = 'given' | 'shuffled' | 'after error' | 'after timeout' | 'after exit'

/** One warm environment: the events that it got one after the other, by their index; the first one was its cold start. */
export interface WarmOrder {
  readonly name: WarmOrderName
  readonly events: readonly number[]
}

/** One event that a warm environment treated in another way than a cold one. */
export interface WarmDifference {
  /** Index of the event. */
  readonly event: number
  readonly order: WarmOrderName
  /** Its place in the events of that order, the first one that differs; never 0. */
  readonly position: number
  readonly kind: ComparedKind
  /**
   * What was compared, as it was on a cold environment and on the warm one. Of a `result` that is the outcome with the
   * payload, or with the error's type and message. JSON texts are parsed, ids are replaced, `<varies>` stands for what
   * is not deterministic.
   */
  readonly cold: unknown
  readonly warm: unknown
  /** What happened in the two invocations, as text. */
  readonly timelines: { readonly cold: string; readonly warm: string }
}

/** A part of an event's traces in which cold environments differ from each other already; it was not compared. */
export interface NotDeterministic {
  /** Index of the event. */
  readonly event: number
  readonly kind: ComparedKind
  /** Such as `result.payload.id`, `logs[2]`, `calls[0][0].at`. */
  readonly path: string
}

/** What `lambda.compareWarm(events)` resolves with. Plain data that survives a JSON round trip. */
export interface WarmReport {
  readonly functionName: string
  /** Makes the shuffled order; the config's `seed`, or a new one in each run. */
  readonly seed: number
  /** How many events were given. */
  readonly events: number
  readonly compared: readonly ComparedKind[]
  readonly orders: readonly WarmOrder[]
  /** In the order in which they were found; at most one for each event, order and kind. */
  readonly differences: readonly WarmDifference[]
  readonly notDeterministic: readonly NotDeterministic[]
}

/** Whether `value` is a report of this kind. */
export function isWarmReport(value: unknown): value is WarmReport {
  return (
    isObject(value) &&
    typeof value['seed'] === 'number' &&
    Array.isArray(value['orders']) &&
    Array.isArray(value['differences']) &&
    Array.isArray(value['notDeterministic'])
  )
}
