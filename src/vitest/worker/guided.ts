// An error that says what happened and what to do, and points where it came from: into the user's code.

/** `trace`: lines of a stack, of which the frames are shown. There are none of this package. */
export function guided(name: string, text: string, guide: string, trace: readonly string[]): Error {
  const error = new Error(`${text}\n\n${guide}`)
  error.name = name
  error.stack = [`${name}: ${error.message}`, ...trace.filter(isFrame)].join('\n')
  return error
}

/** Whether a line of a stack is a frame. */
export function isFrame(line: string): boolean {
  return /^\s+at /.test(line)
}
