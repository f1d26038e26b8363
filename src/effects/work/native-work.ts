// Listens to node:async_hooks, the only place where Node.js says that a native request or handle begins.

import { createHook, type HookCallbacks } from 'node:async_hooks'
import type { Current, Undo } from '../effect.js'
import { HANDLE_TYPES, OpenHandle } from './handles.js'
import { NativeRequests, REQUEST_TYPES } from './native-requests.js'
import { begin, type WorkState } from './work.js'
import { WorkerThread } from './workers.js'

/** Reports each compression stream's native handle, because `WorkState` alone cannot say whose response it decodes. */
export type OnCompressionHandle = (handle: object) => void

/**
 * The hook stays on from install to undo. Where Node.js honours `trackPromises` (24 and later) that costs nothing that
 * can be measured, and toggling it would cost 0.6 µs per invocation. Node.js 22 calls it for promises as well:
 * 0.03 µs each, 1 µs per ten awaits. What it calls must never throw: Node.js would end the process.
 */
export function trackNativeWork(current: Current<WorkState>, onCompressionHandle: OnCompressionHandle): Undo {
  const requests = new NativeRequests()
  const callbacks: HookCallbacks & { readonly trackPromises: false } = {
    init(id, type, trigger, resource) {
      const kind = KINDS.get(type)
      if (kind === undefined) return
      if (kind === 'compression') return onCompressionHandle(resource)
      const state = current()
      if (!state) return
      if (kind === 'request') requests.started(id, type, resource, state, trigger)
      else begin(state, kind === 'worker' ? new WorkerThread(resource) : new OpenHandle(type, resource))
    },
    // Not `after`: in the callback itself the work is already done.
    before(id) {
      requests.answered(id)
    },
    trackPromises: false,
  }
  const hook = createHook(callbacks).enable()
  return () => {
    hook.disable()
    requests.forgetAll()
  }
}

type Kind = 'request' | 'handle' | 'worker' | 'compression'

/** One look-up per resource: the hook is called for every tick and timer of the process. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...REQUEST_TYPES.map((type) => [type, 'request'] as const),
  ...HANDLE_TYPES.map((type) => [type, 'handle'] as const),
  ['WORKER', 'worker'],
  ['ZLIB', 'compression'],
])
