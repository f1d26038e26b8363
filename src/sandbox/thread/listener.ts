// What a thread tells while it follows an order, each to whom it concerns.

import type { EmitLog, EmitStream } from '../port.js'
import type { ThreadHost } from './host.js'
import { unpackArguments } from './console-arguments.js'
import { unpackError } from './messages.js'
import type { Listener } from './thread.js'

/** Whom an order is followed for. */
export interface Hearer {
  readonly log?: EmitLog
  readonly stream?: EmitStream | undefined
  /** Code could not be loaded: what to do about that. */
  readonly unloadable?: (guide: string | undefined) => void
}

export const silent: Listener = { told: () => undefined }

export function listenerFor(
  { echo, loaded, explain, unreported }: ThreadHost,
  { log, stream, unloadable }: Hearer,
): Listener {
  return {
    told: (told) => {
      if (told.kind === 'log') log?.(told.entry)
      else if (told.kind === 'stream') stream?.(told.event)
      else if (told.kind === 'echo') echo?.(told.method, unpackArguments(told))
      else if (told.kind === 'loaded') loaded?.(told.ids)
      else if (told.kind === 'unreported') unreported(unpackError(told.fault))
      else unloadable?.(explain?.({ ...told.failure, error: unpackError(told.failure.error) }))
    },
  }
}
