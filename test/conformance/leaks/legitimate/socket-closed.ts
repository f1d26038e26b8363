// No leak: a connection of the handler is ended, and its close awaited.

import { once } from 'node:events'
import { connect } from 'node:net'

export async function handler(): Promise<string> {
  const socket = connect(Number(process.env['LINE_PORT']), '127.0.0.1').setEncoding('utf8')
  socket.write('hello\n')
  const [reply] = (await once(socket, 'data')) as [string]
  socket.end()
  await once(socket, 'close')
  return reply.trim()
}
