// Calls on an open file, by its descriptor: those of /tmp go to the volume, the host's to the host.

import type { FilesState } from './files-state.js'
import { toBytes } from './content-calls.js'
import { here, type Planner, refused } from './plan.js'
import { logBehind } from './standard-streams.js'
import { toStats } from './stats.js'
import { systemError } from './system-error.js'
import { isVolumeDescriptor } from './volume.js'

/** What a read asks for, in every form Node.js takes it. */
export interface ReadRequest {
  readonly buffer: ArrayBufferView
  readonly offset: unknown
  readonly length: unknown
  readonly position: unknown
}

/** As much as `fs.read` and `FileHandle.read` read when no buffer is given. */
const DEFAULT_READ_BYTES = 16_384

/** Reads `(buffer, offset, length, position)`, `(buffer, options)`, `(options)` and `()`. */
export function readRequest(args: readonly unknown[]): ReadRequest {
  const [first, second] = args
  const options = fields(ArrayBuffer.isView(first) ? second : first)
  const given = ArrayBuffer.isView(first) ? first : options['buffer']
  const buffer = ArrayBuffer.isView(given) ? given : Buffer.alloc(DEFAULT_READ_BYTES)
  const positional = ArrayBuffer.isView(first) && (typeof second !== 'object' || second === null)
  const [offset, length, position] = positional
    ? args.slice(1)
    : [options['offset'], options['length'], options['position']]
  const from = offset ?? 0
  return { buffer, offset: from, length: length ?? buffer.byteLength - Number(from), position: position ?? null }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

export function readInto(files: FilesState, fd: number, request: ReadRequest): unknown {
  return files.tmp.call('readSync', fd, request.buffer, request.offset, request.length, request.position)
}

const read: Planner = (files, args) => {
  const [fd, ...rest] = args
  if (!isVolumeDescriptor(fd)) return undefined
  const request = readRequest(rest)
  return { on: 'here', run: () => readInto(files, fd, request), also: request.buffer }
}

/** The bytes of `(buffer, offset, length, position)`, `(buffer, options)` or `(text, position, encoding)`. */
function written(args: readonly unknown[]): Uint8Array | undefined {
  const [data, , encoding] = args
  const bytes = toBytes(data, encoding)
  if (!bytes || typeof data === 'string') return bytes
  const { offset, length } = readRequest(args)
  const end = Number(offset) + Number(length)
  // Anything else is what Node.js refuses.
  return Number(offset) >= 0 && Number(length) >= 0 && end <= bytes.byteLength
    ? bytes.subarray(Number(offset), end)
    : undefined
}

const write: Planner = (files, args) => {
  const log = logBehind(files, args[0])
  const bytes = log && written(args.slice(1))
  if (log && bytes) return { on: 'here', run: () => log(bytes), also: args[1] }
  if (!isVolumeDescriptor(args[0]) || !toBytes(args[1])) return undefined
  return { on: 'here', run: () => files.tmp.call('writeSync', ...args), also: args[1] }
}

function vectored(name: string): Planner {
  return (files, args) => {
    if (!isVolumeDescriptor(args[0])) return undefined
    return { on: 'here', run: () => files.tmp.call(name, ...args), also: args[1] }
  }
}

const writev: Planner = (files, args) => {
  const [fd, buffers] = args
  const log = logBehind(files, fd)
  if (!log || !Array.isArray(buffers) || !buffers.every((part) => ArrayBuffer.isView(part))) {
    return vectored('writevSync')(files, args)
  }
  const bytes = Buffer.concat(buffers.map((part) => toBytes(part) ?? Buffer.alloc(0)))
  return { on: 'here', run: () => log(bytes), also: buffers }
}

function plain(name: string): Planner {
  return (files, args) => (isVolumeDescriptor(args[0]) ? here(() => files.tmp.call(name, ...args)) : undefined)
}

/** Linux changes an inode through a descriptor that is open for reading, so the host's must not be reached (FS-4). */
function changing(name: string, syscall: string): Planner {
  return (files, args) => {
    if (!isVolumeDescriptor(args[0])) return refused(() => systemError('EROFS', syscall))
    return here(() => {
      files.tmp.call(name, ...args)
    })
  }
}

const fstat: Planner = (files, args) => {
  const [fd, options] = args
  return isVolumeDescriptor(fd) ? here(() => toStats(files, files.tmp.call('fstatSync', fd, options))) : undefined
}

export const descriptorCalls: Readonly<Record<string, Planner>> = {
  close: plain('closeSync'),
  fchmod: changing('fchmodSync', 'fchmod'),
  fchown: changing('fchownSync', 'fchown'),
  fdatasync: plain('fdatasyncSync'),
  fstat,
  fsync: plain('fsyncSync'),
  ftruncate: plain('ftruncateSync'),
  futimes: changing('futimesSync', 'futime'),
  read,
  readv: vectored('readvSync'),
  write,
  writev,
}
