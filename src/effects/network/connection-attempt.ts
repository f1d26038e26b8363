// Stops a socket's connection to an address: the one place that touches a handle of Node.js, which is not documented.

import type { Socket } from 'node:net'
import { process } from '../host-process.js'

type Handle = Record<'connect' | 'connect6', () => number>

/**
 * The attempt to connect to an address needs no lookup that could be refused. Node.js announces it on the socket just
 * before it asks the handle; the handle then answers "under way" and the socket fails on the next tick. A handle whose
 * method somebody has replaced already (msw 3) never connects, and is left to them. Without a handle to be found, the
 * socket is destroyed at once.
 */
export function refuseAttempt(socket: Socket, refusal: Error): void {
  socket.once('connectionAttempt', () => {
    const handle = (socket as unknown as { _handle?: Handle })._handle
    if (handle === undefined || handle === null) return void socket.destroy(refusal)
    if (Object.hasOwn(handle, 'connect')) return
    handle.connect = handle.connect6 = () => {
      process.nextTick(() => socket.destroy(refusal))
      return 0
    }
  })
}
