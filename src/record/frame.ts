// Which lines of a stack are its frames.

/** Lines of a stack that are asked for where an error shows them: to map them to their sources is dear. */
export type Lines = () => readonly string[]

/** Whether a line of a stack is a frame. */
export function isFrame(line: string): boolean {
  return /^\s+at /.test(line)
}

/** A path and a line. */
const PLACE = /^(?:\/|[A-Za-z]:[\\/]|file:).*:\d+$/

/**
 * The stack of an error with the place of CommonJS that cannot be parsed as its first frame. Node.js shows that before the
 * error, in four lines: the place, the code, what underlines it, and an empty one.
 */
export function withPlaceAsFrame(stack: readonly string[]): readonly string[] {
  const [place = '', , underline = '', end, ...own] = stack
  if (end !== '' || !PLACE.test(place)) return stack
  const first = own.findIndex(isFrame)
  return own.toSpliced(first < 0 ? own.length : first, 0, `    at ${place}:${Math.max(underline.indexOf('^'), 0) + 1}`)
}
