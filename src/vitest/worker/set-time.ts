// A time that the test sets, or moves, after its functions have begun theirs: it does not reach them, which a test that
// fails is told.

import { vi } from 'vitest'
import type { Timeline } from '../../sandbox/timeline.js'
import { reachableScope, type Scope } from './scope.js'

/** Where `vi.setSystemTime()` or fake timers had the clock of the test when the time of functions was seen last. */
const seen = new WeakMap<Timeline, number | undefined>()

/** A function of `scope` is used: the test is told of a time that has been set since its functions were used before. */
export function noteSetTime(scope: Scope): void {
  const { timeline } = scope
  const set = vi.getMockedSystemTime()?.getTime()
  const isApart = set !== undefined && Math.abs(set - timeline.now) >= APART_MS
  if (isApart && seen.has(timeline) && seen.get(timeline) !== set) {
    reachableScope(scope).note(new Error(tooLate(set, timeline.now)))
  }
  seen.set(timeline, set)
}

/** Fake timers begin at the real time: that of functions began a moment before. */
const APART_MS = 100

function tooLate(set: number, now: number): string {
  const [clock, functions] = [set, now].map((ms) => new Date(ms).toISOString())
  const who = vi.isFakeTimers() ? 'Fake timers moved' : 'vi.setSystemTime() set'
  return (
    `${who} the clock of the test to ${clock} when the time of its functions had begun, which is at ` +
    `${functions} and goes on with idle() and advance(). Set the time before they are first used, or move it: advance('24h').`
  )
}
