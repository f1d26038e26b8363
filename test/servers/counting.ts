// A server of this machine that counts the connections it has, and those it ever had.

import type { AddressInfo, Server, Socket } from 'node:net'

export interface CountingServer {
  readonly port: number
  /** How many connections it has had. */
  readonly accepted: number
  /** How many it has. */
  readonly open: number
  /** Cuts the connections it has. */
  cut(): void
  close(): Promise<void>
}

/** Starts `server` on a free loopback port. */
export async function counting(server: Server): Promise<CountingServer> {
  const sockets = new Set<Socket>()
  let accepted = 0
  server.on('connection', (socket: Socket) => {
    accepted++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    get accepted() {
      return accepted
    },
    get open() {
      return sockets.size
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}
