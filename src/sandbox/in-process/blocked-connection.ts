// The blocked connection behind an error: `fetch failed` does not say why, and its payload carries no cause.

import { NetworkRefusal } from '../../effects/network.js'

/** How deep causes are followed; libraries wrap once or twice. */
const DEPTH = 5

/** The refusal that `error` only has as a cause; undefined when there is none, or when the error says it itself. */
export function blockedConnection(error: unknown): NetworkRefusal | undefined {
  let cause = causeOf(error)
  for (let depth = 0; depth < DEPTH && cause !== undefined; depth++) {
    if (cause instanceof NetworkRefusal) return cause
    cause = causeOf(cause)
  }
  return undefined
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined
}
