// The corpus: its handlers, what their first line says, and the leaks that their marker comments name.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LeakKind } from '../../../src/record/leak.js'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = resolve(HERE, '../../..')
const MARKER = /\/\/ leak: ([a-z-]+)(?: or ([a-z-]+))?$/
const CALL_MARKER = /\/\/ via: ([a-z-]+)$/
const RELATIVE_IMPORT = /(?:from |import\()'(\.[^']+)'/g

/** A leak that a handler is known to have. */
export interface Marker {
  readonly kind: LeakKind
  /** A kind that is as right: it depends on how far the work has come by then. */
  readonly or?: LeakKind
  /** `file:line`, the file from the project's root. */
  readonly line: string
}

/** One handler. */
export interface Specimen {
  /** Its file, without folder and extension. */
  readonly name: string
  /** What it does, or why it has no leak: its first line. */
  readonly sentence: string
  readonly handlerString: string
  /** Sorted by line; empty for a legitimate handler. */
  readonly markers: readonly Marker[]
  /** Where a call stands that nobody awaits, and that led to the leak of that kind on another line. */
  readonly calls: readonly Marker[]
}

/** All handlers of one half of the corpus. Throws where a file contradicts the half it is in. */
export function specimens(half: 'leaky' | 'legitimate'): readonly Specimen[] {
  const names = readdirSync(join(HERE, half)).filter((name) => /\.[cm]?[jt]s$/.test(name))
  return names.map((file) => {
    const specimen = read(join(HERE, half, file))
    const isLeaky = specimen.markers.length > 0
    if (isLeaky !== (half === 'leaky')) throw new Error(`${half}/${file} has ${isLeaky ? 'a' : 'no'} leak marker`)
    return specimen
  })
}

function read(file: string): Specimen {
  const name = basename(file, extname(file))
  const [first = ''] = readFileSync(file, 'utf8').split('\n', 1)
  const sentence = first.replace(/^\/\/ /, '').replace(/\.$/, '')
  const files = withImports(file)
  const [markers, calls] = [MARKER, CALL_MARKER].map((mark) => bySpot(files.flatMap((each) => markersOf(each, mark))))
  const handlerString = `${fromRoot(dirname(file))}/${name}.handler`
  return { name, sentence, handlerString, markers: markers ?? [], calls: calls ?? [] }
}

function markersOf(file: string, mark: RegExp): Marker[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      const [, kind, or] = (mark.exec(line) ?? []) as (LeakKind | undefined)[]
      if (kind === undefined) return []
      // One on a line of its own is about the line before it.
      const number = /^\s*\/\//.test(line) ? index : index + 1
      return [{ kind, ...(or === undefined ? {} : { or }), line: `${fromRoot(file)}:${number}` }]
    })
}

/** The file and what it imports from beside it: a marker can stand in a helper's file. */
function withImports(file: string, seen: Set<string> = new Set()): readonly string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT)
  for (const [, specifier = ''] of imports) {
    const target = resolve(dirname(file), specifier)
    const source = [target.replace(/\.js$/, '.ts'), target].find((path) => existsSync(path))
    if (source !== undefined) withImports(source, seen)
  }
  return [...seen]
}

function fromRoot(path: string): string {
  return relative(ROOT, path).replaceAll('\\', '/')
}

/** The same order and no doubles, whoever made the list. */
export function bySpot(markers: readonly Marker[]): readonly Marker[] {
  const unique = new Map(markers.map((marker) => [`${marker.line} ${marker.kind}`, marker]))
  return [...unique.keys()].toSorted().flatMap((key) => unique.get(key) ?? [])
}

/** What was found, with the kind that its marker names first where the marker allows another one too. */
export function asMarked(found: readonly Marker[], markers: readonly Marker[]): readonly Marker[] {
  const named = found.map((leak) => {
    const marker = markers.find(({ line, or }) => line === leak.line && or === leak.kind)
    return marker ? { kind: marker.kind, line: marker.line } : leak
  })
  return bySpot(named)
}

/** As a failing test shows it. */
export function inWords({ kind, line }: Marker): string {
  return `${kind} at ${line}`
}
