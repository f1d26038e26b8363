// Decides whether an answer is outstanding on a client socket whose protocol is not known.

import type { Socket } from 'node:net'
import type { CallSite } from '../clock/call-site.js'
import { isSecureConnecting } from './node-internals.js'
import type { Way } from '../whose.js'
import { noteOrigin, type Work, type WorkPhase, type WorkState } from './work.js'

/**
 * An answer may come in several pieces: only after this long without one is it complete. Real milliseconds; a delayed
 * acknowledgement of TCP alone holds a piece back for 40.
 */
export const ANSWER_QUIET_MS = 100

/** Servers that speak first (MySQL, SMTP) get this long after the connection opened. Real milliseconds. */
export const GREETING_MS = 50

/**
 * A client socket. Without knowing its protocol: an answer is outstanding when no byte came in since the last write.
 * A protocol whose writes are never answered (syslog) therefore looks busy, and a server that pushes looks idle.
 */
export class ClientSocket implements Work {
  readonly kind = 'socket'
  readonly subject: string
  site?: CallSite
  origin: Work['origin']
  #connected: Way | undefined
  readonly #socket: Socket
  readonly #state: WorkState
  #readAtWrite: number | undefined
  #bytesRead = 0
  #changedAt: number | undefined
  #ownedByRequest = false
  #heardOfWrite = false

  /** `connected`: who connected, where that was not now. */
  constructor(socket: Socket, target: string, state: WorkState, connected?: Way) {
    this.#socket = socket
    this.subject = target
    this.#state = state
    this.#connected = connected
  }

  get connected(): Way | undefined {
    return this.#connected ?? this.origin ?? (this.site && { site: this.site })
  }

  /** The function wrote to it. */
  wrote(): void {
    this.#readAtWrite = this.#socket.bytesRead
    this.#connected = this.connected
    noteOrigin(this.#state, this, this.wrote)
  }

  /** It is about to write; `heard`: it will be told when that is done. */
  writes(heard: boolean): void {
    this.#heardOfWrite = heard
  }

  /** The function was told that its last write is done: whoever asks for that may expect no answer. */
  get handedOver(): boolean {
    return this.#heardOfWrite && this.#socket.writableLength === 0
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

  /** As `phase`, but an answer of which a piece came is none that is outstanding: it may well be all of it. */
  unfinished(): boolean {
    const socket = this.#socket
    if (socket.destroyed || this.#ownedByRequest) return false
    if (socket.connecting || isSecureConnecting(socket) || socket.writableLength > 0) return true
    return socket.readable && socket.bytesRead === this.#readAtWrite
  }

  describe(): string {
    return this.describeMany(1)
  }

  describeMany(count: number): string {
    const what = this.#socket.connecting ? 'connecting' : 'waiting for an answer'
    return `${count} ${count === 1 ? 'socket' : 'sockets'} to ${this.subject} ${what}`
  }

  #awaitsBytes(): boolean {
    if (!this.#socket.readable) return false
    const { bytesRead } = this.#socket
    if (bytesRead === this.#readAtWrite) return true
    if (bytesRead !== this.#bytesRead || this.#changedAt === undefined) {
      this.#bytesRead = bytesRead
      this.#changedAt = this.#state.now()
    }
    return this.#state.now() - this.#changedAt < (bytesRead === 0 ? GREETING_MS : ANSWER_QUIET_MS)
  }
}
