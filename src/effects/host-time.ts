// The host's real clocks and timers, captured when this module loads, before anything is faked. Never faked itself.

import { performance } from 'node:perf_hooks'

const RealDate = Date
const now = performance.now.bind(performance)
const { nodeTiming } = performance

/** Asking for the idle time costs a hundredth of a warm invocation. It has grown by no more than this since it was asked for. */
const FRESH_MS = 0.05
const idle = { ms: 0, readAt: -1 }

function busy(): number {
  const at = now()
  if (at - idle.readAt > FRESH_MS) {
    idle.ms = nodeTiming.idleTime
    idle.readAt = at
  }
  return at - idle.ms
}

/** Real time and real timers of the machine, whatever the test or an environment has replaced since. */
export const hostTime: {
  readonly Date: DateConstructor
  /** Milliseconds since the epoch, real. */
  readonly epoch: () => number
  /** Monotonic milliseconds, real. */
  readonly monotonic: () => number
  /** Milliseconds for which this thread was not waiting for anything, to 0.05: as good as its CPU time, and cheap to read. */
  readonly busy: () => number
  readonly setTimeout: typeof setTimeout
  readonly clearTimeout: typeof clearTimeout
  readonly setInterval: typeof setInterval
  readonly clearInterval: typeof clearInterval
  readonly setImmediate: typeof setImmediate
  readonly clearImmediate: typeof clearImmediate
} = {
  Date: RealDate,
  epoch: () => RealDate.now(),
  monotonic: () => now(),
  busy,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
}
