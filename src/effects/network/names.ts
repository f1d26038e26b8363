// Name queries of an environment: only names of this machine are looked up.

import dns from 'node:dns'
import { isIP } from 'node:net'
import { process } from '../host-process.js'
import { patch } from '../patch.js'
import type { Current, Undo } from '../effect.js'
import { dispatcher, type InsideCall } from '../routed-property.js'
import { isLoopback } from './loopback.js'
import { type NetworkRefusal, unknownName } from './refusal.js'
import type { NetworkOwner } from './tcp.js'

/** Refuses every query of `dns` and `dns/promises`, of the modules and of their resolvers, that asks for another host. */
export function guardNames(current: Current<NetworkOwner>): Undo[] {
  return [
    ...guardAll(dns, current, refuseCallback),
    ...guardAll(dns.Resolver.prototype, current, refuseCallback),
    ...guardAll(dns.promises, current, refusePromise),
    ...guardAll(dns.promises.Resolver.prototype, current, refusePromise),
  ]
}

type Refuse = (refusal: NetworkRefusal, args: unknown[], real: () => unknown) => unknown

const refuseCallback: Refuse = (refusal, args, real) => {
  const callback = args.findLast((argument) => typeof argument === 'function')
  if (callback === undefined) return real()
  process.nextTick(callback, refusal)
  return {}
}

const refusePromise: Refuse = (refusal) => Promise.reject(refusal)

function guardAll(target: object, current: Current<NetworkOwner>, refuse: Refuse): Undo[] {
  const queries = Object.getOwnPropertyNames(target).filter((key) => /^(lookup|resolve|reverse)/.test(key))
  return queries.map((key) => {
    const original = Reflect.get(target, key) as Function
    return patch(target, key, { value: dispatcher(original, current, guard(key, refuse)) })
  })
}

function guard(key: string, refuse: Refuse): InsideCall<NetworkOwner> {
  return ({ mode }, args, _self, real) => {
    const [host] = args
    if (mode === 'open' || typeof host !== 'string' || host === '' || isLoopback(host)) return real()
    // lookup() gives an address back as it is; the others would ask a server about it.
    if (key === 'lookup' && isIP(host) !== 0) return real()
    return refuse(unknownName(syscallOf(key, args[1]), host), args, real)
  }
}

const SYSCALLS: Readonly<Record<string, string>> = {
  lookup: 'getaddrinfo',
  lookupService: 'getnameinfo',
  reverse: 'getHostByAddr',
  resolve4: 'queryA',
  resolve6: 'queryAaaa',
}

/** Names of the calls in Node's own errors. Source: https://nodejs.org/api/dns.html#error-codes */
function syscallOf(key: string, type: unknown): string {
  const asked = key === 'resolve' ? (typeof type === 'string' ? capitalised(type) : 'A') : key.slice('resolve'.length)
  return SYSCALLS[key] ?? `query${asked}`
}

function capitalised(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1).toLowerCase()
}
