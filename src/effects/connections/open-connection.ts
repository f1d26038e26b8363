// One connection of an environment: a socket it opened, what its peer did while everything was frozen, and what comes of it.

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import type { ConnectTarget } from '../connect-target.js'
import type { Connection, ConnectionOrigin, PeerLoss } from '../../record/connection.js'
import type { CallSite } from '../clock/call-site.js'
import { hostTime } from '../host-time.js'
import { NetworkRefusal } from '../network/refusal.js'
import { addressOf, handleOf } from '../work/node-internals.js'
import { connectionReset } from './connection-error.js'
import { stopReading } from './stop-reading.js'

/** Says where in the user's source something was made. */
export type Locate = (origin: CallSite) => ConnectionOrigin

export class OpenConnection {
  /** It is in the `opened` of a record already. */
  isTold = false
  readonly #socket: Socket
  /** The TLS socket that was put on an open socket (STARTTLS, PostgreSQL). */
  #secure: Socket | undefined
  readonly #target: Pick<ConnectTarget, 'text' | 'isLocal'>
  readonly #invocation: number | undefined
  /** Runs in the context in which it was opened, as Node.js runs what it has to say of a socket. */
  readonly #home: <R>(run: () => R) => R = AsyncLocalStorage.snapshot()
  /** Where it may come from: the first one counts of which a frame is known. None once it is described. */
  #origins: readonly CallSite[]
  #described: Connection | undefined
  #hasReachedPeer = false
  #lost: PeerLoss | undefined
  #hasLearnt = false
  #wasGoneAtThaw = false
  #written = 0
  #readAtWrite: number | undefined

  constructor(
    socket: Socket,
    target: Pick<ConnectTarget, 'text' | 'isLocal'>,
    origins: readonly CallSite[],
    invocation: number | undefined,
  ) {
    this.#socket = socket
    this.#target = target
    this.#origins = origins
    this.#invocation = invocation
    socket.prependOnceListener('connect', () => (this.#hasReachedPeer = this.#hasPeer()))
  }

  /** It reached its peer and no record has it yet. A socket that a mock stands in for never does. */
  get isNew(): boolean {
    return this.#hasReachedPeer && !this.isTold
  }

  /** It was to lead to another machine, and was not let. */
  get isBlocked(): boolean {
    return this.#socket.errored instanceof NetworkRefusal
  }

  /** Its peer had gone when the environment thawed, and the function has met that or is about to. */
  get isStale(): boolean {
    return this.#lost !== undefined || this.#wasGoneAtThaw
  }

  /** Nothing will come of it any more. */
  get isOver(): boolean {
    return this.#socket.destroyed || this.#top.destroyed || (this.#top.writableEnded && !this.isStale)
  }

  /** Whether something was sent on it since `mark`, by JavaScript or (TLS on top of it, HTTP/2) below it. */
  get isUsed(): boolean {
    return this.#socket.bytesWritten !== this.#written
  }

  mark(): void {
    this.#written = this.#socket.bytesWritten
  }

  describe(locate: Locate): Connection {
    if (this.#described) return this.#described
    const origins = this.#origins.map(locate)
    const at = origins.find((origin) => origin.at !== undefined)?.at
    const bundled = this.isBlocked ? origins.find((origin) => origin.bundled)?.bundled : undefined
    this.#origins = []
    const invocation = this.#invocation
    return (this.#described = Object.freeze({
      target: this.#target.text,
      ...(at !== undefined && { at }),
      ...(bundled && { bundled: Object.freeze(bundled) }),
      ...(invocation !== undefined && { invocation }),
    }))
  }

  /** A TLS socket speaks for it from now on. */
  secureBy(socket: Socket): void {
    this.#secure = socket
  }

  get localPort(): number | undefined {
    return this.#socket.localPort
  }

  /** The peer goes: it sees the connection end, and from here on nothing that it sends comes through. */
  lose(how: PeerLoss): void {
    if (!this.#hasReachedPeer || this.isOver || this.#lost) return
    this.#lost = how
    stopReading(this.#top)
    // Half of the connection is enough to end it for the peer, and leaves the socket as the function knows it.
    this.#home(() => this.#top._final(() => undefined))
  }

  /** The environment thaws. True: its code learns now that the peer is gone, before it uses the connection. */
  thaw(): boolean {
    if (!this.#lost) this.#wasGoneAtThaw = this.isTold && this.#endedByPeer()
    if (this.#hasLearnt || this.isOver) return false
    if (this.#lost === 'closed') this.#endOfStream()
    else if (this.#lost === 'reset' && this.#awaitsAnswer()) this.#reset()
    else return false
    this.#hasLearnt = true
    return true
  }

  /** It has learnt that, and is on its way to its end. */
  get isClosing(): boolean {
    return this.#hasLearnt && !this.#top.closed
  }

  /** The function sends something. True: nobody is there any more, and it went nowhere. */
  send(sent: () => void): boolean {
    if (this.#lost === 'reset' && !this.#target.isLocal) {
      // The system takes what is sent; the answer of a machine that knows nothing of the connection takes a while.
      sent()
      hostTime.setImmediate(() => this.#reset())
      return true
    }
    // To a local socket without a peer nothing can be sent: the system says so itself (EPIPE).
    this.#readAtWrite = this.#top.bytesRead
    return false
  }

  /** Its environment is gone, and its descriptor with it. */
  end(): void {
    this.#home(() => {
      this.#secure?.destroy()
      this.#socket.destroy()
    })
  }

  get #top(): Socket {
    return this.#secure ?? this.#socket
  }

  /** As Node.js takes the end of a stream from the system. */
  #endOfStream(): void {
    this.#home(() => {
      this.#top.push(null)
      this.#top.read(0)
    })
  }

  #reset(): void {
    this.#home(() => this.#top.destroy(connectionReset()))
  }

  /** Nothing came since the last write. It may be a protocol without answers: its socket then learns a little early. */
  #awaitsAnswer(): boolean {
    return this.#readAtWrite !== undefined && this.#top.bytesRead === this.#readAtWrite
  }

  #endedByPeer(): boolean {
    const { errored, readableEnded } = this.#top
    return readableEnded || errored !== null
  }

  /** The native handle is asked: mocks (msw, nock) emit 'connect' too. */
  #hasPeer(): boolean {
    const handle = handleOf(this.#socket)
    return handle !== undefined && (this.#target.isLocal || addressOf(handle, 'getpeername') !== undefined)
  }
}
