// Where in the user's own source something was made, read from a stack.

import { stackLines } from '../../runtime/stack-lines.js'

/** Frames that are not the user's: Node itself and packages. */
const FOREIGN = /\bnode:|[/\\]node_modules[/\\]/

/** `file:line:column` of the first frame in the user's source, relative to `root` when it is below; undefined: none. */
export function userFrame(at: Error, root: string): string | undefined {
  const frames = stackLines(at.stack ?? '').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  const place = frames
    .find((line) => !FOREIGN.test(line))
    ?.replace(/^\s*at (?:.*\()?/, '')
    .replace(/\)$/, '')
    .replace(/^file:\/\//, '')
  return place?.startsWith(`${root}/`) ? place.slice(root.length + 1) : place
}
