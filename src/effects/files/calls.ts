// All file system calls that are the environment's own, by their plain name.

import { contentCalls, openAsBlob } from './content-calls.js'
import { cp } from './copy-tree.js'
import { descriptorCalls } from './descriptor-calls.js'
import { glob } from './glob-call.js'
import { makeCalls } from './make-calls.js'
import { pairCalls } from './pair-calls.js'
import { pathCalls } from './path-calls.js'
import type { Planner } from './plan.js'
import { removeCalls } from './remove-calls.js'
import { watchCalls } from './watch-calls.js'

/** Calls with a synchronous (`xSync`), a callback (`x`) and mostly a promise form. */
export const calls: Readonly<Record<string, Planner>> = {
  ...contentCalls,
  ...descriptorCalls,
  ...makeCalls,
  ...pairCalls,
  ...pathCalls,
  ...removeCalls,
  cp,
  glob,
}

/** Calls whose plain name is synchronous. */
export const plainCalls: Readonly<Record<string, Planner>> = { ...watchCalls, openAsBlob }
