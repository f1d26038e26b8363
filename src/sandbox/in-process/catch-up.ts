// What runs at a thaw before the next handler is entered: timers that became overdue while frozen.

import { hostTime } from '../../effects/host-time.js'
import type { RuntimeProcess } from './runtime-process.js'

/**
 * Fires every overdue timer once, in order, then lets one turn of the event loop pass (FRZ-5). What they log carries
 * the previous request id (FRZ-7); what they fail with ends the process before the next handler starts (ERR-9).
 */
export function catchUp(runtime: RuntimeProcess): Promise<void> {
  const { clock } = runtime.inside
  return new Promise((done) => {
    const turn = (): void => {
      if (runtime.end === undefined && clock.fireOne()) hostTime.setImmediate(turn)
      else hostTime.setImmediate(done)
    }
    turn()
  })
}
