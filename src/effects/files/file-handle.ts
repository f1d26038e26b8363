// FileHandle of a file in /tmp: what `fs.promises.open` gives.

import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import type { Interface } from 'node:readline'
import { callbackify } from 'node:util'
import { contentOptions, toBytes } from './content-calls.js'
import { readInto, readRequest } from './descriptor-calls.js'
import type { FilesState } from './files-state.js'
import { toStats } from './stats.js'
import { writeChunks } from './write-chunks.js'

/** Node's own class cannot be used: it belongs to a descriptor of the host. */
export class TmpFileHandle extends EventEmitter {
  readonly #files: FilesState
  #fd: number

  constructor(files: FilesState, fd: number) {
    super()
    this.#files = files
    this.#fd = fd
  }

  /** -1 after `close()`. */
  get fd(): number {
    return this.#fd
  }

  getAsyncId(): number {
    return this.#fd
  }

  async read(...args: readonly unknown[]): Promise<{ bytesRead: unknown; buffer: ArrayBufferView }> {
    const request = readRequest(args)
    const bytesRead = await this.#later('read', (fd) => readInto(this.#files, fd, request))
    return { bytesRead, buffer: request.buffer }
  }

  async readv(buffers: unknown, position?: unknown): Promise<{ bytesRead: unknown; buffers: unknown }> {
    return { bytesRead: await this.#call('readvSync', buffers, position), buffers }
  }

  async write(data: unknown, ...rest: readonly unknown[]): Promise<{ bytesWritten: unknown; buffer: unknown }> {
    return { bytesWritten: await this.#call('writeSync', data, ...rest), buffer: data }
  }

  async writev(buffers: unknown, position?: unknown): Promise<{ bytesWritten: unknown; buffers: unknown }> {
    return { bytesWritten: await this.#call('writevSync', buffers, position), buffers }
  }

  readFile(options?: unknown): Promise<unknown> {
    return this.#call('readFileSync', { encoding: contentOptions(options).encoding })
  }

  async writeFile(data: unknown, options?: unknown): Promise<void> {
    const { encoding } = contentOptions(options)
    const bytes = toBytes(data, encoding)
    if (bytes) await this.#call('writeFileSync', bytes)
    else await writeChunks(this.#files, await this.#later('write', (fd) => fd), data, encoding)
  }

  appendFile(data: unknown, options?: unknown): Promise<void> {
    return this.writeFile(data, options)
  }

  stat(options?: unknown): Promise<unknown> {
    return this.#later('fstat', (fd) => toStats(this.#files, this.#files.tmp.call('fstatSync', fd, options)))
  }

  truncate(length?: number): Promise<unknown> {
    return this.#call('ftruncateSync', length ?? 0)
  }

  chmod(mode: unknown): Promise<unknown> {
    return this.#call('fchmodSync', mode)
  }

  chown(uid: unknown, gid: unknown): Promise<unknown> {
    return this.#call('fchownSync', uid, gid)
  }

  utimes(atime: unknown, mtime: unknown): Promise<unknown> {
    return this.#call('futimesSync', atime, mtime)
  }

  sync(): Promise<unknown> {
    return this.#call('fsyncSync')
  }

  datasync(): Promise<unknown> {
    return this.#call('fdatasyncSync')
  }

  async close(): Promise<void> {
    if (this.#fd === -1) return
    const fd = this.#fd
    this.#fd = -1
    await this.#files.work.perform(() => this.#files.tmp.call('closeSync', fd))
    this.emit('close')
  }

  createReadStream(options?: object): fs.ReadStream {
    return fs.createReadStream('', { ...options, fd: this.#fd, fs: this.#streamCalls() } as object)
  }

  createWriteStream(options?: object): fs.WriteStream {
    return fs.createWriteStream('', { ...options, fd: this.#fd, fs: this.#streamCalls() } as object)
  }

  readLines(options?: object): Interface {
    // Loaded here: few test files need it.
    const { createInterface } = process.getBuiltinModule('node:readline')
    return createInterface({ input: this.createReadStream(options), crlfDelay: Infinity })
  }

  readableWebStream(): ReadableStream {
    return new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: 16_384,
      pull: async (controller) => {
        const buffer = new Uint8Array(16_384)
        const { bytesRead } = await this.read(buffer, 0, buffer.length, null)
        if (bytesRead === 0) {
          controller.close()
          controller.byobRequest?.respond(0)
        } else {
          controller.enqueue(buffer.subarray(0, Number(bytesRead)))
        }
      },
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** A stream that closes closes the handle. */
  #streamCalls(): object {
    const { open, read, write, writev } = fs
    return { open, read, write, writev, close: callbackify(() => this.close()) }
  }

  #call(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#later(name.slice(0, -'Sync'.length), (fd) => this.#files.tmp.call(name, fd, ...args))
  }

  async #later<Result>(syscall: string, run: (fd: number) => Result): Promise<Awaited<Result>> {
    const fd = this.#open(syscall)
    return this.#files.work.perform(() => run(fd))
  }

  #open(syscall: string): number {
    if (this.#fd !== -1) return this.#fd
    throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall })
  }
}
