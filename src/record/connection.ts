// A connection that the code of an environment opened, as an invocation record tells of it.

/** What the peers of open connections do while an environment is frozen: close their side, or forget them (FRZ-9). */
export type PeerLoss = 'closed' | 'reset'

/** Where a connection was opened, as far as that is known. */
export interface ConnectionOrigin {
  /** `file:line:column` in the user's own source where it was opened; undefined where no frame of it is known. */
  readonly at?: string
  /**
   * A package opened it that is not in `node_modules`, but in a file of the project, as its source map says: mocks of the
   * package do not reach that copy. Told of blocked connections alone.
   */
  readonly bundled?: { readonly package: string; readonly file: string }
}

/** One connection: a socket that reached its peer, or was to, whoever opened it (a driver, an agent's pool, the function). */
export interface Connection extends ConnectionOrigin {
  /** `host:port`, or the path of a local socket. */
  readonly target: string
  /** Index, within its environment, of the invocation that opened it; undefined during Init. */
  readonly invocation?: number
}

/** What one invocation did with connections. */
export interface Connections {
  /** Those that this invocation opened, or the Init that it was for. */
  readonly opened: readonly Connection[]
  /** Those that an earlier invocation, or the Init before it, had opened and this one sent something on. */
  readonly reused: readonly Connection[]
  /** Those that this one found gone: their peer had closed or reset them while the environment was frozen (FRZ-9). */
  readonly stale: readonly Connection[]
  /** Those that it was not let open, since they lead to another machine (`network: 'loopback'`). */
  readonly blocked: readonly Connection[]
}

/** An invocation without any. */
export const noConnections: Connections = Object.freeze({
  opened: Object.freeze([]),
  reused: Object.freeze([]),
  stale: Object.freeze([]),
  blocked: Object.freeze([]),
})
