// How to fix a leak: one sentence for each kind, or the call to await where that is known.

import type { Leak, LeakKind } from './leak.js'

/** What was begun may well be awaited where it stands, in a function that nobody awaits. */
const WAIT = 'Await it and every call that leads to it'

const ADVICE: Readonly<Record<LeakKind, string>> = {
  timer: `${WAIT} (setTimeout of node:timers/promises), or clear it before the handler answers.`,
  interval: 'Clear it before the handler answers, or set it at module level if it is meant to stay.',
  immediate: `${WAIT} (setImmediate of node:timers/promises), or clear it before the handler answers.`,
  promise:
    'Await the call or return its promise; forEach() and event emitters wait for nothing, Promise.all(items.map(…)) waits for all.',
  fetch: `${WAIT}, and read the body of the response or cancel it (response.body.cancel()).`,
  http: 'Wait for the response and read it to its end (response.resume() skips it), or destroy the request.',
  socket: 'Wait for the answer to what was sent, or destroy the socket; one that is open and idle is no leak.',
  file: `${WAIT} (node:fs/promises); end a write stream and wait for it (pipeline() of node:stream/promises).`,
  'child-process': "Wait for its 'close' event (util.promisify(execFile)), or kill it before the handler answers.",
  worker: "Wait for its 'exit' event, or await worker.terminate() before the handler answers.",
  dns: `${WAIT} (node:dns/promises).`,
  compression: `${WAIT} (util.promisify(gzip), or pipeline() of node:stream/promises).`,
  crypto: `${WAIT} (util.promisify(pbkdf2)), or take the synchronous form.`,
  import: `${WAIT}, or import at module level, where it is a part of Init.`,
  console: 'Await the work that writes it before the handler answers.',
}

/** Every kind of leak. */
export const LEAK_KINDS: readonly LeakKind[] = Object.keys(ADVICE) as LeakKind[]

/** One sentence on how to fix a leak. */
export function leakAdvice({ kind, via }: Pick<Leak, 'kind' | 'via'>): string {
  if (via !== undefined) {
    return `Await the call at ${via} to its end; Promise.race() and a failing Promise.all() stop waiting before that.`
  }
  // A record that came from elsewhere may know kinds that this version does not.
  return ADVICE[kind] ?? 'Await it before the handler answers.'
}
