// Which lines of a stack are its frames.

/** Whether a line of a stack is a frame. */
export function isFrame(line: string): boolean {
  return /^\s+at /.test(line)
}
