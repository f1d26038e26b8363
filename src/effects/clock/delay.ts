// The rules by which Node.js reads the delay of a timer.

import { hostTime } from '../host-time.js'

/** Longest delay Node accepts, ms: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_DELAY = 2 ** 31 - 1

/**
 * Whole milliseconds that a timer set with `delay` waits: at least 1, and 1 for what Node cannot use (NaN, negative, too
 * long). Throws what Node throws for a BigInt or a symbol.
 */
export function coerceDelay(delay: unknown): number {
  if (delay === undefined) return 1
  const ms = (delay as number) * 1
  if (ms >= 1 && ms <= LONGEST_DELAY) return Math.trunc(ms)
  if (!(ms >= 0 && ms < 1)) letNodeWarn(ms)
  return 1
}

/** Which of these delays are worth a warning, and in what words, differs between versions of Node. */
function letNodeWarn(ms: number): void {
  hostTime.clearTimeout(hostTime.setTimeout(() => undefined, ms))
}
