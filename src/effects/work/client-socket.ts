// Decides whether an answer is outstanding on a client socket whose protocol is not known.

import type { Socket } from 'node:net'
import { isSecureConnecting } from './node-internals.js'
import type { Work, WorkPhase, WorkState } from './work.js'

/** An answer may come in several pieces: only after this long without one is it complete. Real milliseconds. */
export const ANSWER_QUIET_MS = 20

/** Servers that speak first (MySQL, SMTP) get this long after the connection opened. Real milliseconds. */
export const GREETING_MS = 50

/**
 * A client socket. Without knowing its protocol: an answer is outstanding when no byte came in since the last write.
 * A protocol whose writes are never answered (syslog) therefore looks busy, and a server that pushes looks idle.
 */
export class ClientSocket implements Work {
  readonly #socket: Socket
  readonly #target: string
  readonly #now: () => number
  #readAtWrite: number | undefined
  #bytesRead = 0
  #changedAt: number | undefined
  #ownedByRequest = false

  constructor(socket: Socket, target: string, state: WorkState) {
    this.#socket = socket
    this.#target = target
    this.#now = state.now
  }

  /** The function wrote to it. */
  wrote(): void {
    this.#readAtWrite = this.#socket.bytesRead
  }

  /** Whether an HTTP request speaks for it, which knows when its answer is complete. */
  setOwnedByRequest(owned: boolean): void {
    this.#ownedByRequest = owned
  }

  phase(): WorkPhase {
    const socket = this.#socket
    if (socket.destroyed) return 'over'
    if (this.#ownedByRequest) return 'idle'
    if (socket.connecting || isSecureConnecting(socket)) return 'under way'
    if (socket.writableLength > 0) return 'under way'
    return this.#awaitsBytes() ? 'under way' : 'idle'
  }

  describe(): string {
    return this.describeMany(1)
  }

  describeMany(count: number): string {
    const what = this.#socket.connecting ? 'connecting' : 'waiting for an answer'
    return `${count} ${count === 1 ? 'socket' : 'sockets'} to ${this.#target} ${what}`
  }

  #awaitsBytes(): boolean {
    if (!this.#socket.readable) return false
    const { bytesRead } = this.#socket
    if (bytesRead === this.#readAtWrite) return true
    if (bytesRead !== this.#bytesRead || this.#changedAt === undefined) {
      this.#bytesRead = bytesRead
      this.#changedAt = this.#now()
    }
    return this.#now() - this.#changedAt < (bytesRead === 0 ? GREETING_MS : ANSWER_QUIET_MS)
  }
}
