// A real server on this machine, as the outside world of a function: it answers late, once, or never.

import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { hostTime } from '../../../src/effects/host-time.js'

/** Long enough in real time that a clock which jumped would have jumped, short enough for a unit test. */
export const SLOW_MS = 40

export interface RunningServer {
  readonly port: number
  readonly url: string
  close(): void
}

/** An HTTP server. */
export function httpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<RunningServer> {
  return listen(createHttp(answer))
}

/** A TCP server. */
export function tcpServer(answer: (socket: Socket) => void): Promise<RunningServer> {
  const sockets = new Set<Socket>()
  const server = createTcp((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    answer(socket)
  })
  server.on('close', () => {
    for (const socket of sockets) socket.destroy()
  })
  return listen(server)
}

/** Real time passes. */
export function slowly(then: () => void): void {
  hostTime.setTimeout(then, SLOW_MS)
}

async function listen(server: Server): Promise<RunningServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    if ('closeAllConnections' in server) (server as { closeAllConnections(): void }).closeAllConnections()
  }
  return { port, url: `http://127.0.0.1:${port}/`, close }
}
