// Stops what comes in from reaching a socket: with the clock effect's work, what touches a handle of Node.js, which is not documented.

import type { Socket } from 'node:net'
import { handleOf } from '../work/node-internals.js'

/**
 * The socket goes on believing that it reads, so it does not begin again. `pause()` would show, and reads on for a
 * while. Where a handle cannot be stopped, the function may hear of the end of its peer while it is frozen.
 */
export function stopReading(socket: Socket): void {
  const handle = handleOf(socket)
  const stop: unknown = handle && Reflect.get(handle, 'readStop')
  if (typeof stop === 'function') Reflect.apply(stop, handle, [])
}
