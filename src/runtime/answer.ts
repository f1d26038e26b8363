// What an invocation comes to, before it is written as JSON.

import type { ErrorPayload } from '../sandbox/port.js'

/** How the handler answered. */
export type Answer =
  /** To be written by `responsePayload`, which may still refuse it (HND-7, HND-8). */
  | { readonly kind: 'response'; readonly value: unknown }
  /** To be logged as `Invoke Error` and written by `errorPayload`; the environment stays warm (ERR-1). */
  | { readonly kind: 'error'; readonly error: unknown }
  /** A fault of this package's own; not logged. */
  | { readonly kind: 'fault'; readonly payload: ErrorPayload }
  /** The runtime failed over what it got: treat it as `crash('uncaughtException', error, rules, true)` (CB-8, LAB). */
  | { readonly kind: 'crash'; readonly error: unknown }

/** What an invocation without an answer comes to when nothing keeps the event loop alive. */
export type LoopEmptied = Answer | { readonly kind: 'exit'; readonly code: 0 }
