// Where a socket is asked to connect to, from the arguments of `connect`.

import { hostAndPort } from '../work/node-internals.js'

export interface SocketTarget {
  /** `host:port`, or the path of a local socket. */
  readonly text: string
  /** A local socket: a Unix domain socket, or a named pipe. */
  readonly isLocal: boolean
}

/** `net.connect` hands its arguments over as one array; `socket.connect` takes them as they are documented. */
export function socketTarget(args: readonly unknown[]): SocketTarget {
  const [first, second]: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: string; host?: string; port?: number | string }
    return path ? { text: path, isLocal: true } : { text: hostAndPort(host || 'localhost', port), isLocal: false }
  }
  if (typeof first === 'string' && !(Number(first) >= 0)) return { text: first, isLocal: true }
  return { text: hostAndPort(typeof second === 'string' ? second : 'localhost', String(first)), isLocal: false }
}
