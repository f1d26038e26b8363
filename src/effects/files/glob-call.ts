// glob: each pattern is looked up where it leads, in /tmp or on the real disk.

import { AsyncResource } from 'node:async_hooks'
import fs from 'node:fs'
import { posix } from 'node:path'
import type { FilesState } from './files-state.js'
import { locate, type Place } from './location.js'
import { here, type Planner } from './plan.js'
import { toDirents } from './stats.js'

interface GlobOptions {
  readonly cwd?: unknown
  readonly exclude?: unknown
  readonly withFileTypes?: boolean
}

/** The host's own, as it was before anything was replaced. */
const diskGlob: unknown = Reflect.get(fs, 'globSync')

export const glob: Planner = (files, args) => {
  const patterns = (Array.isArray(args[0]) ? args[0] : [args[0]]) as unknown[]
  const options = (args[1] ?? {}) as GlobOptions
  const cwd = locate(files.view, options.cwd ?? process.cwd())
  if (!cwd || !patterns.every((pattern) => typeof pattern === 'string')) return undefined
  return here(() => patterns.flatMap((pattern) => globOne(files, pattern, cwd, options)))
}

function globOne(files: FilesState, pattern: string, cwd: Place, options: GlobOptions): unknown[] {
  const fixed = fixedPart(pattern)
  const base = locate(files.view, posix.resolve(cwd.seen, fixed))
  if (!base) return []
  // Patterns to exclude are relative to the directory, so that stays whenever the pattern stays below it.
  const below = !pattern.startsWith('/') && !pattern.startsWith('..') && base.at === cwd.at
  const from = below ? cwd : base
  const moved = below ? pattern : base.path + pattern.slice(fixed.length)
  const found = find(files, from, moved, { ...options, cwd: from.path })
  const given = below || pattern.startsWith('/') ? from.seen : fixed
  return found.map((entry) => asGiven(entry, from, given))
}

function find(files: FilesState, from: Place, pattern: string, options: GlobOptions): unknown[] {
  if (from.at !== 'tmp') return typeof diskGlob === 'function' ? (diskGlob(pattern, options) as unknown[]) : []
  const { exclude } = options
  const bound = typeof exclude === 'function' ? AsyncResource.bind(exclude as () => unknown) : exclude
  return toDirents(files.tmp.call('globSync', pattern, { ...options, exclude: bound }), '', '') as unknown[]
}

/** The directories of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const fixed = pattern.slice(0, pattern.search(/[*?[\]{}()!+@]|$/))
  if (fixed === pattern) return pattern
  const slash = fixed.lastIndexOf('/')
  return slash > 0 ? fixed.slice(0, slash) : fixed.slice(0, slash + 1)
}

/** Matches begin as the pattern does, or with `/var/task`, and not where the project really is. */
function asGiven(entry: unknown, from: Place, given: string): unknown {
  if (typeof entry === 'string') return entry.startsWith(from.path) ? given + entry.slice(from.path.length) : entry
  if (typeof entry !== 'object' || entry === null || !('parentPath' in entry)) return entry
  const { parentPath } = entry
  if (typeof parentPath === 'string' && parentPath.startsWith(from.path)) {
    entry.parentPath = from.seen + parentPath.slice(from.path.length)
  }
  return entry
}
