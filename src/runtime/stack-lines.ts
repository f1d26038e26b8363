// The lines of an error's stack as a function's own log shows them: without the frames of this package.

/** Where this package's files are; in a stack they stand where Lambda has those of its runtime. */
const own = decodeURIComponent(new URL('..', import.meta.url).pathname).replace(/^\/(?=[a-zA-Z]:)/, '')

/**
 * The stack in lines: frames of this package that lead it (an effect that refused something) are left out, and so is
 * everything from the frame that called into the function.
 */
export function stackLines(stack: string): string[] {
  const lines = stack.split('\n')
  const first = lines.findIndex((line) => FRAME.test(line))
  if (first < 0) return lines
  const frames = lines.slice(first)
  const begin = frames.findIndex((line) => !isOwn(line))
  if (begin < 0) return lines.slice(0, first)
  const length = frames.slice(begin).findIndex(isOwn)
  return [...lines.slice(0, first), ...frames.slice(begin, length < 0 ? undefined : begin + length)]
}

/** Whether `file`, a path or a URL as stacks show it, is one of this package's own. */
export function isOwnFile(file: string): boolean {
  return file.replaceAll('\\', '/').includes(own)
}

const FRAME = /^\s+at /

function isOwn(line: string): boolean {
  return FRAME.test(line) && isOwnFile(line)
}
