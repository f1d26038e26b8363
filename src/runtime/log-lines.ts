// Cuts what a function writes to stdout or stderr into log entries, one per line.

import type { LogEntry } from '../record/record.js'
import { lineEntry } from './json-line.js'

/** One stream of a function. What is written after the last newline waits for the rest of its line. */
export interface LogLines {
  /** The entries of all lines that `text` completes. */
  write(text: string): readonly LogEntry[]
  /** The entry of the unfinished line, if there is one; what comes afterwards begins another. */
  end(): readonly LogEntry[]
}

/** Each line is an event of its own, without a prefix (LOG-15). */
export function createLogLines(): LogLines {
  let rest = ''
  return {
    write(text) {
      // Only what is new is looked through: a line may come in very many pieces.
      const [first = '', ...others] = text.split('\n')
      rest += first
      const last = others.pop()
      if (last === undefined) return []
      const lines = [rest, ...others]
      rest = last
      return lines.map(lineEntry)
    },
    end() {
      const last = rest
      rest = ''
      return last === '' ? [] : [lineEntry(last)]
    },
  }
}
