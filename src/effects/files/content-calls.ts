// Calls that open a file, or read or write its whole contents.

import { inspect } from 'node:util'
import { argumentError } from './argument-error.js'
import type { FilesState } from './files-state.js'
import type { Place } from './location.js'
import { linuxFlags, openIntent } from './open-flags.js'
import { callTmp, here, onDisk, type Plan, type Planner, refused } from './plan.js'
import { isDirectory, missing, missingParent } from './refusal.js'
import { logBehind } from './standard-streams.js'
import { placeOf } from './symbolic-links.js'
import { inGivenWords, systemError, type SystemErrorCode } from './system-error.js'
import { isVolumeDescriptor } from './volume.js'

interface ContentOptions {
  readonly encoding?: unknown
  readonly flag?: unknown
  readonly mode?: unknown
  readonly signal?: AbortSignal
}

/** Node.js takes an encoding in place of the options. */
export function contentOptions(options: unknown): ContentOptions {
  if (typeof options === 'string') return { encoding: options }
  return typeof options === 'object' && options !== null ? options : {}
}

/** The bytes that `writeFile` would write; undefined for what it refuses. */
export function toBytes(data: unknown, encoding?: unknown): Uint8Array | undefined {
  if (typeof data === 'string') return Buffer.from(data, isEncoding(encoding) ? encoding : 'utf8')
  if (data instanceof Uint8Array) return data
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined
}

function isEncoding(encoding: unknown): encoding is BufferEncoding {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding)
}

/** Why a file outside /tmp cannot be opened with these flags; undefined when it can. */
export function openRefusal(place: Place, flags: unknown): SystemErrorCode | undefined {
  const { writes, creates, exclusive } = openIntent(flags)
  const nothing = missing(place.path)
  if (nothing) {
    if (!creates) return writes ? nothing : undefined
    return missingParent(place) ?? 'EROFS'
  }
  if (creates && exclusive) return 'EEXIST'
  if (!writes) return undefined
  return isDirectory(place.path) ? 'EISDIR' : 'EROFS'
}

/** A file name with a slash behind it is the name of a directory. */
function withSlash(place: Place): Place {
  return place.trailing ? { ...place, path: `${place.path}/` } : place
}

function planOpen(
  files: FilesState,
  args: readonly unknown[],
  flags: unknown,
  tmp: (place: Place) => Plan,
): Plan | undefined {
  const { exclusive, creates } = openIntent(flags)
  const place = placeOf(files, args[0], exclusive && creates ? 'parents' : 'all')
  if (!place) return undefined
  if (place.at === 'tmp') return tmp(withSlash(place))
  const code = place.at === 'disk' ? openRefusal(place, flags) : undefined
  return code ? refused(() => systemError(code, 'open', place.given)) : onDisk(place, args)
}

const open: Planner = (files, args) => {
  const [, flags, mode] = args
  return planOpen(files, args, flags ?? 'r', (place) =>
    here(() => callTmp(files, place, 'openSync', 'open', [linuxFlags(flags), mode ?? 0o666])),
  )
}

const readFile: Planner = (files, args) => {
  const options = contentOptions(args[1])
  const flag = options.flag ?? 'r'
  const read = (target: Place | number): Plan =>
    here(() => {
      checkAborted(options.signal)
      return callContent(files, 'readFileSync', target, { encoding: options.encoding, flag: linuxFlags(flag) })
    })
  if (typeof args[0] === 'number') return isVolumeDescriptor(args[0]) ? read(args[0]) : undefined
  return planOpen(files, args, flag, read)
}

function writing(defaultFlag: string, name: string): Planner {
  return (files, args) => {
    const options = contentOptions(args[2])
    const flag = options.flag ?? defaultFlag
    checkEncoding(options.encoding)
    const bytes = toBytes(args[1], options.encoding)
    if (!bytes) throw invalidData(args[1])
    const write = (target: Place | number): Plan =>
      here(() => {
        checkAborted(options.signal)
        callContent(files, name, target, bytes, { flag: linuxFlags(flag), mode: options.mode ?? 0o666 })
      })
    const log = logBehind(files, args[0])
    if (log) return here(() => void log(bytes))
    if (typeof args[0] === 'number') return isVolumeDescriptor(args[0]) ? write(args[0]) : undefined
    return planOpen(files, args, flag, write)
  }
}

function checkEncoding(encoding: unknown): void {
  if (!encoding || encoding === 'buffer' || isEncoding(encoding)) return
  const error = new TypeError(`The argument 'encoding' is invalid encoding. Received ${inspect(encoding)}`)
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_VALUE' })
}

export function invalidData(data: unknown): Error {
  return argumentError('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data)
}

function callContent(files: FilesState, name: string, target: Place | number, ...rest: unknown[]): unknown {
  if (typeof target === 'number') return files.tmp.call(name, target, ...rest)
  try {
    return files.tmp.call(name, target.path, ...rest)
  } catch (error) {
    // Opening can fail, reading and writing can, and these name no path.
    throw inGivenWords(error, target.path, target.given)
  }
}

const truncate: Planner = (files, args) => {
  if (typeof args[0] === 'number') return undefined
  return planOpen(files, args, 'r+', (place) => here(() => callContent(files, 'truncateSync', place, args[1] ?? 0)))
}

/** The error of an operation whose signal was aborted, as Node.js makes it. */
export function checkAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  const error = new Error('The operation was aborted', { cause: signal.reason })
  throw Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' })
}

/** Synchronous under its plain name: it gives the promise itself. */
export const openAsBlob: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  if (!place) return undefined
  if (place.at !== 'tmp') return onDisk(place, args)
  const options = args[1] as { readonly type?: string } | undefined
  return here(() => {
    const bytes = callTmp(files, place, 'readFileSync', 'open') as Uint8Array<ArrayBuffer>
    return Promise.resolve(new Blob([bytes], { type: options?.type ?? '' }))
  })
}

export const contentCalls: Readonly<Record<string, Planner>> = {
  appendFile: writing('a', 'appendFileSync'),
  open,
  readFile,
  truncate,
  writeFile: writing('w', 'writeFileSync'),
}
