// The options of idle(): what becomes of connections while everything is frozen.

import type { PeerLoss } from '../../record/connection.js'

export interface IdleOptions {
  /**
   * What the peers of the function's open connections do meanwhile (FRZ-9):
   * `'kept'` (default): nothing; the next invocation finds its connections as they were.
   * `'closed'`: they close their side, as a server does whose idle timeout is over. The end of each stream arrives at the
   * thaw, before the handler is entered, so that a pool which listens has noticed.
   * `'reset'`: they forget the connection, as after a long freeze in production. Nothing tells the function, until it
   * uses the connection and meets `read ECONNRESET` (a local socket: `write EPIPE`).
   * Peers see the connection end in both. Without open connections nothing happens.
   */
  readonly connections?: 'kept' | PeerLoss
}

const choices: readonly unknown[] = ['kept', 'closed', 'reset']

/** What is lost, of options that a test gave; undefined: nothing. */
export function peersLost(options: IdleOptions): PeerLoss | undefined {
  const { connections = 'kept' } = options
  if (!choices.includes(connections)) {
    const given = typeof connections === 'string' ? `'${String(connections)}'` : String(connections)
    throw new TypeError(`idle(): connections is 'kept', 'closed' or 'reset', but received ${given}.`)
  }
  return connections === 'kept' ? undefined : connections
}
