// Where a path leads: to /tmp, to the task root behind /var/task, or to the rest of the real disk.

import { devNull } from 'node:os'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What decides where paths lead in one environment. */
export interface View {
  /** Real directory behind `/var/task` (FS-5). */
  readonly taskRoot: string
  /** Directories under the real `/tmp` that stay visible, because the project or Node.js itself lies there. */
  readonly spared: readonly string[]
  /** The host is Windows, where `path` turns `/tmp/x` into `\tmp\x` or `C:\tmp\x`. */
  readonly windows: boolean
}

export interface Place {
  /** `device`: /dev/null and the standard streams, which Lambda lets a function write. */
  readonly at: 'tmp' | 'disk' | 'device'
  /** The path there: inside the volume, or on the real disk. */
  readonly path: string
  /** The path in the caller's own words, which errors repeat. */
  readonly given: string
  /** The absolute path as the function sees it. */
  readonly seen: string
  /** The path ended in a slash, so it can only mean a directory. */
  readonly trailing: boolean
}

/** `/tmp` itself is an entry of the read-only root directory. */
export function inVolume(place: Place): boolean {
  return place.at === 'tmp' && place.path !== '/tmp'
}

const DEVICE = /^\/dev\/(?:null|zero|full|u?random|std(?:in|out|err)|tty|fd\/[012])$|^\/proc\/self\/fd\/[012]$/
/** A drive letter that `path.resolve` put before one of Lambda's own directories. */
const DRIVE = /^(?:\/\/\?\/)?[A-Za-z]:(?=\/(?:tmp|opt|var\/task|var\/runtime|dev|home)(?:\/|$))/

/** Undefined for what is no path at all: Node.js words that error best. */
export function locate(view: View, path: unknown): Place | undefined {
  const given = pathText(path, view.windows)
  if (given === undefined) return undefined
  // Nothing is ever there, not even the working directory.
  if (given === '') return { at: 'disk', path: '', given, seen: '', trailing: false }
  const seen = seenPath(given, view.windows)
  if (seen === undefined) return { at: 'disk', path: given, given, seen: given, trailing: false }
  const trailing = given.length > 1 && given.endsWith('/')
  if (isWithin(seen, '/tmp') && !view.spared.some((root) => isWithin(seen, root))) {
    return { at: 'tmp', path: seen, given, seen, trailing }
  }
  if (isWithin(seen, '/var/task')) {
    return { at: 'disk', path: join(view.taskRoot, seen.slice('/var/task'.length)), given, seen, trailing }
  }
  if (DEVICE.test(seen)) {
    return { at: 'device', path: view.windows && seen === '/dev/null' ? devNull : given, given, seen, trailing }
  }
  return { at: 'disk', path: given === seen || isAbsolute(given, view.windows) ? given : seen, given, seen, trailing }
}

/** The path as text: a string, the bytes of one, or a `file:` URL. */
export function pathText(path: unknown, windows: boolean): string | undefined {
  const text =
    typeof path === 'string' ? path : path instanceof Uint8Array ? Buffer.from(path).toString() : urlPath(path, windows)
  return text?.includes('\0') === true ? undefined : text
}

function urlPath(path: unknown, windows: boolean): string | undefined {
  if (typeof path !== 'object' || path === null || !('href' in path) || !('protocol' in path)) return undefined
  if (path.protocol !== 'file:' || typeof path.href !== 'string') return undefined
  try {
    return fileURLToPath(path.href, { windows: windows && /^\/[A-Za-z]:/.test(new URL(path.href).pathname) })
  } catch {
    return undefined
  }
}

/** The absolute POSIX path a function on Lambda would mean; undefined for a path that exists on Windows only. */
export function seenPath(given: string, windows: boolean): string | undefined {
  const path = windows ? given.replaceAll('\\', '/').replace(DRIVE, '') : given
  if (path.startsWith('/')) return needsResolving(path) ? posix.resolve(path) : path
  if (windows && /^[A-Za-z]:/.test(path)) return undefined
  const directory = process.cwd()
  return directory.startsWith('/') ? posix.resolve(directory, path) : undefined
}

function needsResolving(path: string): boolean {
  return path.includes('/.') || path.includes('//') || (path.length > 1 && path.endsWith('/'))
}

function isAbsolute(given: string, windows: boolean): boolean {
  return given.startsWith('/') || (windows && /^(?:\\|[A-Za-z]:)/.test(given))
}

export function isWithin(path: string, directory: string): boolean {
  return path.startsWith(directory) && (path.length === directory.length || path[directory.length] === '/')
}

/**
 * Directories under the real `/tmp` that reads must still reach: the project's outermost directory with a
 * `package.json` or `node_modules` (a workspace shares them), and the Node.js binary.
 */
export function sparedDirectories(
  taskRoot: string,
  binary: string,
  exists: (path: string) => boolean,
  windows: boolean,
): readonly string[] {
  const root = seenPath(taskRoot, windows)
  const node = seenPath(binary, windows)
  const spared: string[] = []
  if (root !== undefined && root !== '/tmp' && isWithin(root, '/tmp')) spared.push(outermostProject(root, exists))
  if (node !== undefined && isWithin(node, '/tmp')) spared.push(node)
  return spared
}

function outermostProject(root: string, exists: (path: string) => boolean): string {
  let outermost = root
  for (let directory = root; directory !== '/tmp'; directory = posix.dirname(directory)) {
    if (exists(`${directory}/package.json`) || exists(`${directory}/node_modules`)) outermost = directory
  }
  return outermost
}
