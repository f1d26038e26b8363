// Who awaits an invocation, read when it has failed: the stack then leads to the line of the test that invoked it.

/** Frames that are nobody's line: Node itself and packages, Vitest among them. */
const FOREIGN = /\bnode:|[/\\]node_modules[/\\]/

/**
 * Frames of the functions that await `resumed`, an async function that goes on just now; the innermost is first. V8 follows
 * the promises from there, which costs nothing while all goes well. Empty when nothing awaits it yet.
 * Source: https://v8.dev/docs/stack-trace-api#async-stack-traces
 */
export function awaitingFrames(resumed: Function): readonly string[] {
  const at: { stack?: string } = {}
  Error.captureStackTrace(at, resumed)
  return (at.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line) && !FOREIGN.test(line))
}
