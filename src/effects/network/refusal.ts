// The error of a function that tries to leave the machine.

const REFUSAL = Symbol.for('vitest-lambda.refusal')

/** A connection, a name query or a datagram that `network: 'loopback'` stopped before anything was sent. */
export class NetworkRefusal extends Error {
  readonly code: string
  readonly syscall: string
  readonly errno: number | undefined
  readonly hostname: string

  constructor(attempt: { text: string; code: string; syscall: string; errno?: number; hostname: string }) {
    super(`${attempt.text}: blocked, because a function under test reaches nothing but this machine. ${WHAT_TO_DO}`)
    this.code = attempt.code
    this.syscall = attempt.syscall
    this.errno = attempt.errno
    this.hostname = attempt.hostname
    Object.defineProperty(this, REFUSAL, { value: true })
  }

  /** Also of a refusal from another copy of this module: without `isolate` a worker's effects outlive the modules of a file. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && REFUSAL in value
  }
}

const WHAT_TO_DO =
  'Mock the client (vi.mock, aws-sdk-client-mock, msw, nock; in a thread by its setup), point it at a server on localhost, ' +
  "or allow connections with withLambda(code, { network: 'open' })."

/** Shaped like the error of a machine without a network: SDKs and drivers know what to do with it. */
export function unreachable(syscall: 'connect' | 'send', host: string, port: unknown): NetworkRefusal {
  const text = `${syscall} ENETUNREACH ${host}:${String(port)}`
  const refusal = new NetworkRefusal({ text, code: 'ENETUNREACH', syscall, errno: -101, hostname: host })
  return Object.assign(refusal, { address: host, port: Number(port) })
}

/** `syscall` as Node.js names it: `getaddrinfo`, `queryA`. */
export function unknownName(syscall: string, hostname: string): NetworkRefusal {
  return new NetworkRefusal({ text: `${syscall} ENOTFOUND ${hostname}`, code: 'ENOTFOUND', syscall, hostname })
}
