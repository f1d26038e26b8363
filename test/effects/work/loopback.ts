// Servers on the loopback interface whose answers a test releases by hand.

import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export interface Loopback extends AsyncDisposable {
  readonly port: number
  /** `http://127.0.0.1:1234` */
  readonly url: string
}

/** An HTTP server; `answer` is called for each request. */
export async function httpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Loopback> {
  const server = createHttpServer(answer)
  return {
    ...(await listening(server)),
    [Symbol.asyncDispose]: () => closed(server, () => server.closeAllConnections()),
  }
}

/** A TCP server; `accept` is called for each connection. */
export async function tcpServer(accept: (socket: Socket) => void): Promise<Loopback> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    accept(socket)
  })
  const close = (): void => open.forEach((socket) => void socket.destroy())
  return { ...(await listening(server)), [Symbol.asyncDispose]: () => closed(server, close) }
}

async function listening(server: Server): Promise<{ port: number; url: string }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}` }
}

async function closed(server: Server, closeConnections: () => void): Promise<void> {
  closeConnections()
  await new Promise((resolve) => server.close(resolve))
}
