// The connections of a record as every run has them: for snapshots.

import type { Connection, Connections } from './connection.js'
import { ofLiterals, ofText } from './stand-ins.js'

/** Ports of servers on this machine, which tests start on free ones, and positions are left out; undefined: there is none. */
export function stableConnections({ opened, reused, stale, blocked }: Connections): object | undefined {
  const lists = { opened, reused, stale, blocked }
  if (Object.values(lists).every(({ length }) => length === 0)) return undefined
  return Object.fromEntries(Object.entries(lists).map(([what, list]) => [what, ofLiterals(list, stableConnection)]))
}

function stableConnection({ target, at, ...rest }: Connection): object {
  const place = at === undefined ? {} : { at: ofText(at, (text) => text.replace(/:\d+:\d+$/, '')) }
  return { target: ofText(target, withoutPort), ...place, ...rest }
}

function withoutPort(target: string): string {
  return target.replace(/^(localhost|127(?:\.\d+){3}|\[::1\]):\d+$/, '$1:<port>')
}
