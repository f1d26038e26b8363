// What is thrown to stop code that ended its process.

import type { ExitStatus } from '../../sandbox/port.js'

/** Nothing runs after `process.exit()`: inside an environment that takes an exception, which the sandbox ignores. */
export class ExitMarker extends Error {
  readonly exit: ExitStatus

  constructor(exit: ExitStatus) {
    super(
      `The function ended its process (${exit.signal ?? `exit status ${exit.code}`}). ` +
        'This exception only stops the code that did it: do not catch it, or let it pass.',
    )
    this.name = 'ExitMarker'
    this.exit = exit
  }
}

export function isExitMarker(error: unknown): error is ExitMarker {
  return error instanceof ExitMarker
}
