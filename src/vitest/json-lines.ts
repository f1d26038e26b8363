// Values over a socket, one JSON text a line.

import type { Socket } from 'node:net'

/**
 * Hears each value that comes. Lines end where JSON text cannot go on: `node:readline` ends them at U+2028, too, which
 * code may contain.
 */
export function hearJson(socket: Socket, hear: (value: unknown) => void): void {
  let begun: string[] = []
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n')
    begun.push(first)
    for (const line of others) {
      const whole = begun.join('')
      begun = [line]
      hear(JSON.parse(whole))
    }
  })
}

export function sayJson(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`)
}
