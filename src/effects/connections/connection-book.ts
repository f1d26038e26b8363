// The connections of one environment: those it has open, and what each invocation did with them.

import type { Socket } from 'node:net'
import type { ConnectTarget } from '../connect-target.js'
import { process } from '../host-process.js'
import type { Connection, Connections, PeerLoss } from '../../record/connection.js'
import { type Locate, OpenConnection } from './open-connection.js'
import { OwnPools } from './own-pools.js'
import type { CallSite } from '../clock/call-site.js'

const nothing: Connections = Object.freeze({
  opened: Object.freeze([]),
  reused: Object.freeze([]),
  stale: Object.freeze([]),
  blocked: Object.freeze([]),
})

/** Kept from the environment's Init until its process is lost. Without connections, looking at it costs next to nothing. */
export class ConnectionBook {
  /** The pools of Node.js that are one for all code: the environment's own ones in their place. */
  readonly pools: OwnPools = new OwnPools()
  readonly #open = new Set<OpenConnection>()
  #invocation: number | undefined
  #requestAt: CallSite | undefined
  #isOver = false

  /** The next microtask may connect for a request that was made there. */
  request(at: CallSite): void {
    this.#requestAt = at
    queueMicrotask(() => (this.#requestAt = undefined))
  }

  /** Code of the environment opens a socket. Undefined: it has come too late, and the socket is ended. */
  add(socket: Socket, target: Pick<ConnectTarget, 'text' | 'isLocal'>, origin: CallSite): OpenConnection | undefined {
    if (this.#isOver) {
      process.nextTick(() => socket.destroy())
      return undefined
    }
    const origins = this.#requestAt ? [origin, this.#requestAt] : [origin]
    this.#requestAt = undefined
    const connection = new OpenConnection(socket, target, origins, this.#invocation)
    this.#open.add(connection)
    return connection
  }

  /** The one whose socket is bound to that port of this machine. */
  find(localPort: number | undefined): OpenConnection | undefined {
    return localPort === undefined ? undefined : [...this.#open].find((each) => each.localPort === localPort)
  }

  /** An invocation enters: what was sent until now is not its doing. */
  begin(invocation: number): void {
    this.#invocation = invocation
    if (this.#open.size === 0) return
    for (const connection of this.#open) connection.mark()
  }

  /** What was done with connections since the last call; what is over is forgotten. */
  take(locate: Locate): Connections {
    if (this.#open.size === 0) return nothing
    const taken: Record<Use, Connection[]> = { opened: [], reused: [], stale: [], blocked: [] }
    for (const connection of this.#open) {
      const use = useOf(connection)
      if (use) taken[use].push(connection.describe(locate))
      connection.isTold ||= connection.isNew
      if (connection.isOver) this.#open.delete(connection)
    }
    for (const list of Object.values(taken)) Object.freeze(list)
    return Object.freeze(taken)
  }

  /** While everything is frozen, the peers of all connections close their side, or forget them (FRZ-9). */
  lose(how: PeerLoss): void {
    for (const connection of this.#open) connection.lose(how)
  }

  /** The environment thaws. True: the function is about to learn, before its next invocation, of a peer that is gone. */
  thaw(): boolean {
    if (this.#open.size === 0) return false
    let learnt = false
    for (const connection of this.#open) if (connection.thaw()) learnt = true
    return learnt
  }

  /** Whether a socket of which the function has learnt is still on its way to its end. */
  get isClosing(): boolean {
    return [...this.#open].some((connection) => connection.isClosing)
  }

  /** The process is gone, and its descriptors with it. */
  end(): void {
    this.#isOver = true
    this.pools.end()
    for (const connection of this.#open) connection.end()
    this.#open.clear()
  }
}

type Use = keyof Connections

function useOf(connection: OpenConnection): Use | undefined {
  if (connection.isBlocked) return 'blocked'
  if (connection.isNew) return 'opened'
  if (!connection.isTold) return undefined
  if (connection.isStale) return 'stale'
  return connection.isUsed ? 'reused' : undefined
}
