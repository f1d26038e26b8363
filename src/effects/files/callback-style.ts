// How a planned call is made with a callback, which comes later and in the caller's context.

import { promisify } from 'node:util'
import { argumentError } from './argument-error.js'
import { facadeOf, type Owner } from './calling-styles.js'
import type { FilesState } from './files-state.js'
import type { Call, Passage } from './passage.js'
import type { Here, OnDisk, Planner } from './plan.js'
import { inGivenWords, isSystemError } from './system-error.js'

type Callback = (...results: readonly unknown[]) => unknown

export function withCallback(passage: Passage, planner: Planner, owner: Owner): Call {
  return facadeOf(passage, owner, (files, args) => {
    const at = args.findLastIndex((argument) => typeof argument === 'function')
    const plan = planner(files, at < 0 ? args : args.slice(0, at))
    if (plan === undefined) return passage.call(...args)
    const callback = args[at] as Callback | undefined
    if (plan.on === 'disk') return passage.call(...plan.args, ...(callback ? [renaming(plan, callback)] : []))
    if (!callback) throw noCallback(args.at(-1))
    files.work.defer(() => callBack(files, plan, callback), args[0])
    return undefined
  })
}

/** Does what is planned, and returns how the callback is called. */
function callBack(files: FilesState, plan: Here, callback: Callback): () => void {
  const also = 'also' in plan ? [plan.also] : []
  let value: unknown
  try {
    value = plan.run()
  } catch (error) {
    // An error of real asynchronous work has no frames either.
    if (isSystemError(error)) error.stack = `${error.name}: ${error.message}`
    return () => void callback(error, ...(also.length > 0 ? [0, ...also] : []))
  }
  if (value instanceof Promise) return callBackLater(files, value, callback)
  if (value === undefined && also.length === 0) return () => void callback(null)
  return () => void callback(null, value, ...also)
}

function callBackLater(files: FilesState, work: Promise<unknown>, callback: Callback): () => void {
  const later = (...results: readonly unknown[]): void => {
    files.work.defer(() => () => void callback(...results))
  }
  work.then(() => {
    later(null)
  }, later)
  return () => undefined
}

function renaming(plan: OnDisk, callback: Callback): Callback {
  return (error, ...results) => {
    if (error) return callback(inGivenWords(error, plan.inner, plan.given), ...results)
    return callback(error, ...(plan.result ? [plan.result(results[0]), ...results.slice(1)] : results))
  }
}

/** `fs.exists` gives its callback the answer alone, also through `util.promisify`. */
export function existsWithCallback(passage: Passage, planner: Planner, owner: Owner): Call {
  const facade = facadeOf(passage, owner, (files, args) => {
    const plan = planner(files, args)
    if (plan === undefined) return passage.call(...args)
    const callback = args[1]
    if (plan.on === 'disk') return passage.call(...plan.args, callback)
    if (typeof callback !== 'function') throw noCallback(callback)
    files.work.defer(() => {
      const exists = plan.run()
      return () => void (callback as Callback)(exists)
    })
    return undefined
  })
  const value = (path: unknown): Promise<unknown> => new Promise((resolve) => facade(path, resolve))
  return Object.defineProperty(facade, promisify.custom, { value, enumerable: false })
}

function noCallback(received: unknown): Error {
  return argumentError('cb', 'of type function', received)
}
