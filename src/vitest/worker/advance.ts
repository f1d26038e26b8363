// Lets virtual time pass for everything of a test that is frozen.

import { type Duration, parseDuration } from '../../function/duration.js'
import type { Timeline } from '../../sandbox/timeline.js'
import { requireScope } from './scope.js'

/**
 * Moves the test's one virtual time: a number is milliseconds, or `'90s'`, `'15m'`, `'1h'`. Environments are frozen
 * meanwhile; what was left over in them runs when they are thawed. Throws while an invocation is in flight.
 */
export function advance(duration: Duration): void {
  const ms = parseDuration(duration, 'advance()')
  const { timeline } = requireScope('advance()')
  refuseTravelling(timeline, 'advance()')
  timeline.advance(ms)
}

/** Time passes by itself while a function runs: moving it from outside would have no meaning. */
export function refuseTravelling(timeline: Timeline, caller: string): void {
  if (!timeline.travelling) return
  throw new Error(
    `${caller} moves time while every environment is frozen, but an invocation is in flight: await it first. ` +
      `Inside a function, time passes when the function waits.`,
  )
}
