// Watching files in /tmp, as far as memfs watches.

import { AsyncResource } from 'node:async_hooks'
import { here, onDisk, type Planner } from './plan.js'
import { placeOf } from './symbolic-links.js'

interface Emitter {
  emit: (...args: unknown[]) => unknown
}

/** memfs keeps the process alive with a timer, which would be the environment's: there is nothing to keep alive here. */
export function unpersistent(options: unknown): object {
  const given = typeof options === 'string' ? { encoding: options } : options
  return { ...(typeof given === 'object' ? given : undefined), persistent: false }
}

const watch: Planner = (files, args) => {
  const place = placeOf(files, args[0])
  if (!place) return undefined
  if (place.at !== 'tmp') return onDisk(place, args)
  const listener = args.find((argument) => typeof argument === 'function')
  const options = typeof args[1] === 'function' ? undefined : args[1]
  return here(() => {
    const watcher = files.tmp.callInContext('watch', place.path, unpersistent(options), listener) as Emitter
    // Whoever writes causes the event; whoever watches owns it.
    watcher.emit = AsyncResource.bind(watcher.emit.bind(watcher))
    return watcher
  })
}

/** Polls on the caller's own timers, so it is called in the caller's context. */
function polling(name: string): Planner {
  return (files, args) => {
    const place = placeOf(files, args[0])
    if (!place) return undefined
    if (place.at !== 'tmp') return onDisk(place, args)
    return here(() => files.tmp.callInContext(name, place.path, ...args.slice(1)))
  }
}

/** Synchronous calls under their plain names. */
export const watchCalls: Readonly<Record<string, Planner>> = {
  unwatchFile: polling('unwatchFile'),
  watch,
  watchFile: polling('watchFile'),
}
