// The connections of a record as every run has them: for snapshots.

import type { Connection, Connections } from './connection.js'

/** Ports of servers on this machine, which tests start on free ones, and positions are left out; undefined: there is none. */
export function stableConnections({ opened, reused, stale, blocked }: Connections): Connections | undefined {
  if (opened.length + reused.length + stale.length + blocked.length === 0) return undefined
  return {
    opened: opened.map(stableConnection),
    reused: reused.map(stableConnection),
    stale: stale.map(stableConnection),
    blocked: blocked.map(stableConnection),
  }
}

function stableConnection({ target, at, ...rest }: Connection): Connection {
  const place = at === undefined ? {} : { at: at.replace(/:\d+:\d+$/, '') }
  return { target: target.replace(/^(localhost|127(?:\.\d+){3}|\[::1\]):\d+$/, '$1:<port>'), ...place, ...rest }
}
