// No leak: a connection of the module is idle between a reply and the next line.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

let connection: Socket | undefined

async function open(): Promise<Socket> {
  const socket = connect(Number(process.env['LINE_PORT']), '127.0.0.1')
  await once(socket, 'connect')
  return socket.setEncoding('utf8')
}

export async function handler(): Promise<string> {
  connection ??= await open()
  connection.write('hello\n')
  const [reply] = (await once(connection, 'data')) as [string]
  return reply.trim()
}
