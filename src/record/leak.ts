// A leak: one piece of work that an invocation left unfinished when it answered.

/**
 * What kind of work it is. `promise`: an async function that nobody waited for; `http`: a request of `node:http`,
 * `https` or `http2`; `fetch`: one of `fetch` or undici; `file`: work on a file, or a write stream that is still open.
 */
export type LeakKind =
  | 'timer'
  | 'interval'
  | 'immediate'
  | 'promise'
  | 'fetch'
  | 'http'
  | 'socket'
  | 'file'
  | 'child-process'
  | 'worker'
  | 'dns'
  | 'compression'
  | 'crypto'
  | 'import'
  | 'console'

/** Work left unfinished when its invocation answered. Lambda freezes it there, and lets it go on in the next one. */
export interface Leak {
  readonly kind: LeakKind
  /** The URL, the delay, the path, the name of the function. */
  readonly what: string
  /** `file:line:column` in the user's own source; undefined where no frame of it is known. */
  readonly at?: string
  /**
   * `file:line:column` of the call without `await` that led to it, where that is another line: `track(order)`, where the
   * request at `at` is awaited within `track`. Known of the first two invocations of an environment, of those after one
   * that had it, and of all with `leaks: 'trace'`.
   */
  readonly via?: string
  /** Index, within its environment, of the invocation that left it. */
  readonly invocation: number
}

/** Work of an earlier invocation that went on in, or before, this one. */
export interface ResumedWork extends Leak {
  /**
   * `at-thaw`: it stood still until the environment thawed, as on Lambda. `while-frozen`: real I/O that cannot be
   * frozen in process; its callbacks ran before this invocation began, where Lambda would have run them in it. Never
   * with `isolation: 'thread'`.
   */
  readonly ran: 'at-thaw' | 'while-frozen'
}
