// Why an environment got no thread: the process of the test has no room for another.

/** What a process runs out of that has many threads, as Node.js and libuv call it. */
const NO_ROOM = /\b(?:EMFILE|ENFILE|EAGAIN|ENOMEM)\b/

/** Measured with Node.js 24 on Linux, before a function has loaded anything. */
const EACH_TAKES = 'about 5 descriptors and 25 MB'

export class ThreadStartError extends Error {
  override readonly name = 'ThreadStartError'

  /** `others`: how many threads there are besides, or are starting. */
  constructor(cause: Error, others: number) {
    super(
      `no thread could be started for an environment: ${cause.message}.\n\n` +
        `Each environment of the test file has a thread, which takes ${EACH_TAKES}; others that are there or starting: ` +
        `${others}. Have fewer at once: await invocations in smaller groups, and end functions that have done their part ` +
        `(await using; those with lifetime: 'suite' keep their threads). Or allow the process more (ulimit -n), or run ` +
        `functions in process, where an environment takes none of that.`,
      { cause },
    )
    // Nobody's line: it is told by an event of the thread.
    this.stack = `${this.name}: ${this.message}`
  }
}

/** `error`, of a thread that did not boot; where there was no room for it, what to do. */
export function startFailure(error: Error, others: number): Error {
  return NO_ROOM.test(error.message) ? new ThreadStartError(error, others) : error
}
