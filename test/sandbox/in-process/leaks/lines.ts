// Finds the marked line of a test's source that a place points to.

import { readFileSync } from 'node:fs'
import { type Frame, placeOf } from '../../../../src/sandbox/in-process/leaks/frames.js'

/** The text of the source line at `file:line:column`, relative to the project's root. */
export function lineAt(place: string): string {
  const [, file = '', line = ''] = /^(.*):(\d+):\d+$/.exec(place) ?? []
  return readFileSync(file, 'utf8').split('\n')[Number(line) - 1]?.trim() ?? ''
}

/** What is written behind the slashes at the end of that line. */
export function markAt(frame: Frame): string | undefined {
  return /\/\/ (.*)$/.exec(lineAt(placeOf(frame, process.cwd())))?.[1]
}
