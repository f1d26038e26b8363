// What an invocation comes to, before it is written as JSON.

/** How the handler answered. */
export type Answer =
  /** To be written by `responsePayload`, which may still refuse it (HND-7, HND-8). */
  | { readonly kind: 'response'; readonly value: unknown }
  /** To be logged as `Invoke Error` and written by `errorPayload`; the environment stays warm (ERR-1). `logged`: as another. */
  | { readonly kind: 'error'; readonly error: unknown; readonly logged?: Error }
  /** The response has gone out by its stream, failed or not; `late`: what the handler threw after the stream's end. */
  | { readonly kind: 'streamed'; readonly late?: { readonly error: unknown } }
  /** The runtime failed over what it got: treat it as `crash('uncaughtException', error, rules, true)` (CB-8, LAB). */
  | { readonly kind: 'crash'; readonly error: unknown }

/** What an invocation without an answer comes to when nothing keeps the event loop alive. */
export type LoopEmptied = Answer | { readonly kind: 'exit'; readonly code: 0 }
