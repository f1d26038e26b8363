// Where a socket is asked to connect to, from the arguments of `connect`.

export interface ConnectTarget {
  /** `host:port`, or the path of a local socket. */
  readonly text: string
  /** A local socket: a Unix domain socket, or a named pipe. */
  readonly isLocal: boolean
  /** As they were given; a host that was left out is this machine. */
  readonly host: unknown
  readonly port: unknown
  /** Everything that was asked for, in the form of options. */
  readonly options: Readonly<Record<string, unknown>>
  readonly callback: unknown
}

/** `net.connect` hands its arguments over as one array; `socket.connect` takes them as they are documented. */
export function connectTarget(args: readonly unknown[]): ConnectTarget {
  const [first, second, ...rest]: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args
  const callback = [second, ...rest].findLast((argument) => typeof argument === 'function')
  const options = optionsOf(first, second)
  const { path, port } = options
  const host = options['host'] || 'localhost'
  const text = path ? String(path) : hostAndPort(String(host), port as number | string | undefined)
  return { text, isLocal: Boolean(path), host, port, options, callback }
}

function optionsOf(first: unknown, second: unknown): Readonly<Record<string, unknown>> {
  if (typeof first === 'object' && first !== null) return first as Record<string, unknown>
  if (typeof first === 'string' && !(Number(first) >= 0)) return { path: first }
  return { port: first, ...(typeof second === 'string' && { host: second }) }
}

/** `host:port`, with IPv6 addresses in brackets. */
export function hostAndPort(host: string, port: number | string | undefined): string {
  const bracketed = host.includes(':') ? `[${host}]` : host
  return port === undefined ? bracketed : `${bracketed}:${port}`
}
