// A server with a protocol of lines, which counts its connections: it answers each line with `OK` and the line.

import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { counting, type CountingServer } from './counting.js'

export function lineServer(): Promise<CountingServer> {
  return counting(
    createServer((socket) => {
      createInterface({ input: socket }).on('line', (line) => {
        if (socket.writable) socket.write(`OK ${line}\n`)
      })
    }),
  )
}
