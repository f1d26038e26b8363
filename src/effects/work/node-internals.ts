// Every undocumented field of Node.js that tracking work reads, each with what happens where the field is missing.

import { Transform } from 'node:stream'
import { hostAndPort } from '../connect-target.js'
import { process } from '../host-process.js'

interface Internals {
  readonly encrypted?: unknown
  readonly _handle?: unknown
  readonly _parent?: unknown
  readonly address?: unknown
  readonly family?: unknown
  readonly hasRef?: unknown
  readonly hostname?: unknown
  readonly oncomplete?: unknown
  readonly ondone?: unknown
  readonly promise?: unknown
  readonly secureConnecting?: unknown
  readonly threadId?: unknown
  readonly upgrade?: unknown
}

/**
 * Whether a native request has somebody to answer. Synchronous crypto jobs are announced to `node:async_hooks` just as
 * asynchronous ones are, and never say that they are done; only the callback tells them apart, and it is set right
 * after the announcement. Where all three names are gone, requests are not tracked at all.
 */
export function awaitsAnswer(request: object): boolean {
  const { ondone, oncomplete, promise } = request as Internals
  return ondone !== undefined || oncomplete !== undefined || promise !== undefined
}

/** The host name of a DNS request; `undefined` leaves it out of the description. */
export function hostnameOf(request: object): string | undefined {
  const { hostname } = request as Internals
  return typeof hostname === 'string' ? hostname : undefined
}

/**
 * Whether a native handle keeps the event loop alive; `undefined` once it is closed. A handle that cannot say counts
 * as closed: better an event loop that looks empty than one that never does.
 */
export function handleHasRef(handle: object): boolean | undefined {
  const { hasRef } = handle as Internals
  if (typeof hasRef !== 'function') return undefined
  const answer: unknown = Reflect.apply(hasRef, handle, [])
  return typeof answer === 'boolean' ? answer : undefined
}

/** The native handle of a stream or child process; `undefined` once it is closed. */
export function handleOf(owner: object): object | undefined {
  const { _handle } = owner as Internals
  return typeof _handle === 'object' && _handle !== null ? _handle : undefined
}

/**
 * `127.0.0.1:5432`: where a socket's handle is connected to, or what it is bound to; `undefined` where it is neither,
 * or cannot say. The native method is asked, past the ones that mocks (msw, nock) put on the handle itself.
 */
export function addressOf(handle: object, end: 'getpeername' | 'getsockname'): string | undefined {
  const prototype: object | null = Object.getPrototypeOf(handle)
  const read: unknown = prototype && Reflect.get(prototype, end)
  if (typeof read !== 'function') return undefined
  const found: { address?: string; port?: number } = {}
  Reflect.apply(read, handle, [found])
  return found.address === undefined ? undefined : hostAndPort(found.address, found.port)
}

/** The number of a worker thread; `undefined` leaves it out of the description. */
export function threadIdOf(handle: object): number | undefined {
  const { threadId } = handle as Internals
  return typeof threadId === 'number' && threadId > 0 ? threadId : undefined
}

/** Whether a TLS handshake is under way; without the field, only the request on top of the socket is waited for. */
export function isSecureConnecting(socket: object): boolean {
  return (socket as Internals).secureConnecting === true
}

/**
 * The socket under a TLS socket; without it, TLS begun on an open socket (STARTTLS) is not tracked. TLS sockets are told
 * by https://nodejs.org/api/tls.html#tlssocketencrypted, since their class would have to be loaded to be compared with.
 */
export function socketBelow(socket: object): object | undefined {
  const { _parent, encrypted } = socket as Internals
  return encrypted === true && typeof _parent === 'object' && _parent !== null ? _parent : undefined
}

/** Whether a request of undici turns its socket over to somebody else; the socket itself is watched then. */
export function isUpgrade(request: object): boolean {
  const { upgrade } = request as Internals
  return upgrade !== undefined && upgrade !== null && upgrade !== false
}

/** The prototype on which all compression streams transform; without it, compression is not tracked. Loads `node:zlib`. */
export function compressionPrototype(): object | undefined {
  let found: object | null = process.getBuiltinModule('node:zlib').Gzip.prototype
  while (found !== null && !Object.hasOwn(found, '_transform')) found = Object.getPrototypeOf(found)
  return found === null || found === Transform.prototype ? undefined : found
}
