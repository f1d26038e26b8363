// One environment's /tmp: a memfs volume that is loaded at the first touch and works outside any environment.

import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import { hostTime } from '../host-time.js'
import type { TmpFile, TmpSnapshot } from '../../record/record.js'
import { governVolume, type VolumeCore } from './volume-core.js'

/** Runs what is given outside any environment. */
export type Outside = <Result>(run: () => Result) => Result

const anywhere: Outside = AsyncLocalStorage.snapshot()
const load = createRequire(import.meta.url)

/** Descriptors of volumes count down from 2^31 - 1, for all volumes together; the host's are small numbers. */
const FIRST_VOLUME_DESCRIPTOR = 0x3fff_ffff

export function isVolumeDescriptor(fd: unknown): fd is number {
  return typeof fd === 'number' && fd > FIRST_VOLUME_DESCRIPTOR
}

type Methods = Readonly<Record<string, unknown>>

/** The parts of memfs's stats that we read. */
export interface VolumeStats {
  readonly ino: number
  readonly mode: number
  readonly size: number
  readonly mtimeMs: number
  readonly birthtimeMs: number
  isDirectory(): boolean
  isFile(): boolean
  isSymbolicLink(): boolean
}

interface Loaded {
  readonly volume: Methods
  readonly core: VolumeCore
}

export class TmpVolume {
  readonly #bytes: number
  readonly #now: () => number
  readonly #onMemory: ((bytes: number) => void) | undefined
  /** memfs reads clocks, variables and ids of its own; none of that is the function's doing. */
  readonly #outside: Outside
  #loaded: Loaded | undefined
  /** What snapshots have read, by inode; an entry goes when its file changes. */
  readonly contents: Map<number, TmpFile> = new Map()
  /** The last snapshot, and how many changes it has seen. */
  lastSnapshot: { readonly changes: number; readonly snapshot: TmpSnapshot } | undefined
  /** Whether a symbolic link was ever made here: only then paths need following. */
  hasLinks = false

  /** `onMemory` is told how much memory its files take up, whenever that changes. */
  constructor(bytes: number, now: () => number, onMemory?: (bytes: number) => void, outside: Outside = anywhere) {
    this.#outside = outside
    this.#bytes = bytes
    this.#now = now
    this.#onMemory = onMemory
  }

  get untouched(): boolean {
    return this.#loaded === undefined
  }

  /** Counts changes; undefined when they cannot be counted. */
  get changes(): number | undefined {
    return this.#loaded ? this.#loaded.core.changes() : 0
  }

  /** Bytes in use. */
  get used(): number {
    return this.#loaded ? this.#loaded.core.used() : 0
  }

  accessTime(inode: number): number | undefined {
    return this.#loaded?.core.accessTime(inode)
  }

  /** Calls a synchronous function of the volume, outside any environment. */
  call(name: string, ...args: readonly unknown[]): unknown {
    return this.#outside(() => perform((this.#loaded ??= this.#open()), name, args))
  }

  /** Runs `act`, which looks into the file or folder at `path`, also where its `mode` lets nobody in. */
  opened<Result>(path: string, { mode, isFolder }: { mode: number; isFolder: boolean }, act: () => Result): Result {
    const needed = isFolder ? 0o500 : 0o400
    if ((mode & needed) === needed) return act()
    this.call('chmodSync', path, 0o700)
    try {
      return act()
    } finally {
      this.call('chmodSync', path, mode & 0o7777)
    }
  }

  /** Calls a function of the volume in the caller's own context, for what calls back later. */
  callInContext(name: string, ...args: readonly unknown[]): unknown {
    const { volume } = (this.#loaded ??= this.#open())
    return invoke(volume, name, args)
  }

  /** The async iterator of `fs.promises.watch`. */
  watch(path: string, options: object): unknown {
    const { volume } = (this.#loaded ??= this.#open())
    return invoke(volume['promises'] as Methods, 'watch', [path, options])
  }

  /** Undefined when nothing is there. A symbolic link is not followed. */
  lstat(path: string): VolumeStats | undefined {
    return this.call('lstatSync', path, { throwIfNoEntry: false, bigint: false }) as VolumeStats | undefined
  }

  /** Undefined when nothing is there. Throws ENOTDIR when the way leads through a file. */
  stat(path: string): VolumeStats | undefined {
    return this.call('statSync', path, { throwIfNoEntry: false, bigint: false }) as VolumeStats | undefined
  }

  hasDescriptor(fd: number): boolean {
    if (!this.#loaded) return false
    try {
      this.call('fstatSync', fd)
      return true
    } catch {
      return false
    }
  }

  closeAll(): void {
    for (const fd of this.#loaded?.core.descriptors() ?? []) this.call('closeSync', fd)
  }

  #open(): Loaded {
    const volume = this.#outside(makeVolume)
    const core = governVolume(volume, {
      bytes: this.#bytes,
      now: () => new hostTime.Date(this.#now()),
      onChange: (inode) => {
        this.contents.delete(inode)
      },
      onMemory: this.#onMemory,
    })
    const loaded = { volume, core }
    this.#outside(() => perform(loaded, 'mkdirSync', ['/tmp']))
    return loaded
  }
}

function makeVolume(): Methods {
  const memfs = load('memfs') as { readonly Volume: { fromJSON(json: object, cwd: string, options: object): object } }
  const { getuid, getgid } = process
  const linux = { cwd: () => '/', platform: 'linux', env: {}, emitWarning: () => undefined, getuid, getgid }
  return memfs.Volume.fromJSON({}, '/', { process: linux }) as Methods
}

function perform({ volume, core }: Loaded, name: string, args: readonly unknown[]): unknown {
  try {
    return invoke(volume, name, args)
  } finally {
    core.stamp()
  }
}

function invoke(volume: Methods, name: string, args: readonly unknown[]): unknown {
  const method = volume[name]
  if (typeof method !== 'function') throw new TypeError(`fs.${name} is not available for /tmp`)
  return Reflect.apply(method, volume, args)
}
