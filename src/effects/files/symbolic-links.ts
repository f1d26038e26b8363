// Symbolic links in /tmp: where a path really leads, so that a link out of /tmp reads there and writes nowhere.

import { posix } from 'node:path'
import type { FilesState } from './files-state.js'
import { locate, type Place } from './location.js'
import type { TmpVolume } from './volume.js'

/** `parents`: for calls that act on a link itself, as `lstat` and `unlink` do. */
export type Follow = 'all' | 'parents'

/** As many links as Linux follows before it gives up (ELOOP, path_resolution(7)). */
const MOST_LINKS = 40

/** Where a path leads when the links of the environment's /tmp are followed. Undefined for what is no path. */
export function placeOf(files: FilesState, path: unknown, follow: Follow = 'all'): Place | undefined {
  const place = locate(files.view, path)
  if (place?.at !== 'tmp' || !files.tmp.hasLinks) return place
  const target = followLinks(files.tmp, place.seen, follow)
  const end = target === place.seen ? place : locate(files.view, target)
  return end && { ...end, given: place.given, trailing: place.trailing }
}

function followLinks(tmp: TmpVolume, path: string, follow: Follow): string {
  let steps = path.split('/').slice(1)
  let links = 0
  for (let i = 1; i < steps.length; i++) {
    if (follow === 'parents' && i === steps.length - 1) break
    const here = `/${steps.slice(0, i + 1).join('/')}`
    const stats = lstat(tmp, here)
    if (!stats?.isSymbolicLink()) continue
    if (++links > MOST_LINKS) return path
    const target = posix.resolve(posix.dirname(here), String(tmp.call('readlinkSync', here)))
    const whole = posix.join(target, ...steps.slice(i + 1))
    if (whole !== '/tmp' && !whole.startsWith('/tmp/')) return whole
    steps = whole.split('/').slice(1)
    i = 0
  }
  return `/${steps.join('/')}`
}

function lstat(tmp: TmpVolume, path: string): ReturnType<TmpVolume['lstat']> {
  try {
    return tmp.lstat(path)
  } catch {
    return undefined
  }
}
