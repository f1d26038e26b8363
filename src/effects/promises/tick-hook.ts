// Listens to node:async_hooks for what is put off to a later tick: no promise leads there, so the trail would end.

import { createHook } from 'node:async_hooks'
import type { Current, Undo } from '../effect.js'
import type { PromiseTrace } from './promise-trace.js'

/** By their `node:async_hooks` types: `process.nextTick()` and `queueMicrotask()`. */
const TICKS: ReadonlySet<string> = new Set(['TickObject', 'Microtask'])

/**
 * Tells the trace of whose code is running, until undone. The hook stays on, as that of `native-work.ts` does. What it
 * calls must not throw: Node.js would end the process.
 */
export function followTicks(current: Current<PromiseTrace>): Undo {
  const init = (id: number, type: string): void => {
    if (TICKS.has(type)) current()?.putOff(id, init)
  }
  const callbacks: Parameters<typeof createHook>[0] & { readonly trackPromises: false } = { init, trackPromises: false }
  const hook = createHook(callbacks).enable()
  return () => void hook.disable()
}
