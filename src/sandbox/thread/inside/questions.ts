// Questions of a thread to the project's Vite, answered while its event loop turns; and what it is asked meanwhile.

import type { MessagePort } from 'node:worker_threads'
import { type Aside, type Question, type Told, unpackError } from '../messages.js'

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export class Questions {
  readonly #port: MessagePort | null
  readonly #tell: (told: Told) => void
  readonly #waitingFor: () => readonly string[]
  readonly #pending = new Map<number, Pending>()
  #asked = 0

  /** `port`: by which the test's side is heard, when the event loop turns. */
  constructor(port: MessagePort | null, tell: (told: Told) => void, waitingFor: () => readonly string[]) {
    this.#port = port
    this.#tell = tell
    this.#waitingFor = waitingFor
    port?.on('message', (aside: Aside) => this.#hear(aside))
    port?.unref()
  }

  ask(question: Question): Promise<unknown> {
    const id = ++this.#asked
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#pending.set(id, { resolve, reject })
    this.#tell({ kind: 'ask', id, question })
    // Whoever imports in a call of the test's has nothing else that keeps the event loop alive.
    this.#port?.ref()
    return promise
  }

  #hear(aside: Aside): void {
    if (aside.kind === 'what are you waiting for') {
      this.#tell({ kind: 'waiting', waitingFor: this.#waitingFor() })
      return
    }
    const pending = this.#pending.get(aside.id)
    this.#pending.delete(aside.id)
    if (this.#pending.size === 0) this.#port?.unref()
    if (aside.kind === 'reply') pending?.resolve(aside.value)
    else pending?.reject(unpackError(aside.error))
  }
}
