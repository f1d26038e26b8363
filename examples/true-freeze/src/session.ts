// Keeps one connection to a server, and asks through it.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

let socket: Socket | undefined

export const handler = async () => {
  socket ??= connect(Number(process.env['SESSION_PORT']), '127.0.0.1')
  socket.write('who am I?\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  return String(answer).trim()
}
