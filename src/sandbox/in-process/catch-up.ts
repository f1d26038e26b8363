// What runs when time has been moved: what became overdue in a freeze, and what lived through it unfrozen.

import { hostTime } from '../../effects/host-time.js'
import { unanswered } from '../../effects/work/work.js'
import type { RuntimeProcess } from './runtime-process.js'

/** A socket whose peer has gone is closed in three turns, unless its code keeps it half open. */
const CLOSING_TURNS = 8
/** Looks, a real millisecond apart, for answers that a freeze gave time to: on one machine they take a few. */
const LOOKS_FOR_ANSWERS = 50
const LOOK_MS = 1

/**
 * Fires every overdue timer once, in order, then lets one turn of the event loop pass (FRZ-5). What they log carries
 * the previous request id (FRZ-7); what they fail with ends the process before the next handler starts (ERR-9).
 */
export function catchUp(runtime: RuntimeProcess): Promise<void> {
  const { clock, connections } = runtime.inside
  let closing = 0
  const goesOn = (): boolean => clock.fireOne() || (connections.isClosing && ++closing <= CLOSING_TURNS)
  return new Promise((done) => {
    const turn = (): void => {
      if (runtime.end === undefined && goesOn()) hostTime.setImmediate(turn)
      else hostTime.setImmediate(done)
    }
    turn()
  })
}

/**
 * The peers of a frozen function are not frozen, and have answered what they were asked: real work that is under way gets
 * real time to end, since virtual time is none to them. What it begins is not waited for, nor a peer that stays silent
 * (FRZ-10).
 */
export async function hearAnswers(runtime: RuntimeProcess): Promise<void> {
  const { work } = runtime.inside
  let asked = unanswered(work)
  for (let look = 0; look < LOOKS_FOR_ANSWERS && asked.length > 0 && runtime.end === undefined; look++) {
    await new Promise<void>((done) => hostTime.setTimeout(done, LOOK_MS))
    const still = unanswered(work)
    asked = asked.filter((each) => still.includes(each))
  }
}

/**
 * What is never frozen lives through the time until `until`: each of its timers fires at its own time, with a turn of the
 * event loop after it (LMI-1). Real work goes at its own pace meanwhile, and is not waited for.
 */
export async function liveThrough({ inside: { clock } }: RuntimeProcess, until: number): Promise<void> {
  for (let next = clock.nextAt(); next !== undefined && next <= until; next = clock.nextAt()) {
    clock.moveTo(next)
    clock.newTurn()
    clock.fireOne()
    await new Promise<void>((done) => hostTime.setImmediate(done))
  }
  clock.moveTo(until)
}
