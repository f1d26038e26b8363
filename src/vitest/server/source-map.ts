// Puts the source map of a module behind its code, where Vite's module runner looks for it when a stack is read.

import { Buffer } from 'node:buffer'

/** Written so that nobody takes this file for one that has such a map. */
const URL_COMMENT = `//# ${'source'}MappingURL=`

/** Of the file itself, which a compiler wrote: Vite has gone by it. */
const OTHER_MAPS = new RegExp(`^${URL_COMMENT}data:application/json[^,]+base64,[A-Za-z0-9+/=]+$`, 'gm')

/** By this the module runner and Vite know a map of theirs. */
const MARK = '//# sourceMappingSource=vite-generated'

/** What Vite puts there, with or without its map. */
const VITES = new RegExp(`(?:^//# sourceURL=.*\\n)?^${MARK}$(?:\\n${URL_COMMENT}.*$)?`, 'gm')

/**
 * `code` with its map. Vite would do the same, but in the result that it shares with the modules of the test: when Vitest
 * then takes its own map out of that, it takes this one too, and leaves Vite's mark, which says that it is there. And so
 * Vitest keeps it on the disk. Vite's `sourceURL` is left out: where there is one, V8 counts the columns of the first line
 * from the beginning of the script, with what the evaluator has put before the code.
 */
export function withSourceMap(code: string, map: unknown): string {
  if (typeof map !== 'object' || map === null || !('version' in map)) return code
  const data = Buffer.from(JSON.stringify(map)).toString('base64')
  const bare = code.replace(VITES, '').replace(OTHER_MAPS, '').trimEnd()
  return `${bare}\n${MARK}\n${URL_COMMENT}data:application/json;base64,${data}\n`
}
