// The memory that the files of a volume take up: told whenever it changes, and given back as soon as no file needs it.

import type { Buffer } from 'node:buffer'

/** A file as memfs keeps it: in a buffer with room to grow. */
export interface FileContent {
  readonly size: number
  readonly buf?: Buffer<ArrayBuffer>
}

/** Smaller ones may be parts of a buffer that Node.js shares out, and are not worth the trouble. */
const LARGE = 64 * 1024

/** The part of memfs that is listened to, of which `volume-core.ts` has checked the shape. */
interface Core {
  readonly changes: {
    listen(listener: (change: { readonly type: number; readonly node: FileContent }) => void): unknown
  }
  getFileByFd(fd: number): { readonly node: FileContent; readonly position: number } | undefined
  write(fd: number, bytes: Uint8Array, offset: number, length: number, position: number | null): number
  close(fd: number): void
}

/** Kinds of change, by memfs's numbers. */
const DELETED = 1
const MOVED = 4

/** Tells `told` how many bytes they are. What it gives is to be called when a call of the volume is over. */
export function countMemory(
  core: Core,
  files: () => ReadonlySet<FileContent>,
  told: (bytes: number) => void,
): () => void {
  const memory = new FileMemory(told)
  let isStale = false
  let anyRemoved = false
  core.changes.listen(({ type, node }) => {
    // memfs tells of what goes before it goes, and nothing of what is replaced.
    if (type === DELETED || type === MOVED) isStale = anyRemoved = true
    else memory.changed(node)
  })
  const { write, close } = core
  core.write = (fd, bytes, offset, length, position) => {
    const file = core.getFileByFd(fd)
    if (file) memory.grows(file.node, Math.max(file.node.size, position ?? file.position) + length)
    return write.call(core, fd, bytes, offset, length, position)
  }
  core.close = (fd) => {
    // A file that has no name any more goes when nobody has it open.
    isStale ||= anyRemoved && memory.holds(core.getFileByFd(fd)?.node)
    close.call(core, fd)
  }
  return () => {
    if (isStale) memory.left(files())
    isStale = false
  }
}

class FileMemory {
  readonly #told: (bytes: number) => void
  /** The large ones. */
  readonly #buffers = new Map<FileContent, Buffer<ArrayBuffer>>()
  #bytes = 0

  constructor(told: (bytes: number) => void) {
    this.#told = told
  }

  /** Whether it is a large one. */
  holds(file: FileContent | undefined): boolean {
    return file !== undefined && this.#buffers.has(file)
  }

  /** It is about to: whoever looks meanwhile must not take what it moves to for something else. */
  grows(file: FileContent, size: number): void {
    // memfs doubles the buffer, and has both while it copies.
    if (file.buf && size > file.buf.byteLength) this.#told(this.#bytes + 2 * size)
  }

  /** A file is new, or not what it was. */
  changed(file: FileContent): void {
    this.#hold(file, file.buf)
    this.#told(this.#bytes)
  }

  /** These are all that are left. */
  left(files: ReadonlySet<FileContent>): void {
    for (const file of this.#buffers.keys()) if (!files.has(file)) this.#hold(file, undefined)
    this.#told(this.#bytes)
  }

  #hold(file: FileContent, buffer: Buffer<ArrayBuffer> | undefined): void {
    const before = this.#buffers.get(file)
    if (before === buffer) return
    if (before) {
      this.#buffers.delete(file)
      this.#bytes -= before.byteLength
      // Garbage is collected late, where nothing presses, and until then it would seem to be the function's.
      if (before.byteLength === before.buffer.byteLength) before.buffer.transfer(0)
    }
    if (!buffer || buffer.byteLength < LARGE) return
    this.#buffers.set(file, buffer)
    this.#bytes += buffer.byteLength
  }
}
