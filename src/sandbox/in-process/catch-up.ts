// What runs at a thaw before the next handler is entered: timers that became overdue while frozen.

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
