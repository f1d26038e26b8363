// A query on a connection of the module whose reply the handler does not wait for.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

async function login(): Promise<Socket> {
  const socket = connect(Number(process.env['LINE_PORT']), '127.0.0.1')
  socket.write('login\n')
  await once(socket, 'data')
  return socket
}

const database = login()

export async function handler(): Promise<string> {
  const connection = await database
  connection.write('LATE insert order\n') // leak: socket
  return 'inserted'
}
