// A TCP server with a protocol of lines: `LATE …` is answered late, `QUIET …` never, any other line at once.

import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { hostTime } from '../../../../src/effects/host-time.js'
import { listen, type Listening } from './listening.js'

const LATE_MS = 250

/** Starts the server. An answer is `OK` and the line. */
export function lineServer(): Promise<Listening> {
  return listen(
    createServer((socket) => {
      const reply = (line: string): void => void (socket.writable && socket.write(`OK ${line}\n`))
      const lines = createInterface({ input: socket })
      lines.on('error', () => {})
      lines.on('line', (line) => {
        if (line.startsWith('LATE')) hostTime.setTimeout(() => reply(line), LATE_MS)
        else if (!line.startsWith('QUIET')) reply(line)
      })
    }),
  )
}
