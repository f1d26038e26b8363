// The file system as a function sees it: its own /tmp, everything else read-only, its code at /var/task.

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { Current, Effect, Undo } from '../effect.js'
import { unwind } from '../patch.js'
import { calls, plainCalls } from './calls.js'
import { existsWithCallback, withCallback } from './callback-style.js'
import { type Owner, promised, synchronous } from './calling-styles.js'
import type { FilesState } from './files-state.js'
import { type Call, like, type Passage, replace } from './passage.js'
import { cp, iteratorCalls, promiseCalls } from './promise-calls.js'
import type { Planner } from './plan.js'
import { installUserDirectories } from './user-directories.js'
import { isVolumeDescriptor } from './volume.js'
import { watchWriteStreams } from './write-streams.js'

export {
  createFiles,
  endFilesProcess,
  type FilesOptions,
  type FilesState,
  filesOfProcess,
  filesWhileFrozen,
  filesAnswered,
  freezeFiles,
  pendingFileWork,
  thawFiles,
} from './files-state.js'
export { snapshotTmp } from './snapshot.js'

/**
 * Replaces the functions of `fs`, `fs.promises` and `os` that touch files. They reach every importer: the objects are
 * shared, and `syncBuiltinESMExports` updates named imports. Whatever captured a function before is not reached.
 */
export const filesEffect: Effect<FilesState> = {
  name: 'files',
  install(current, follow = syncBuiltinESMExports) {
    const owner = ownerOf(current)
    const undo = unwind([
      ...replaceAll(fs, callbackAndSync(owner)),
      ...replaceAll(fs.promises, promises(owner)),
      installUserDirectories(current),
      watchWriteStreams(current),
    ])
    follow()
    return () => {
      undo()
      follow()
    }
  },
}

/**
 * A call belongs to the environment whose code is running, or to the one that opened the descriptor: a stream's later
 * calls may come from anywhere.
 */
function ownerOf(current: Current<FilesState>): Owner {
  let known: WeakRef<FilesState>[] = []
  const met = new WeakSet<FilesState>()
  const meet = (files: FilesState): FilesState => {
    if (met.has(files)) return files
    met.add(files)
    known = [...known.filter((ref) => ref.deref()), new WeakRef(files)]
    return files
  }
  return (args) => {
    const files = current()
    if (files) return meet(files)
    const fd = args[0]
    if (!isVolumeDescriptor(fd)) return undefined
    // Two processes after one another have the same /tmp, and so the same descriptors.
    return known.map((ref) => ref.deref()).find((each) => each && !each.work.ended && each.tmp.hasDescriptor(fd))
  }
}

type Facade = (passage: Passage) => Call
type Facades = Readonly<Record<string, Facade>>

function callbackAndSync(owner: Owner): Facades {
  const facades: Record<string, Facade> = {}
  for (const [name, planner] of Object.entries(calls)) {
    facades[`${name}Sync`] = (passage) => withNative(passage, synchronous, planner, owner)
    const plan = name === 'cp' ? cp : planner
    facades[name] = (passage) => withNative(passage, withCallback, plan, owner)
  }
  for (const [name, planner] of Object.entries(plainCalls)) {
    facades[name] = (passage) => synchronous(passage, planner, owner)
  }
  facades['exists'] = (passage) => existsWithCallback(passage, calls['exists'] as Planner, owner)
  return facades
}

type Style = (passage: Passage, planner: Planner, owner: Owner) => Call

/** `realpath.native` is a function on a function. */
function withNative(passage: Passage, style: Style, planner: Planner, owner: Owner): Call {
  const native: unknown = Reflect.get(passage.call, 'native')
  const facade = style(passage, planner, owner)
  if (typeof native !== 'function') return facade
  return Object.assign(facade, { native: like(native as Call, style({ call: native as Call }, planner, owner)) })
}

function promises(owner: Owner): Facades {
  const facades: Record<string, Facade> = {}
  for (const [name, planner] of Object.entries(promiseCalls)) {
    facades[name] = (passage) => promised(passage, planner, owner)
  }
  for (const [name, planner] of Object.entries(iteratorCalls)) {
    facades[name] = (passage) => synchronous(passage, planner, owner)
  }
  return facades
}

function replaceAll(target: object, facades: Facades): Undo[] {
  return Object.entries(facades).map(([name, facade]) => replace(target, name, facade))
}
