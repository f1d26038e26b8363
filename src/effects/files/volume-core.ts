// The only file that reads private fields of memfs: for the size limit, the clock and the change count of a volume.
//
// Each field is checked first. Where memfs has changed shape, the fallback is: no size limit, the host's clock, and a
// snapshot that is made anew each time.

import { countMemory, type FileContent } from './file-memory.js'
import { systemError } from './system-error.js'

/** What one volume lets us know and decide. */
export interface VolumeCore {
  /** Bytes in use, exactly. */
  used(): number
  /** Changes so far; undefined when memfs does not tell. */
  changes(): number | undefined
  /** When a file was last read, as far as that is kept: reading moves nothing, as on a disk mounted with noatime. */
  accessTime(inode: number): number | undefined
  /** Every open descriptor. */
  descriptors(): readonly number[]
  /** Gives what the last call touched the environment's time. */
  stamp(): void
}

export interface VolumeRules {
  /** Most bytes all files may have together (FS-1). */
  readonly bytes: number
  readonly now: () => Date
  /** Told the number of each inode that changed. */
  readonly onChange: (inode: number) => void
  /** Told how much memory large files take up, whenever that changes; undefined: nobody counts. */
  readonly onMemory?: ((bytes: number) => void) | undefined
}

interface Inode extends FileContent {
  readonly ino: number
  readonly nlink: number
  atime: Date
  btime: Date
  ctime: Date
  mtime: Date
}
interface Link {
  readonly parent?: Link
  readonly children: Map<string, Link>
  getNode(): Inode
}
interface OpenFile {
  readonly node: Inode
  readonly flags: number
  position: number
}
interface Change {
  readonly type: number
  readonly node: Inode
  readonly link: Link
}
interface Core {
  readonly root: Link
  readonly fds: Record<string, OpenFile>
  readonly changes: { listen(listener: (change: Change) => void): unknown }
  maxFiles: number
  createNode(mode: number): Inode
  getFileByFd(fd: number): OpenFile | undefined
  open(path: string, flags: number, mode?: number, follow?: boolean): number
  utimes(...args: readonly unknown[]): void
  futimes(...args: readonly unknown[]): void
  read(fd: number, bytes: Uint8Array, offset: number, length: number, position: number | null): number
  write(fd: number, bytes: Uint8Array, offset: number, length: number, position: number | null): number
  ftruncate(fd: number, length: number): void
  close(fd: number): void
}

/** Kinds of change, by memfs's numbers. */
const CREATED = 0
const DELETED = 1
const MODIFIED = 2
const ATTRIBUTES = 3
const O_ACCMODE = 3
const O_RDONLY = 0
const O_WRONLY = 1
const O_TRUNC = 512
const O_APPEND = 1024

/** Lambda's processes run with the usual mask: new files are 0644, new directories 0755. */
const UMASK = 0o022
/** FS-6: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const DESCRIPTORS = 1024

/** Applies the rules to a new volume. */
export function governVolume(volume: object, rules: VolumeRules): VolumeCore {
  const core: unknown = '_core' in volume ? volume._core : undefined
  if (!isCore(core)) return UNGOVERNED
  core.maxFiles = DESCRIPTORS
  maskModes(core)
  limitSize(core, rules.bytes)
  checkModes(core)
  const recount = rules.onMemory && countMemory(core, () => inodes(core), rules.onMemory)
  const times = new Times(core, rules)
  return {
    used: () => usedBytes(core),
    changes: () => times.changes,
    accessTime: (inode) => times.accessTime(inode),
    descriptors: () => Object.keys(core.fds).map(Number),
    stamp: () => {
      times.stamp()
      recount?.()
    },
  }
}

const UNGOVERNED: VolumeCore = {
  used: () => 0,
  changes: () => undefined,
  accessTime: () => undefined,
  descriptors: () => [],
  stamp: () => undefined,
}

function isCore(core: unknown): core is Core {
  const methods = ['createNode', 'getFileByFd', 'open', 'read', 'write', 'ftruncate', 'close', 'utimes', 'futimes']
  return (
    typeof core === 'object' &&
    core !== null &&
    methods.every((name) => typeof (core as Record<string, unknown>)[name] === 'function') &&
    ['root', 'fds', 'changes', 'maxFiles'].every((name) => name in core)
  )
}

function maskModes(core: Core): void {
  const createNode = core.createNode
  core.createNode = (mode) => createNode.call(core, mode & ~UMASK)
}

/** memfs lets a file be written that was opened for reading, and the other way round. */
function checkModes(core: Core): void {
  const { read, write, ftruncate } = core
  const mode = (fd: number): number | undefined => {
    const file = core.getFileByFd(fd)
    return file && file.flags & O_ACCMODE
  }
  core.read = (fd, bytes, offset, length, position) => {
    if (length > 0 && mode(fd) === O_WRONLY) throw systemError('EBADF', 'read')
    return read.call(core, fd, bytes, offset, length, position)
  }
  core.write = (fd, bytes, offset, length, position) => {
    if (mode(fd) === O_RDONLY) throw systemError('EBADF', 'write')
    const file = core.getFileByFd(fd)
    const before = file?.position ?? 0
    const written = write.call(core, fd, bytes, offset, length, position)
    // pwrite(2) does not move the offset, also where O_APPEND makes it write at the end.
    if (file && typeof position === 'number' && position !== -1) file.position = before
    return written
  }
  core.ftruncate = (fd, length) => {
    if (mode(fd) === O_RDONLY) throw systemError('EINVAL', 'ftruncate')
    ftruncate.call(core, fd, length)
  }
}

/**
 * Lets a volume grow to `bytes` and no further. As on Linux, a write that does not fit writes what does, and the next
 * one fails with ENOSPC (FS-3). Only growth is counted; when that reaches the limit, what is really there is measured.
 */
function limitSize(core: Core, bytes: number): void {
  const { write, ftruncate } = core
  let atMost = 0
  const room = (growth: number): number => {
    if (atMost + growth > bytes) atMost = usedBytes(core)
    return bytes - atMost
  }
  core.write = (fd, source, offset, length, position) => {
    const file = core.getFileByFd(fd)
    const growth = file ? start(file, position) + length - file.node.size : 0
    if (length <= 0 || growth <= 0) return write.call(core, fd, source, offset, length, position)
    const fits = Math.min(length, length - growth + room(growth))
    if (fits <= 0) throw systemError('ENOSPC', 'write')
    atMost += growth - (length - fits)
    return write.call(core, fd, source, offset, fits, position)
  }
  core.ftruncate = (fd, length) => {
    const growth = length - (core.getFileByFd(fd)?.node.size ?? length)
    if (growth > 0) {
      if (growth > room(growth)) throw systemError('ENOSPC', 'write')
      atMost += growth
    }
    ftruncate.call(core, fd, length)
  }
}

function start(file: OpenFile, position: number | null): number {
  if (file.flags & O_APPEND) return file.node.size
  return typeof position === 'number' && position !== -1 ? position : file.position
}

/** Files with several names are here once, and files that are open but have no name any more, too. */
function inodes(core: Core): ReadonlySet<Inode> {
  const nodes = new Set<Inode>()
  const visit = (link: Link): void => {
    nodes.add(link.getNode())
    for (const [name, child] of link.children) if (name !== '.' && name !== '..') visit(child)
  }
  visit(core.root)
  for (const file of Object.values(core.fds)) nodes.add(file.node)
  return nodes
}

function usedBytes(core: Core): number {
  let bytes = 0
  for (const node of inodes(core)) bytes += node.size
  return bytes
}

/**
 * memfs dates everything by the host's clock, and moves more than Linux does. What a call touched is dated again when
 * the call is over.
 */
class Times {
  changes = 0
  readonly #rules: VolumeRules
  readonly #known = new Map<number, { atime: Date; mtime: Date }>()
  #touched: Change[] = []
  #setting = false

  constructor(core: Core, rules: VolumeRules) {
    this.#rules = rules
    core.changes.listen((change) => {
      this.changes++
      rules.onChange(change.node.ino)
      this.#touched.push(change)
      if (this.#setting) this.#known.set(change.node.ino, { atime: change.node.atime, mtime: change.node.mtime })
    })
    const { open, utimes, futimes } = core
    core.open = (path, flags, mode, follow) => {
      const fd = open.call(core, path, flags, mode, follow)
      const node = flags & O_TRUNC ? core.getFileByFd(fd)?.node : undefined
      if (node) this.#touched.push({ type: MODIFIED, node, link: core.root })
      return fd
    }
    core.utimes = (...args) => {
      this.#set(() => {
        utimes.call(core, ...args)
      })
    }
    core.futimes = (...args) => {
      this.#set(() => {
        futimes.call(core, ...args)
      })
    }
  }

  accessTime(inode: number): number | undefined {
    return this.#known.get(inode)?.atime.getTime()
  }

  stamp(): void {
    if (this.#touched.length === 0) return
    const touched = this.#touched
    this.#touched = []
    const now = this.#rules.now()
    for (const change of touched) this.#date(change, now)
  }

  #set(run: () => void): void {
    this.#setting = true
    try {
      run()
    } finally {
      this.#setting = false
    }
  }

  #date({ type, node, link }: Change, now: Date): void {
    if (type === CREATED) {
      node.btime = now
      this.#known.set(node.ino, { atime: now, mtime: now })
    }
    if (type === MODIFIED) this.#modify(node, now)
    const known = this.#known.get(node.ino)
    if (known) node.mtime = known.mtime
    node.ctime = now
    const parent = type === MODIFIED || type === ATTRIBUTES ? undefined : link.parent?.getNode()
    if (parent) this.#modify(parent, now)
    if (type === DELETED && node.nlink <= 0) this.#known.delete(node.ino)
  }

  #modify(node: Inode, now: Date): void {
    const known = this.#known.get(node.ino)
    if (known) known.mtime = now
    node.mtime = now
    node.ctime = now
  }
}
