// What one file system call comes to: something done here, or a call of the real file system with other arguments.

import type { FilesState } from './files-state.js'
import type { Place } from './location.js'
import { asCall } from './system-error.js'

/** `run` is synchronous and complete; asynchronous calls run it a turn later. It throws what the call reports. */
export interface Here {
  readonly on: 'here'
  readonly run: () => unknown
  /** Further results of the callback form: `fs.read` and `fs.write` also give their buffer. */
  readonly also?: unknown
}

/** The real file system is only ever read from. Its errors name `inner` where the caller said `given`. */
export interface OnDisk {
  readonly on: 'disk'
  readonly args: readonly unknown[]
  readonly inner: string
  readonly given: string
  readonly result?: (value: unknown) => unknown
}

export type Plan = Here | OnDisk

/**
 * Undefined: the real file system with the caller's own arguments. For calls that change something that must happen
 * only where Node.js refuses the arguments. What a planner throws reaches the caller at once.
 */
export type Planner = (files: FilesState, args: readonly unknown[]) => Plan | undefined

export function here(run: () => unknown): Here {
  return { on: 'here', run }
}

export function refused(error: () => unknown): Here {
  return here(() => {
    throw error()
  })
}

/** A call of the volume, with the place as its first argument. Its errors name `syscall`, as Node.js does. */
export function onTmp(files: FilesState, place: Place, name: string, syscall: string, rest: readonly unknown[]): Here {
  return here(() => callTmp(files, place, name, syscall, rest))
}

/** Calls the volume now, and lets its errors name the call and the path as it was given. */
export function callTmp(
  files: FilesState,
  place: Place,
  name: string,
  syscall: string,
  rest: readonly unknown[] = [],
): unknown {
  try {
    return files.tmp.call(name, place.path, ...rest)
  } catch (error) {
    throw asCall(error, syscall, place.given)
  }
}

/** A reading call of the real file system; none of our business when the place is where the caller said. */
export function onDisk(
  place: Place,
  args: readonly unknown[],
  result?: (value: unknown) => unknown,
): OnDisk | undefined {
  if (place.path === place.given && !result) return undefined
  const moved = [place.path === place.given ? args[0] : place.path, ...args.slice(1)]
  return { on: 'disk', args: moved, inner: place.path, given: place.given, ...(result && { result }) }
}
