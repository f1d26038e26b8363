// TCP connections of an environment: those that would leave the machine fail, before anything is looked up.

import dns from 'node:dns'
import { isIP, type Socket } from 'node:net'
import { connectTarget } from '../connect-target.js'
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
  if (mode === 'open') return real()
  const { isLocal, options, callback, host, port } = connectTarget(args)
  // What is neither, Node.js itself will refuse.
  if (isLocal || port === undefined || typeof host !== 'string') return real()
  if (isIP(host) !== 0) {
    if (!isLoopback(host)) refuseAttempt(socket as Socket, unreachable('connect', host, port))
    return real()
  }
  const custom = options['lookup'] === dns.lookup ? undefined : (options['lookup'] as Lookup | undefined)
  if (custom === undefined && isLoopback(host)) return real()
  return real([{ ...options, host, port, lookup: guardedLookup(custom, host, port) }, callback])
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
