// The lines of an error's stack as a function's own log shows them: without the frames of this package.

/** Where this package's files are: `src`, or built `dist`; in a stack they stand where Lambda has those of its runtime. */
const own = decodeURIComponent(new URL(import.meta.url.endsWith('.ts') ? '..' : '.', import.meta.url).pathname).replace(
  /^\/(?=[a-zA-Z]:)/,
  '',
)

/**
 * The lines of a stack, or of a text that shows errors with their fields. Frames of this package are left out where they
 * lead (an effect that refused something, or passed a call on to Node), and so is everything from the frame that called
 * into the function.
 */
export function stackLines(text: string): string[] {
  const lines = text.split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length;) {
    const length = lines.slice(at).findIndex((line) => !FRAME.test(line))
    const frames = lines.slice(at, length < 0 ? undefined : at + length)
    kept.push(...functionsFrames(frames))
    // A brace after the last frame opens the fields.
    if (frames.at(-1)?.endsWith(' {') && !kept.at(-1)?.endsWith(' {')) kept.push(`${kept.pop() ?? ''} {`)
    at += frames.length
    const next = lines[at++]
    if (next !== undefined) kept.push(next)
  }
  return kept
}

/** Of one stack. Frames of Node before one of this package are those of a call that was passed on. */
function functionsFrames(frames: readonly string[]): readonly string[] {
  const begin = frames.findIndex((line) => !isOwn(line) && !FOREIGN.test(line))
  // None of it is the function's, but for what Node or the language did on its behalf.
  if (begin < 0 || ASYNC.test(frames[begin] ?? '')) return frames.slice(0, before(frames.findIndex(isOwn)))
  const leading = frames.slice(0, begin).filter((line) => !isOwn(line))
  const inside = frames.slice(begin)
  return [...leading, ...inside.slice(0, before(inside.findIndex(isOwn)))]
}

/** The end of a slice before `index`; -1 is nowhere. */
function before(index: number): number | undefined {
  return index < 0 ? undefined : index
}

/**
 * `stack` with the first line that Node gives it. Vite's source maps write another one for an error without a message or
 * a name, and leave out the code of Node's own errors: those whose stack begins in Node.
 * Source: https://nodejs.org/api/errors.html#errorstack
 */
export function headed(error: Error, stack: string): string {
  const { name, message } = error as { name: unknown; message: unknown }
  if (typeof name !== 'string' || typeof message !== 'string') return stack
  const written = `${name || 'Error'}: ${message}`
  const rest = stack.slice(written.length)
  if (!stack.startsWith(written) || !/^(?:$|\n\s+at )/.test(rest)) return stack
  const { code } = error as { code?: unknown }
  const isNodes = typeof code === 'string' && code.startsWith('ERR_') && /^\n\s+at [^\n]*\bnode:/.test(rest)
  return (isNodes ? `${name} [${code}]: ${message}` : Error.prototype.toString.call(error)) + rest
}

/** Whether `file`, a path or a URL as stacks show it, is one of this package's own. */
export function isOwnFile(file: string): boolean {
  return file.replaceAll('\\', '/').includes(own)
}

const FRAME = /^\s+at /
/** Frames of Node, of the language, and of Vitest. */
const FOREIGN = /^\s+at (?:.*\()?node:|\(<anonymous>\)$|[/\\]node_modules[/\\](?:@?vitest|vite)[/\\]/
/** Whoever awaits the function is no part of it. */
const ASYNC = /^\s+at async /

function isOwn(line: string): boolean {
  return FRAME.test(line) && isOwnFile(line)
}
