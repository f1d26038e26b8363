// What runs when time has been moved: what became overdue in a freeze, and what lived through it unfrozen.

import { hostTime } from '../../effects/host-time.js'
import type { RuntimeProcess } from './runtime-process.js'

/** A socket whose peer has gone is closed in three turns, unless its code keeps it half open. */
const CLOSING_TURNS = 8

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
