// An error that says what happened and what to do, and points where it came from: into the user's code.

import { isFrame } from '../../record/frame.js'

/** `trace`: lines of a stack, of which the frames are shown. There are none of this package. */
export function guided(name: string, text: string, guide: string, trace: readonly string[]): Error {
  return errorOf(name, `${text}\n\n${guide}`, trace)
}

/** What was thrown elsewhere, of which no more is left than this. */
export function errorOf(name: string, message: string, trace: readonly string[]): Error {
  const stack = [`${name}: ${message}`, ...trace.filter(isFrame)].join('\n')
  return Object.assign(new Error(message), { name, stack })
}
