// The file system as a function sees it: its own /tmp, everything else read-only, its code at /var/task.

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { Current, Effect, Undo } from '../effect.js'
import { patch, unwind } from '../patch.js'
import { calls, plainCalls } from './calls.js'
import { type Call, existsWithCallback, type Owner, promised, synchronous, withCallback } from './calling-styles.js'
import type { FilesState } from './files-state.js'
import { cp, iteratorCalls, promiseCalls } from './promise-calls.js'
import type { Planner } from './plan.js'
import { installUserDirectories } from './user-directories.js'
import { isVolumeDescriptor } from './volume.js'

export { createFiles, type FilesOptions, type FilesState, pendingFileWork } from './files-state.js'
export { snapshotTmp } from './snapshot.js'

/**
 * Replaces the functions of `fs`, `fs.promises` and `os` that touch files. They reach every importer: the objects are
 * shared, and `syncBuiltinESMExports` updates named imports. Whatever captured a function before is not reached.
 */
export const filesEffect: Effect<FilesState> = {
  name: 'files',
  install(current) {
    const owner = ownerOf(current)
    const undo = unwind([
      ...replaceAll(fs, callbackAndSync(owner.find)),
      ...replaceAll(fs.promises, promises(owner.find)),
      installUserDirectories(owner.current),
    ])
    syncBuiltinESMExports()
    return () => {
      owner.stop()
      undo()
      syncBuiltinESMExports()
    }
  },
}

interface Owners {
  readonly find: Owner
  readonly current: Current<FilesState>
  readonly stop: () => void
}

/**
 * A call belongs to the environment whose code is running, or to the one that opened the descriptor: a stream's later
 * calls may come from anywhere. After `stop` nothing belongs to anyone: functions that were captured stay harmless.
 */
function ownerOf(current: Current<FilesState>): Owners {
  let known: WeakRef<FilesState>[] = []
  const met = new WeakSet<FilesState>()
  let installed = true
  const meet = (files: FilesState): FilesState => {
    if (met.has(files)) return files
    met.add(files)
    known = [...known.filter((ref) => ref.deref()), new WeakRef(files)]
    return files
  }
  const inside = (): FilesState | undefined => (installed ? current() : undefined)
  const find: Owner = (args) => {
    const files = inside()
    if (files) return meet(files)
    const fd = args[0]
    if (!installed || !isVolumeDescriptor(fd)) return undefined
    return known.map((ref) => ref.deref()).find((each) => each?.tmp.hasDescriptor(fd))
  }
  return { find, current: inside, stop: () => void (installed = false) }
}

type Replacements = Readonly<Record<string, (original: Call) => Call>>

function callbackAndSync(owner: Owner): Replacements {
  const replacements: Record<string, (original: Call) => Call> = {}
  for (const [name, planner] of Object.entries(calls)) {
    replacements[`${name}Sync`] = (original) => withNative(original, synchronous, planner, owner)
    const plan = name === 'cp' ? cp : planner
    replacements[name] = (original) => withNative(original, withCallback, plan, owner)
  }
  for (const [name, planner] of Object.entries(plainCalls)) {
    replacements[name] = (original) => synchronous(original, planner, owner)
  }
  replacements['exists'] = (original) => existsWithCallback(original, calls['exists'] as Planner, owner)
  return replacements
}

type Style = (original: Call, planner: Planner, owner: Owner) => Call

/** `realpath.native` is a function on a function. */
function withNative(original: Call, style: Style, planner: Planner, owner: Owner): Call {
  const facade = style(original, planner, owner)
  const native: unknown = Reflect.get(original, 'native')
  if (typeof native === 'function') Object.assign(facade, { native: style(native as Call, planner, owner) })
  return facade
}

function promises(owner: Owner): Replacements {
  const replacements: Record<string, (original: Call) => Call> = {}
  for (const [name, planner] of Object.entries(promiseCalls)) {
    replacements[name] = (original) => promised(original, planner, owner)
  }
  for (const [name, planner] of Object.entries(iteratorCalls)) {
    replacements[name] = (original) => synchronous(original, planner, owner)
  }
  return replacements
}

/** Versions of Node.js differ in what they have. */
function replaceAll(target: object, replacements: Replacements): Undo[] {
  return Object.entries(replacements).flatMap(([name, replace]) => {
    const original: unknown = Reflect.get(target, name)
    return typeof original === 'function' ? [patch(target, name, { value: replace(original as Call) })] : []
  })
}
