// Where in the user's own source something was made, read from a stack.

/** Frames that are not the user's: Node itself, packages, and this package. */
const foreign = /\bnode:|[/\\]node_modules[/\\]|vitest-lambda[/\\](?:src|dist)[/\\]/

/** `file:line:column` of the first frame in the user's source; undefined when there is none. */
export function userFrame(at: Error): string | undefined {
  const frames = at.stack?.split('\n').slice(1) ?? []
  const frame = frames.find((line) => /:\d+:\d+\)?$/.test(line) && !foreign.test(line))
  return frame?.replace(/^\s*at (?:.*\()?/, '').replace(/\)$/, '').replace(/^file:\/\//, '')
}
