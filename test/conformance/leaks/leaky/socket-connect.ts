// A metric written to a TCP collector without waiting for anything.

import { connect } from 'node:net'

function gauge(name: string, value: number): void {
  const socket = connect(Number(process.env['LINE_PORT']), '127.0.0.1')
  socket.on('error', (error) => console.error(error))
  socket.write(`${name} ${value}\n`) // leak: socket
}

export async function handler(): Promise<string> {
  gauge('orders', 1)
  return 'ok'
}
