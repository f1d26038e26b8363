// The host's real clocks and timers, captured when this module loads, before anything is faked. Never faked itself.

import { performance } from 'node:perf_hooks'
import { process } from './host-process.js'

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

function cpu(): number {
  if (typeof process.threadCpuUsage !== 'function') return busy()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
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
  /** CPU time of this thread in milliseconds; where Node.js does not tell (before 22.19 and 23.9) the time it was busy. */
  readonly cpu: () => number
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
  cpu,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
}
