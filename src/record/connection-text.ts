// Says in words what an invocation did with connections: for the timeline and for matchers.

import type { Connection, Connections } from './connection.js'
import { countEqual } from './leak-text.js'

const SHOWN_CONNECTIONS = 5

/** `none`, `127.0.0.1:5432 (src/db.ts:12:20)`, `2: 127.0.0.1:5432, 127.0.0.1:6379`. */
export function listConnections(connections: readonly Connection[]): string {
  const { length } = connections
  if (length === 0) return 'none'
  const shown = connections.slice(0, SHOWN_CONNECTIONS).map((connection) => show(connection))
  const more = length > SHOWN_CONNECTIONS ? ` and ${length - SHOWN_CONNECTIONS} more` : ''
  return `${length === 1 ? '' : `${length}: `}${shown.join(', ')}${more}`
}

/** One line for each kind of thing it did; none where it used no connection. */
export function connectionLines({ opened, reused, stale, blocked }: Connections): string[] {
  const kinds = [
    ['found gone', stale],
    ['reused', reused],
    ['opened', opened],
  ] as const
  const lines = kinds.flatMap(([verb, connections]) =>
    connections.length === 0 ? [] : [`${verb} ${listConnections(connections)}`],
  )
  // Clients try again: each place is told once.
  return [...lines, ...countEqual(blocked.map(show)).map((text) => `blocked ${text}`)]
}

function show({ target, at }: Connection): string {
  return at === undefined ? target : `${target} (${at})`
}
