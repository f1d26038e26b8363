// Which leaks a pattern is about: in an assertion, and in the list of those that a project allows.

import type { Leak, LeakKind } from './leak.js'

/** Parts of a leak; a part that is not given may be anything. `Text` is what else a text can be compared with. */
export interface LeakPattern<Text = RegExp> {
  readonly kind?: LeakKind
  /** The whole text, or a RegExp for a part of it. */
  readonly what?: string | Text
  /**
   * Where in the source: `'track.ts'`, `'src/track.ts:14'`, `'src/track.ts:14:3'`, as much of the path as is wanted, from
   * its end; or a RegExp for `file:line:column`.
   */
  readonly at?: string | Text
  /** The call without `await` that led there, written as `at` is. */
  readonly via?: string | Text
  /** Index, within its environment, of the invocation that left it. */
  readonly invocation?: number
}

/** Whether the leak has all parts of the pattern. `isText` compares what is no plain place. */
export function matchesLeak<Text>(
  leak: Leak,
  { kind, what, at, via, invocation }: LeakPattern<Text>,
  isText: (text: string, expected: string | Text) => boolean,
): boolean {
  if (kind !== undefined && leak.kind !== kind) return false
  if (invocation !== undefined && leak.invocation !== invocation) return false
  if (what !== undefined && !isText(leak.what, what)) return false
  const isThere = (place: string | undefined, expected: string | Text | undefined): boolean => {
    if (expected === undefined || place === undefined) return expected === undefined
    return typeof expected === 'string' ? isPlace(place, expected) : isText(place, expected)
  }
  return isThere(leak.at, at) && isThere(leak.via, via)
}

/** Whether a text is, or matches, what is expected. */
export function isTextOrMatch(text: string, expected: string | RegExp): boolean {
  // `search` ignores and restores `lastIndex`, so a pattern with the g flag gives the same answer each time.
  return typeof expected === 'string' ? text === expected : text.search(expected) !== -1
}

/** Whether `file:line:column` is there: at whole names of the path, and at whole numbers. */
function isPlace(place: string, expected: string): boolean {
  const [actual, wanted] = [parts(place), parts(expected)]
  if (actual.file !== wanted.file && !actual.file.endsWith(`/${wanted.file}`)) return false
  return wanted.position.every((number, index) => number === actual.position[index])
}

function parts(place: string): { readonly file: string; readonly position: readonly string[] } {
  const [, file = '', line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/s.exec(place) ?? []
  const position = [line, column].filter((number) => number !== undefined)
  return { file: file.replaceAll('\\', '/').replace(/^\.\//, ''), position }
}
