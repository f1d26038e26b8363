// The options of idle(): what becomes of connections while everything is frozen.

import { isRecord, showValue } from '../../function/show-value.js'
import type { PeerLoss } from '../../record/connection.js'

export interface IdleOptions {
  /**
   * What the peers of the function's open connections do meanwhile (FRZ-9), once they have answered what they were asked:
   * `'kept'` (default): nothing; the next invocation finds its connections as they were.
   * `'closed'`: they close their side, as a server does whose idle timeout is over. The end of each stream arrives at the
   * thaw, before the handler is entered, so that a pool which listens has noticed.
   * `'reset'`: they forget the connection, as after a long freeze in production. Nothing tells the function, until it
   * uses the connection and meets `read ECONNRESET` (a local socket: `write EPIPE`).
   * Peers see the connection end in both. Without open connections nothing happens.
   */
  readonly connections?: 'kept' | PeerLoss
}

const CHOICES: readonly unknown[] = ['kept', 'closed', 'reset']
const EXAMPLE = "idle('10m', { connections: 'reset' })"

/** What is lost, of options that a test gave; undefined: nothing. Throws a guide for what is no such option. */
export function peersLost(options: IdleOptions): PeerLoss | undefined {
  const given: unknown = options
  if (!isRecord(given)) {
    throw new TypeError(`idle(): options are ${showValue(given)}: they take a plain object, as in ${EXAMPLE}.`)
  }
  const unknown = Object.keys(options).find((key) => key !== 'connections')
  if (unknown !== undefined) {
    throw new TypeError(`idle(): unknown option '${unknown}': the one there is is connections, as in ${EXAMPLE}.`)
  }
  const { connections = 'kept' } = options
  if (!CHOICES.includes(connections)) {
    throw new TypeError(`idle(): connections is 'kept', 'closed' or 'reset', but received ${showValue(connections)}.`)
  }
  return connections === 'kept' ? undefined : connections
}
