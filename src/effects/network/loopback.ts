// Which hosts are this machine itself.

import { isIP } from 'node:net'
import { URL } from 'node:url'

/**
 * Names and addresses that never leave the machine: `localhost` and everything under it, 127.0.0.0/8, `::1`, the same
 * written as IPv6, and the unspecified address, which connects to this machine.
 * Source: https://www.rfc-editor.org/rfc/rfc6761#section-6.3, https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase()
  return isIP(name) === 0 ? isLoopbackName(name) : isLoopbackAddress(name)
}

function isLoopbackName(name: string): boolean {
  const absolute = name.endsWith('.') ? name.slice(0, -1) : name
  return absolute === 'localhost' || absolute.endsWith('.localhost')
}

function isLoopbackAddress(address: string): boolean {
  if (isIP(address) === 4) return /^127\.|^0\.0\.0\.0$/.test(address)
  const canonical = canonicalIPv6(address)
  if (canonical === '::1' || canonical === '::') return true
  // ::ffff:7f00:1 is 127.0.0.1: the second last group holds the first byte of the IPv4 address.
  const mapped = /^::ffff:([0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(canonical)
  return mapped?.[1] !== undefined && Number.parseInt(mapped[1], 16) >> 8 === 127
}

/** Shortest form, by the URL parser, of which no zone is left (`fe80::1%eth0`). */
function canonicalIPv6(address: string): string {
  return new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
}
