// The variables of a worker thread that code of an environment starts: the environment's own, which Node would hand on.

import { process } from '../host-process.js'
import workerThreads, { SHARE_ENV } from 'node:worker_threads'
import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'

/** What is needed of an environment. */
interface Variables {
  readonly values: ReadonlyMap<string, string>
}

/**
 * Node.js copies the variables of the real process into a thread whose `env` is none, or `process.env` itself: here it is
 * given a copy of the environment's. `SHARE_ENV` gives a copy as well, since sharing would be with the real process; what
 * the thread assigns does not come back. Source: https://nodejs.org/api/worker_threads.html#new-workerfilename-options
 */
export function routeWorkerVariables(current: Current<Variables>): Undo {
  const { Worker } = workerThreads
  const routed = new Proxy(Worker, {
    construct(target, args: unknown[], newTarget) {
      const state = current()
      return Reflect.construct(target, state ? withVariables(args, state) : args, newTarget) as Worker
    },
  })
  return patch(workerThreads, 'Worker', { value: routed })
}

type Worker = InstanceType<typeof workerThreads.Worker>

/** What Node would refuse, it refuses. */
function withVariables([file, options, ...rest]: unknown[], { values }: Variables): unknown[] {
  if (options === null || !['object', 'undefined'].includes(typeof options)) return [file, options, ...rest]
  const { env } = (options ?? {}) as { readonly env?: unknown }
  if (env !== undefined && env !== null && env !== SHARE_ENV && env !== process.env) return [file, options, ...rest]
  return [file, { ...options, env: Object.fromEntries(values) }, ...rest]
}
