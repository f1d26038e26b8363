// The source map that a file of the project names itself: of CommonJS, which Node.js loads, Vite's module runner has none.

import { Buffer } from 'node:buffer'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { disk } from '../../../effects/files/disk.js'

/** As Vite's module runner takes it: a file beside which its sources are, and the map. */
export interface OwnSourceMap {
  readonly url: string
  readonly map: object
}

/** Written so that nobody takes this file for one that has such a map. */
const COMMENT = new RegExp(`^//[#@] ${'source'}MappingURL=(\\S+)\\s*$`, 'gm')
const DATA = /^data:application\/json[^,]*;base64,/

/** Packages are shown as they run, as they are in process. */
const PACKAGE = /[\\/]node_modules[\\/]/

/** Of a file as stacks name it. Null: it names no map, or one that cannot be read, and its own places are told. */
export function ownSourceMap(named: string): OwnSourceMap | null {
  try {
    const file = named.startsWith('file:') ? fileURLToPath(named) : named
    return !isAbsolute(file) || PACKAGE.test(file) ? null : read(file)
  } catch {
    return null
  }
}

function read(file: string): OwnSourceMap | null {
  const comment = [...disk.readFileSync(file, 'utf8').matchAll(COMMENT)].at(-1)?.[1]
  if (comment === undefined) return null
  const isData = DATA.test(comment)
  const place = isData ? file : resolve(dirname(file), decodeURI(comment))
  const text = isData ? Buffer.from(comment.replace(DATA, ''), 'base64').toString() : disk.readFileSync(place, 'utf8')
  const map = JSON.parse(text) as { readonly sourceRoot?: string }
  // The module runner does not know of roots.
  return { url: join(resolve(dirname(place), map.sourceRoot ?? ''), 'map'), map }
}
