// A server of this machine on a port of its own, with the connections it has, so that closing it ends them all.

import type { AddressInfo, Server, Socket } from 'node:net'

/** A server that is up. `close` cuts every connection it still has. */
export interface Listening {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Starts `server` on a free loopback port. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay()
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { port: (server.address() as AddressInfo).port, close }
}
