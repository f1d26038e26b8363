// The calls of `fs.promises` that differ from their callback forms: handles, streams, iterators.

import { patch } from '../patch.js'
import { calls } from './calls.js'
import { contentOptions, toBytes } from './content-calls.js'
import { copyTree, finishLater } from './copy-tree.js'
import type { FilesState } from './files-state.js'
import { TmpFileHandle } from './file-handle.js'
import { here, onDisk, type Plan, type Planner } from './plan.js'
import { placeOf } from './symbolic-links.js'
import { unpersistent } from './watch-calls.js'
import { isChunks, writeChunks } from './write-chunks.js'
import { systemError } from './system-error.js'
import { isVolumeDescriptor } from './volume.js'

function plan(name: string, files: FilesState, args: readonly unknown[]): Plan | undefined {
  return calls[name]?.(files, args)
}

const open: Planner = (files, args) => {
  const opening = plan('open', files, args)
  if (opening?.on === 'here') return here(() => new TmpFileHandle(files, Number(opening.run())))
  const place = placeOf(files, args[0])
  if (!place) return opening
  const from = opening ?? { on: 'disk', args, inner: place.path, given: place.given }
  return { ...from, result: readOnly }
}

/** Linux changes an inode through a handle that is open for reading, so the real one must not be reached (FS-4). */
function readOnly(handle: unknown): unknown {
  if (typeof handle !== 'object' || handle === null) return handle
  const syscalls = { chmod: 'fchmod', chown: 'fchown', utimes: 'futime' }
  for (const [name, syscall] of Object.entries(syscalls)) {
    const value = (): Promise<never> => Promise.reject(systemError('EROFS', syscall))
    patch(handle, name, { value })
  }
  return handle
}

/** A handle stands for its file. */
function withHandle(name: string): Planner {
  return (files, args) => {
    const [file, ...rest] = args
    if (file instanceof TmpFileHandle) return plan(name, files, [file.fd, ...rest])
    return typeof file === 'number' ? undefined : plan(name, files, args)
  }
}

function writing(name: string, flag: string): Planner {
  const whole = withHandle(name)
  return (files, args) => {
    const [file, data, rest] = args
    const options = contentOptions(rest)
    if (toBytes(data) || !isChunks(data)) return whole(files, args)
    if (file instanceof TmpFileHandle) return here(() => file.writeFile(data, rest))
    const opening = plan('open', files, [file, options.flag ?? flag, options.mode])
    if (opening?.on !== 'here') return undefined
    return here(async () => {
      let fd: number | undefined
      try {
        fd = Number(opening.run())
        await writeChunks(files, fd, data, options.encoding)
      } finally {
        if (isVolumeDescriptor(fd)) files.tmp.call('closeSync', fd)
      }
    })
  }
}

/** Its filter may answer with a promise. Also what the callback form does. */
export const cp: Planner = (files, args) => {
  const copying = copyTree(files, args)
  return copying && here(() => finishLater(copying))
}

const mkdtempDisposable: Planner = (files, args) => {
  const making = plan('mkdtempDisposable', files, args)
  if (making?.on !== 'here') return making
  return here(() => {
    const made = making.run() as { readonly path: string; readonly remove: () => void }
    const remove = async (): Promise<void> => {
      await files.work.perform(() => made.remove())
    }
    return { path: made.path, remove, [Symbol.asyncDispose]: remove }
  })
}

export const promiseCalls: Readonly<Record<string, Planner>> = {
  ...calls,
  appendFile: writing('appendFile', 'a'),
  cp,
  mkdtempDisposable,
  open,
  readFile: withHandle('readFile'),
  writeFile: writing('writeFile', 'w'),
}

/** Calls that give an async iterator at once. */
export const iteratorCalls: Readonly<Record<string, Planner>> = {
  glob: (files, args) => {
    const matching = plan('glob', files, args)
    return matching?.on === 'here' ? here(() => matches(files, matching.run)) : undefined
  },
  watch: (files, args) => {
    const place = placeOf(files, args[0])
    if (place?.at !== 'tmp') return place && onDisk(place, args)
    return here(() => files.tmp.watch(place.path, unpersistent(args[1])))
  },
}

async function* matches(files: FilesState, run: () => unknown): AsyncGenerator<unknown> {
  yield* (await files.work.perform(run)) as unknown[]
}
