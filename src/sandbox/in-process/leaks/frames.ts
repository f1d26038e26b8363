// The frames of a stack, told apart by whose code they are: the user's, a package's, Node's, the engine's.

import { type CallSite, inSource } from '../../../effects/clock/call-site.js'
import { isOwnFile } from '../../../runtime/stack-lines.js'

/** One frame. */
export interface Frame {
  readonly owner: 'user' | 'package' | 'node' | 'engine'
  /** Name of the function, as far as it has one. */
  readonly name: string
  /** Name of what was called: that of the property, for a package's wrapper and for a function without a name. */
  readonly called: string
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

/** By which this package calls into the function, and out of it again. */
const ENTRANCE = /^node:(?:async_hooks|internal\/async_local_storage)/

/** What is known of files by their names: a trace has the same few in hundreds of stacks. */
export type KnownFiles = Map<string, KnownFile>

interface KnownFile {
  readonly isMachinery: boolean
  readonly isOurs: boolean
  readonly isEntrance: boolean
  readonly owner: Frame['owner']
}

function knowFile(file: string): KnownFile {
  return {
    isMachinery: MACHINERY.has(file),
    isOurs: isOwnFile(file),
    isEntrance: ENTRANCE.test(file),
    owner: ownerOf(file),
  }
}

function ownerOf(file: string): Frame['owner'] {
  // WebAssembly has no source to be shown: whoever called it is told.
  if (file === '' || file === '<anonymous>' || file.startsWith('wasm://')) return 'engine'
  if (file.startsWith('node:')) return 'node'
  return /[/\\]node_modules[/\\]/.test(file) ? 'package' : 'user'
}

/** Whose code lies behind an entrance: in a thread there is nobody's but the function's. */
export type Behind = 'test' | 'function'

/** Reads the frames of a stack. Facades of this package may stand anywhere between code of the function and Node.js. */
export function framesOf(site: CallSite, files: KnownFiles = new Map(), behind: Behind = 'test'): Frames {
  const found: Frame[] = []
  let first: boolean | undefined
  let afterOurs = false
  for (const raw of site.frames) {
    const file = raw.getFileName() ?? raw.getScriptNameOrSourceURL() ?? ''
    let known = files.get(file)
    if (!known) files.set(file, (known = knowFile(file)))
    if (known.isMachinery) continue
    first ??= known.isOurs
    if (behind === 'test' && afterOurs && known.isEntrance) break
    afterOurs = known.isOurs
    if (!known.isOurs) found.push(new RawFrame(raw, file, raw.isNative() ? 'engine' : known.owner))
  }
  return { frames: found, ours: first ?? false }
}

/** Most frames are only looked at for their owners, so the rest is asked for when it is wanted. */
class RawFrame implements Frame {
  readonly site: NodeJS.CallSite
  readonly file: string
  readonly owner: Frame['owner']
  #key: string | undefined

  constructor(site: NodeJS.CallSite, file: string, owner: Frame['owner']) {
    this.site = site
    this.file = file
    this.owner = owner
  }

  get name(): string {
    return this.site.getFunctionName() ?? ''
  }

  get called(): string {
    const { name, owner, site } = this
    return (name === '' || owner === 'package' ? site.getMethodName() : null) ?? name
  }

  get awaiting(): boolean {
    return this.site.isAsync()
  }

  get key(): string {
    return (this.#key ??= `${this.file}:${this.site.getLineNumber()}:${this.site.getColumnNumber()}`)
  }
}

/** `file:line:column` in the source, relative to `root` when it is below. */
export function placeOf(frame: Frame, root: string): string {
  return below(root, sourceOf(frame))
}

/** The file that runs, relative to `root` when it is below. */
export function fileOf({ file }: Frame, root: string): string {
  return below(root, withoutScheme(file))
}

function sourceOf({ site }: Frame): string {
  return placeInLine(inSource([site]).split('\n').at(-1) ?? '')
}

function placeInLine(line: string): string {
  return withoutScheme(line.replace(/^\s*at (?:.*\()?/, '').replace(/\)$/, ''))
}

function withoutScheme(file: string): string {
  return file.replace(/^file:\/\//, '')
}

function below(root: string, place: string): string {
  return place.startsWith(`${root}/`) ? place.slice(root.length + 1) : place
}

/** The first place in the user's own source that the lines of a stack show, as `placeOf` says it. */
export function userPlaceInStack(stack: string, root: string): string | undefined {
  const places = stack
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .map(placeInLine)
  const found = places.find((place) => ownerOf(place) === 'user' && !isOwnFile(place))
  return found && below(root, found)
}

/** Where in the user's own source something was made, as `placeOf` says it; undefined: none of it led there. */
export function userPlace(site: CallSite, root: string, behind: Behind = 'test'): string | undefined {
  const found = nearest(framesOf(site, undefined, behind).frames)
  return found && placeOf(found, root)
}

/**
 * The user's frame that is nearest. One that only awaits counts as well: what it awaits is what was made. In a bundle
 * packages are in a file of the user's, and the source map tells them apart.
 */
export function nearest(frames: readonly Frame[]): Frame | undefined {
  return frames.find((frame) => frame.owner === 'user' && ownerOf(sourceOf(frame)) === 'user')
}

/** The name of the package that a frame is in; undefined for all that is in none. */
export function packageOf({ file }: Pick<Frame, 'file'>): string | undefined {
  return /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(file)?.[1]?.replace('\\', '/')
}

/** The name of the package that its source is in: a bundle is in none. */
export function sourcePackage(frame: Frame): string | undefined {
  return packageOf({ file: sourceOf(frame) })
}

/** Whether a package's object was being made there: whoever made it was given no promise to wait for. */
export function isMaking(frame: Frame | undefined): boolean {
  return frame?.owner === 'package' && frame.site.isConstructor()
}

/** The user's frame that runs and is nearest, from the one at `from` on. */
export function userFrame(frames: readonly Frame[], from = 0): Frame | undefined {
  const found = frames.findIndex((frame, index) => index >= from && frame.owner === 'user')
  const frame = frames[found]
  return frame?.awaiting === true ? undefined : frame
}
