// What keeps an environment's event loop alive although nothing is under way: open sockets, servers, watchers.

import { addressOf, handleHasRef } from './node-internals.js'
import { inWords, lookAt, type Work, type WorkPhase, type WorkState } from './work.js'

/** In words, by `node:async_hooks` type. Child processes and worker threads are work of their own. */
const HANDLE_NAMES: ReadonlyMap<string, (handle: object) => string> = new Map([
  ['TCPWRAP', (handle: object) => withAddress('open socket to', addressOf(handle, 'getpeername'))],
  ['TCPSERVERWRAP', (handle: object) => withAddress('server on', addressOf(handle, 'getsockname'))],
  ['PIPEWRAP', () => 'open pipe'],
  ['PIPESERVERWRAP', () => 'server on a pipe'],
  ['UDPWRAP', (handle: object) => withAddress('UDP socket on', addressOf(handle, 'getsockname'))],
  ['TTYWRAP', () => 'terminal'],
  ['MESSAGEPORT', () => 'message port'],
  ['FSEVENTWRAP', () => 'fs.watch'],
  ['STATWATCHER', () => 'fs.watchFile'],
])

const ADDRESSED: ReadonlySet<string> = new Set(['TCPWRAP', 'TCPSERVERWRAP', 'UDPWRAP'])

export const HANDLE_TYPES: readonly string[] = [...HANDLE_NAMES.keys()]

/** One native handle. It is never waited for: what is expected of it, its owner knows. */
export class OpenHandle implements Work {
  readonly #type: string
  readonly #handle: object

  constructor(type: string, handle: object) {
    this.#type = type
    this.#handle = handle
  }

  phase(): WorkPhase {
    return handleHasRef(this.#handle) === undefined ? 'over' : 'idle'
  }

  /** libuv counts a socket only once it has been opened: not before, nor one that a mock stands in for. */
  holdsLoop(): boolean {
    const isOpen = !ADDRESSED.has(this.#type) || addressOf(this.#handle, 'getsockname') !== undefined
    return isOpen && handleHasRef(this.#handle) === true
  }

  describe(): string {
    return HANDLE_NAMES.get(this.#type)?.(this.#handle) ?? this.#type
  }
}

/**
 * What keeps the event loop alive although it may be idle, in words: it tells "event loop empty" from "hangs" (HND-12
 * to HND-15, CB-1). Sockets that Node itself unrefs while they are pooled (free ones of `http.Agent`, idle ones of
 * `fetch`) do not. Timers and immediates are the clock's.
 */
export function refd(state: WorkState): string[] {
  lookAt(state)
  return inWords([...state.pieces.keys()].filter((work) => work.holdsLoop?.()))
}

function withAddress(text: string, address: string | undefined): string {
  return address === undefined ? text.replace(/ (?:to|on)$/, '') : `${text} ${address}`
}
