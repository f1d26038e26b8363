// A tumbling window of a shard: its bounds, the state that invocations hand on in it, and how it ends (STM-6).

import type { InvocationResult } from '../record/result.js'

/** Lambda ends a window whose state is larger. https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html */
const STATE_LIMIT_BYTES = 1024 * 1024

/** When the window ends in which a record arrived `at`: windows of one length begin with the epoch. All in ms. */
export function windowEnd(at: number, lengthMs: number): number {
  return (Math.floor(at / lengthMs) + 1) * lengthMs
}

/** What an event says of its window beside `shardId` and `eventSourceARN`. */
export interface WindowFields {
  /** ISO 8601 text without milliseconds. */
  readonly window: { readonly start: string; readonly end: string }
  /** What the last successful invocation in the window answered; `{}` at first. */
  readonly state: unknown
  readonly isFinalInvokeForWindow: boolean
  /** The state became larger than 1 MB. */
  readonly isWindowTerminatedEarly: boolean
}

export class TumblingWindow {
  /** ms since the epoch. */
  readonly start: number
  readonly end: number
  /** How each of its final invocations ended, which carry no records. */
  readonly finals: InvocationResult[] = []
  #state: unknown = {}
  #stateBytes = 2

  /** The window in which a record arrived `at`. */
  constructor(at: number, lengthMs: number) {
    this.end = windowEnd(at, lengthMs)
    this.start = this.end - lengthMs
  }

  /** Of the state's JSON. */
  get stateBytes(): number {
    return this.#stateBytes
  }

  get terminatedEarly(): boolean {
    return this.#stateBytes > STATE_LIMIT_BYTES
  }

  /** What the next invocation in the window gets. */
  handOn(state: unknown): void {
    this.#state = state
    this.#stateBytes = Buffer.byteLength(JSON.stringify(state))
  }

  fields(final: boolean): WindowFields {
    return {
      window: { start: secondsText(this.start), end: secondsText(this.end) },
      state: this.#state,
      isFinalInvokeForWindow: final,
      isWindowTerminatedEarly: this.terminatedEarly,
    }
  }
}

/** `2026-01-01T00:00:00Z`. */
export function secondsText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}
