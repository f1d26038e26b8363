// The frames of a stack, told apart by whose code they are: the user's, a package's, Node's, the engine's.

import { type CallSite, inSource } from '../../../effects/clock/call-site.js'
import { isOwnFile } from '../../../runtime/stack-lines.js'

/** One frame. */
export interface Frame {
  readonly owner: 'user' | 'package' | 'node' | 'engine'
  /** Name of the function, as far as it has one. */
  readonly name: string
  /** File, URL or name of a Node.js module; empty for the engine's own functions. */
  readonly file: string
  /** It is not running: it awaits what the frames before it do. */
  readonly awaiting: boolean
  /** The same place has the same key. */
  readonly key: string
  readonly site: NodeJS.CallSite
}

/** The frames of one stack, innermost first, without those of this package. */
export interface Frames {
  readonly frames: readonly Frame[]
  /** Code of this package is the innermost: an effect, on behalf of the function. */
  readonly ours: boolean
}

/** Node.js's own frames around hooks and in its event loop: sometimes there, sometimes not, and nobody's doing. */
const MACHINERY: ReadonlySet<string> = new Set([
  'node:diagnostics_channel',
  'node:internal/async_hooks',
  'node:internal/process/task_queues',
  'node:internal/promise_hooks',
  'node:internal/timers',
])

/** By which this package calls into the function: whatever lies behind it is the test's. */
const ENTRANCE = /^node:(?:async_hooks|internal\/async_local_storage)/

/** Reads the frames of a stack. Facades of this package may stand anywhere between code of the function and Node.js. */
export function framesOf(site: CallSite): Frames {
  const found: Frame[] = []
  let first: boolean | undefined
  let afterOurs = false
  for (const raw of site.frames) {
    const file = raw.getFileName() ?? raw.getScriptNameOrSourceURL() ?? ''
    if (MACHINERY.has(file)) continue
    const isOurs = isOwnFile(file)
    first ??= isOurs
    if (afterOurs && ENTRANCE.test(file)) break
    afterOurs = isOurs
    if (!isOurs) found.push(frameOf(raw, file))
  }
  return { frames: found, ours: first ?? false }
}

function frameOf(site: NodeJS.CallSite, file: string): Frame {
  return {
    owner: ownerOf(site, file),
    name: site.getFunctionName() ?? '',
    file,
    awaiting: site.isAsync(),
    key: `${file}:${site.getLineNumber()}:${site.getColumnNumber()}`,
    site,
  }
}

function ownerOf(site: NodeJS.CallSite, file: string): Frame['owner'] {
  if (file === '' || file === '<anonymous>' || site.isNative()) return 'engine'
  if (file.startsWith('node:')) return 'node'
  return /[/\\]node_modules[/\\]/.test(file) ? 'package' : 'user'
}

/** `file:line:column` in the source, relative to `root` when it is below. */
export function placeOf({ site }: Frame, root: string): string {
  const text = inSource([site]).split('\n').at(-1) ?? ''
  const place = text
    .replace(/^\s*at (?:.*\()?/, '')
    .replace(/\)$/, '')
    .replace(/^file:\/\//, '')
  return place.startsWith(`${root}/`) ? place.slice(root.length + 1) : place
}

/** The name of the package that a frame is in; undefined for all that is in none. */
export function packageOf({ file }: Frame): string | undefined {
  return /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(file)?.[1]?.replace('\\', '/')
}

/** The user's frame that runs and is nearest, from the one at `from` on. */
export function userFrame(frames: readonly Frame[], from = 0): Frame | undefined {
  const found = frames.findIndex((frame, index) => index >= from && frame.owner === 'user')
  const frame = frames[found]
  return frame?.awaiting === true ? undefined : frame
}
