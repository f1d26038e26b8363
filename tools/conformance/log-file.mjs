// Everything a process writes, in order: lines of stdout and stderr, and the framed entries of the log descriptor.

import { readFileSync, writeFileSync } from 'node:fs'

/** A frame begins like this, which no UTF-8 text contains: two bytes, two of type and level, four of length, eight of time. */
const MARK = Buffer.from([0xa5, 0x5a])
const HEADER_BYTES = 16

export class LogFile {
  #taken = 0

  constructor(file) {
    this.file = file
    writeFileSync(file, '')
  }

  /** What was written since the last call: an entry of the log descriptor is one, however many lines it has. */
  take() {
    const all = readFileSync(this.file)
    const fresh = all.subarray(this.#taken)
    this.#taken = all.length
    const entries = []
    for (let at = 0; at < fresh.length;) {
      const mark = fresh.indexOf(MARK, at)
      if (mark === at) {
        const length = fresh.readInt32BE(at + 4)
        // The text format ends each entry with a newline, which is none of the entry's.
        entries.push(fresh.toString('utf8', at + HEADER_BYTES, at + HEADER_BYTES + length).replace(/\n$/, ''))
        at += HEADER_BYTES + length
      } else {
        const end = mark < 0 ? fresh.length : mark
        entries.push(...linesOf(fresh.toString('utf8', at, end)))
        at = end
      }
    }
    return entries
  }
}

function linesOf(text) {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
