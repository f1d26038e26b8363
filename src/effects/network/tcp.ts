// TCP connections of an environment: those that would leave the machine fail, before anything is looked up.

import dns from 'node:dns'
import { isIP, type Socket } from 'node:net'
import { process } from '../host-process.js'
import type { InsideCall } from '../routed-property.js'
import { refuseAttempt } from './connection-attempt.js'
import { isLoopback } from './loopback.js'
import { NetworkRefusal, unreachable } from './refusal.js'

/** What the guard needs of an environment. */
export interface NetworkOwner {
  readonly mode: 'loopback' | 'open'
}

type LookupCallback = (error: Error | null, address?: unknown, family?: unknown) => void
type Lookup = (hostname: string, options: unknown, callback: LookupCallback) => void

/**
 * `net.Socket.prototype.connect`, through which net, tls, http, https, http2, fetch and WebSocket all connect. The call
 * goes through with a lookup that refuses: so the socket behaves as one whose connection fails, and a mocking library
 * that replaces this method, before or after, still sees the attempt and may answer it (msw 3 does so with its own lookup).
 */
export const connect: InsideCall<NetworkOwner> = ({ mode }, args, socket, real) => {
  const target = mode === 'open' ? undefined : readTarget(args)
  if (target === undefined) return real()
  const { options, callback, host, port } = target
  if (isIP(host) !== 0) {
    if (!isLoopback(host)) refuseAttempt(socket as Socket, unreachable('connect', host, port))
    return real()
  }
  const custom = options['lookup'] === dns.lookup ? undefined : (options['lookup'] as Lookup | undefined)
  if (custom === undefined && isLoopback(host)) return real()
  return real([{ ...options, host, port, lookup: guardedLookup(custom, host, port) }, callback])
}

interface Target {
  readonly options: Readonly<Record<string, unknown>>
  readonly callback: unknown
  readonly host: string
  readonly port: unknown
}

/** Reads `connect`'s forms; undefined for pipes and for what Node.js itself will refuse. */
function readTarget(args: unknown[]): Target | undefined {
  // net.connect() and tls.connect() hand over their normalised arguments as one array.
  const [first, second, ...rest] = (Array.isArray(args[0]) ? args[0] : args) as unknown[]
  const callback = [second, ...rest].findLast((argument) => typeof argument === 'function')
  const options = isOptions(first) ? first : { port: first, host: typeof second === 'string' ? second : undefined }
  const isPipe = Boolean(options['path']) || (typeof first === 'string' && !(Number(first) >= 0))
  const host = options['host'] || 'localhost'
  if (isPipe || options['port'] === undefined || typeof host !== 'string') return undefined
  return { options, callback, host, port: options['port'] }
}

function isOptions(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A lookup of the caller's own is asked, and may answer with an address of this machine. */
function guardedLookup(custom: Lookup | undefined, host: string, port: unknown): Lookup {
  return (hostname, options, callback) => {
    if (custom === undefined) {
      process.nextTick(callback, unreachable('connect', host, port))
      return
    }
    custom(hostname, options, (error, address, family) => {
      const elsewhere = error ? error instanceof NetworkRefusal : !addressesOf(address).every(isLoopback)
      callback(elsewhere ? unreachable('connect', host, port) : error, address, family)
    })
  }
}

/** A lookup answers with one address, or with a list when asked for all. */
function addressesOf(answer: unknown): string[] {
  if (!Array.isArray(answer)) return [String(answer)]
  return answer.map((each: { address?: unknown }) => String(each.address))
}
