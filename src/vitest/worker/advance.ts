// Lets virtual time pass for everything of a test that is frozen.

import { type Duration, parseDuration } from '../../function/duration.js'
import type { Timeline } from '../../sandbox/timeline.js'
import { requireScope } from './scope.js'
import { suiteTimeline } from './suite-scope.js'

/**
 * Moves the virtual time of the test, and of the lambdas with `lifetime: 'suite'`: a number is milliseconds, or
 * `'90s'`, `'15m'`, `'1h'`. Environments are frozen meanwhile; what was left over in them runs when they are thawed.
 * Throws while an invocation is in flight.
 */
export function advance(duration: Duration): void {
  const ms = parseDuration(duration, 'advance()')
  const timelines = [requireScope('advance()').timeline, suiteTimeline()].filter((timeline) => timeline !== undefined)
  for (const timeline of timelines) refuseTravelling(timeline, 'advance()')
  for (const timeline of timelines) timeline.advance(ms)
}

/** Time passes by itself while a function runs: moving it from outside would have no meaning. */
export function refuseTravelling(timeline: Timeline, caller: string): void {
  if (!timeline.travelling) return
  throw new Error(
    `${caller} moves time while every environment is frozen, but an invocation is in flight: await it first. ` +
      `Inside a function, time passes when the function waits.`,
  )
}
