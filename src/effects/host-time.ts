// The host's real clocks and timers, captured when this module loads, before anything is faked. Never faked itself.

import { performance } from 'node:perf_hooks'

const RealDate = Date
const now = performance.now.bind(performance)
const { nodeTiming } = performance

/** Real time and real timers of the machine, whatever the test or an environment has replaced since. */
export const hostTime: {
  readonly Date: DateConstructor
  /** Milliseconds since the epoch, real. */
  readonly epoch: () => number
  /** Monotonic milliseconds, real. */
  readonly monotonic: () => number
  /** Milliseconds for which this thread was not waiting for anything: as good as its CPU time, and cheap to read. */
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
  busy: () => now() - nodeTiming.idleTime,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
}
