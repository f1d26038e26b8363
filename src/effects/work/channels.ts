// Subscribes to several diagnostics channels at once.

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Undo } from '../effect.js'
import { unwind } from '../patch.js'

/** Calls each listener with what its channel publishes, until undone. A channel that is never published to is fine. */
export function listen(listeners: Readonly<Record<string, (message: never) => void>>): Undo {
  return unwind(
    Object.entries(listeners).map(([name, listener]) => {
      const onMessage = (message: unknown): void => listener(message as never)
      subscribe(name, onMessage)
      return () => void unsubscribe(name, onMessage)
    }),
  )
}
