// One-shot native requests of Node.js (files, DNS, crypto jobs) from their start until their callback.

import type { LeakKind } from '../../record/leak.js'
import type { Origin } from '../whose.js'
import { awaitsAnswer, hostnameOf } from './node-internals.js'
import { begin, end, type Work, type WorkPhase, type WorkState } from './work.js'

/**
 * What each request is called in words, by its `node:async_hooks` type. Left out on purpose: WRITEWRAP, SHUTDOWNWRAP
 * and UDPSENDWRAP, which never say that they are done when the write succeeds at once, and TCPCONNECTWRAP, which the
 * socket knows. https://github.com/nodejs/node/blob/v24.x/src/async_wrap.h lists all types.
 */
const REQUEST_NAMES: ReadonlyMap<string, string> = new Map([
  ['FSREQCALLBACK', 'file system request'],
  ['FSREQPROMISE', 'file system request'],
  ['FILEHANDLECLOSEREQ', 'file system request'],
  ['GETADDRINFOREQWRAP', 'dns lookup'],
  ['GETNAMEINFOREQWRAP', 'dns lookupService'],
  ['QUERYWRAP', 'dns query'],
  ['ARGON2REQUEST', 'argon2'],
  ['CHECKPRIMEREQUEST', 'checkPrime'],
  ['CIPHERREQUEST', 'cipher'],
  ['DERIVEBITSREQUEST', 'key derivation'],
  ['HASHREQUEST', 'hash'],
  ['KEYEXPORTREQUEST', 'key export'],
  ['KEYGENREQUEST', 'generateKey'],
  ['KEYPAIRGENREQUEST', 'generateKeyPair'],
  ['PBKDF2REQUEST', 'pbkdf2'],
  ['RANDOMBYTESREQUEST', 'randomBytes'],
  ['RANDOMPRIMEREQUEST', 'generatePrime'],
  ['SCRYPTREQUEST', 'scrypt'],
  ['SIGNREQUEST', 'signature'],
  ['VERIFYREQUEST', 'signature'],
])

export const REQUEST_TYPES: readonly string[] = [...REQUEST_NAMES.keys()]

/** What they are when they are left unfinished: cryptography, where it is nothing else. */
function kindOf(type: string): LeakKind {
  if (type.startsWith('FS') || type.startsWith('FILE')) return 'file'
  return DNS.has(type) ? 'dns' : 'crypto'
}

const DNS: ReadonlySet<string> = new Set(['GETADDRINFOREQWRAP', 'GETNAMEINFOREQWRAP', 'QUERYWRAP'])

class NativeRequest implements Work {
  readonly kind: LeakKind
  /** Nothing else can be done with files of the real disk (FS-4). */
  readonly reads: boolean
  origin: Origin | undefined
  readonly #type: string
  readonly #resource: object

  constructor(type: string, resource: object) {
    this.kind = kindOf(type)
    this.reads = this.kind === 'file'
    this.#type = type
    this.#resource = resource
  }

  phase(): WorkPhase {
    // Closing a file handle has no callback to look at, and no synchronous form either.
    return this.#type === 'FILEHANDLECLOSEREQ' || awaitsAnswer(this.#resource) ? 'under way' : 'over'
  }

  get subject(): string {
    return hostnameOf(this.#resource) ?? this.describe()
  }

  describe(): string {
    const host = hostnameOf(this.#resource)
    const name = REQUEST_NAMES.get(this.#type) ?? this.#type
    return host === undefined ? name : `${name} of ${host}`
  }
}

/** The requests of all environments that are under way, by async id. */
export class NativeRequests {
  readonly #started = new Map<number, { readonly state: WorkState; readonly request: NativeRequest }>()
  #latest: number | undefined
  /** The one whose callback runs now, or ran last. */
  #continuing: { readonly id: number; readonly origin: Origin | undefined } | undefined

  /** `trigger` is what led to it: what a request does next (open, stat, read) is all the doing of whoever began. */
  started(id: number, type: string, resource: object, state: WorkState, trigger: number): void {
    this.#dropIfSynchronous()
    const request = new NativeRequest(type, resource)
    begin(state, request)
    const before = this.#continuing?.id === trigger ? this.#continuing.origin : undefined
    // The first of them, not all: a long stream must not drag a chain behind it.
    if (before && request.origin) request.origin = { ...request.origin, after: before.after ?? before }
    this.#started.set(id, { state, request })
    this.#latest = id
  }

  answered(id: number): void {
    if (this.#started.size === 0) return
    const found = this.#started.get(id)
    if (!found) return
    this.#started.delete(id)
    this.#continuing = { id, origin: found.request.origin }
    end(found.state, found.request)
  }

  forgetAll(): void {
    for (const id of this.#started.keys()) this.answered(id)
  }

  /** A synchronous job shows as such only after its announcement; at most the latest one is kept by mistake. */
  #dropIfSynchronous(): void {
    if (this.#latest === undefined) return
    const before = this.#started.get(this.#latest)
    if (before?.request.phase() === 'over') this.answered(this.#latest)
  }
}
