// How a planned call is made: synchronously, or with a promise.

import type { FilesState } from './files-state.js'
import type { Call, Passage } from './passage.js'
import type { OnDisk, Planner } from './plan.js'
import { inGivenWords, isSystemError } from './system-error.js'

/** The environment that a call belongs to, found by who calls, or by the descriptor that is passed. */
export type Owner = (args: ArrayLike<unknown>) => FilesState | undefined

/**
 * A facade: outside an environment a call only passes through. It takes `arguments` and not rest parameters, which
 * made that ten times as expensive (0.06 µs and 0.5 µs with Node.js 24).
 */
export function facadeOf(passage: Passage, owner: Owner, inside: Inside): Call {
  return function facade(): unknown {
    const files = owner(arguments)
    if (files === undefined) return Reflect.apply(passage.call, undefined, arguments)
    return inside(files, Array.from(arguments), facade)
  }
}

/** What a call does in an environment. `facade` is the function that was called. */
export type Inside = (files: FilesState, args: readonly unknown[], facade: Call) => unknown

export function synchronous(passage: Passage, planner: Planner, owner: Owner): Call {
  return facadeOf(passage, owner, (files, args, facade) => {
    try {
      const plan = planner(files, args)
      if (plan === undefined) return passage.call(...args)
      return plan.on === 'here' ? plan.run() : onDiskNow(passage, plan)
    } catch (error) {
      throw atCaller(error, facade)
    }
  })
}

function onDiskNow(passage: Passage, plan: OnDisk): unknown {
  try {
    return resultOf(plan, passage.call(...plan.args))
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

export function promised(passage: Passage, planner: Planner, owner: Owner): Call {
  return facadeOf(passage, owner, (files, args) => settle(files, passage, planner, args))
}

async function settle(
  files: FilesState,
  passage: Passage,
  planner: Planner,
  args: readonly unknown[],
): Promise<unknown> {
  const plan = planner(files, args)
  if (plan === undefined) return passage.call(...args)
  if (plan.on === 'disk') return settleOnDisk(passage, plan)
  try {
    return await files.work.perform(() => plan.run(), args[0])
  } catch (error) {
    throw atCaller(error, settle)
  }
}

async function settleOnDisk(passage: Passage, plan: OnDisk): Promise<unknown> {
  try {
    return resultOf(plan, await passage.call(...plan.args))
  } catch (error) {
    throw inGivenWords(error, plan.inner, plan.given)
  }
}
