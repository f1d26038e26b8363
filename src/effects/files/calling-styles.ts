// How a planned call is made: synchronously, with a callback, or with a promise.

import { inspect, promisify } from 'node:util'
import type { FilesState } from './files-state.js'
import type { Here, OnDisk, Planner } from './plan.js'
import { inGivenWords, isSystemError } from './system-error.js'

export type Call = (...args: readonly unknown[]) => unknown
/** The environment that a call belongs to, found by who calls, or by the descriptor that is passed. */
export type Owner = (args: readonly unknown[]) => FilesState | undefined
type Callback = (...results: readonly unknown[]) => unknown

/** Keeps the original's name, length, and the symbol that tells `util.promisify` the names of its results. */
export function like(original: Call, facade: Call): Call {
  const {
    prototype: _,
    [promisify.custom]: __,
    ...descriptors
  } = Object.getOwnPropertyDescriptors(original) as PropertyDescriptorMap
  return Object.defineProperties(facade, descriptors) as Call
}

export function synchronous(original: Call, planner: Planner, owner: Owner): Call {
  const facade: Call = (...args) => {
    const files = owner(args)
    if (files === undefined) return original(...args)
    try {
      const plan = planner(files, args)
      if (plan === undefined) return original(...args)
      return plan.on === 'here' ? plan.run() : onDiskNow(original, plan)
    } catch (error) {
      throw atCaller(error, facade)
    }
  }
  return like(original, facade)
}

function onDiskNow(original: Call, plan: OnDisk): unknown {
  try {
    return resultOf(plan, original(...plan.args))
  } catch (error) {
    throw inGivenWords(error, plan.inner, plan.given)
  }
}

function resultOf(plan: OnDisk, value: unknown): unknown {
  return plan.result ? plan.result(value) : value
}

/** A system error is the caller's: its stack begins there, not in here. */
function atCaller(error: unknown, facade: (...args: never[]) => unknown): unknown {
  if (isSystemError(error)) Error.captureStackTrace(error, facade)
  return error
}

export function withCallback(original: Call, planner: Planner, owner: Owner): Call {
  const facade: Call = (...args) => {
    const files = owner(args)
    if (files === undefined) return original(...args)
    const at = args.findLastIndex((argument) => typeof argument === 'function')
    const plan = planner(files, at < 0 ? args : args.slice(0, at))
    if (plan === undefined) return original(...args)
    const callback = args[at] as Callback | undefined
    if (plan.on === 'disk') return original(...plan.args, ...(callback ? [renaming(plan, callback)] : []))
    if (!callback) throw noCallback(args.at(-1))
    files.work.defer(() => {
      callBack(files, plan, callback)
    })
    return undefined
  }
  return like(original, facade)
}

function callBack(files: FilesState, plan: Here, callback: Callback): void {
  const also = 'also' in plan ? [plan.also] : []
  let value: unknown
  try {
    value = plan.run()
  } catch (error) {
    // An error of real asynchronous work has no frames either.
    if (isSystemError(error)) error.stack = `${error.name}: ${error.message}`
    callback(error, ...(also.length > 0 ? [0, ...also] : []))
    return
  }
  if (value instanceof Promise) callBackLater(files, value, callback)
  else if (value === undefined && also.length === 0) callback(null)
  else callback(null, value, ...also)
}

function callBackLater(files: FilesState, work: Promise<unknown>, callback: Callback): void {
  const later = (...results: readonly unknown[]): void => {
    files.work.defer(() => callback(...results))
  }
  work.then(() => {
    later(null)
  }, later)
}

function renaming(plan: OnDisk, callback: Callback): Callback {
  return (error, ...results) => {
    if (error) return callback(inGivenWords(error, plan.inner, plan.given), ...results)
    return callback(error, ...(plan.result ? [plan.result(results[0]), ...results.slice(1)] : results))
  }
}

/** `fs.exists` gives its callback the answer alone, also through `util.promisify`. */
export function existsWithCallback(original: Call, planner: Planner, owner: Owner): Call {
  const facade = like(original, (...args) => {
    const files = owner(args)
    const plan = files && planner(files, args)
    if (!plan) return original(...args)
    const callback = args[1]
    if (plan.on === 'disk') return original(...plan.args, callback)
    if (typeof callback !== 'function') throw noCallback(callback)
    files.work.defer(() => {
      ;(callback as Callback)(plan.run())
    })
    return undefined
  })
  const value = (path: unknown): Promise<unknown> => new Promise((resolve) => facade(path, resolve))
  return Object.defineProperty(facade, promisify.custom, { value, enumerable: false })
}

function noCallback(received: unknown): Error {
  const error = new TypeError(`The "cb" argument must be of type function. Received ${inspect(received)}`)
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' })
}

export function promised(original: Call, planner: Planner, owner: Owner): Call {
  const facade: Call = (...args) => {
    const files = owner(args)
    return files === undefined ? original(...args) : settle(files, original, planner, args)
  }
  return like(original, facade)
}

async function settle(files: FilesState, original: Call, planner: Planner, args: readonly unknown[]): Promise<unknown> {
  const plan = planner(files, args)
  if (plan === undefined) return original(...args)
  if (plan.on === 'disk') return settleOnDisk(original, plan)
  await files.work.turn()
  try {
    return await plan.run()
  } catch (error) {
    throw atCaller(error, settle)
  }
}

async function settleOnDisk(original: Call, plan: OnDisk): Promise<unknown> {
  try {
    return resultOf(plan, await original(...plan.args))
  } catch (error) {
    throw inGivenWords(error, plan.inner, plan.given)
  }
}
