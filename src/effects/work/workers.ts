// A worker thread: under way while it runs and is ref'd.

import { handleHasRef, threadIdOf } from './node-internals.js'
import type { Work, WorkPhase } from './work.js'

/**
 * Whether a thread is computing or waiting for a message cannot be told from outside. Pools and log transports unref
 * their idle threads, so that is what decides.
 */
export class WorkerThread implements Work {
  readonly kind = 'worker'
  readonly #handle: object

  constructor(handle: object) {
    this.#handle = handle
  }

  phase(): WorkPhase {
    const ref = handleHasRef(this.#handle)
    if (ref === undefined) return 'over'
    return ref ? 'under way' : 'idle'
  }

  holdsLoop(): boolean {
    return handleHasRef(this.#handle) === true
  }

  get subject(): string {
    return this.describe()
  }

  describe(): string {
    return `worker thread ${threadIdOf(this.#handle) ?? ''}`.trimEnd()
  }
}
