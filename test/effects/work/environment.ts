// Runs code as the code of an environment, the way the in-process sandbox does, with the work effect installed.

import { AsyncLocalStorage } from 'node:async_hooks'
import { unwind } from '../../../src/effects/patch.js'
import { promisedWorkEffect } from '../../../src/effects/work/promised-work.js'
import { createWork, type WorkState } from '../../../src/effects/work/work.js'
import { workEffect } from '../../../src/effects/work/work-effect.js'

export interface Environment extends Disposable {
  readonly state: WorkState
  /** Runs `code` inside the environment. */
  run<Result>(code: () => Result): Result
  /** Runs `code` inside a second environment with a state of its own. */
  runIn<Result>(state: WorkState, code: () => Result): Result
}

export function environment(state: WorkState = createWork()): Environment {
  const storage = new AsyncLocalStorage<WorkState>()
  const current = (): WorkState | undefined => storage.getStore()
  const undo = unwind([workEffect.install(current), promisedWorkEffect.install(current)])
  return {
    state,
    run: (code) => storage.run(state, code),
    runIn: (other, code) => storage.run(other, code),
    [Symbol.dispose]: undo,
  }
}

/** Everything that begins in `state` from now on, in words, however soon it is over. */
export function recordBegun(state: WorkState): readonly string[] {
  const begun: string[] = []
  const set = state.pieces.set.bind(state.pieces)
  state.pieces.set = (work, phase) => {
    if (!state.pieces.has(work)) begun.push(work.describe())
    return set(work, phase)
  }
  return begun
}

/** Waits until the event loop has turned `turns` times: time for what is on loopback, without any fixed delay. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Turns the event loop until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turns(1)
}
