// The response of a streaming invocation on its way out: the HTTP request that AWS's client makes of it, as functions see it.

import { Buffer } from 'node:buffer'
import { Stream } from 'node:stream'
import { types } from 'node:util'
import type { RuntimeRules } from '../../sandbox/port.js'
import {
  alreadyFinished,
  headersSent,
  invalidChunk,
  invalidHeader,
  socketHangUp,
  tooLate,
  writeAfterDestroy,
  writeAfterEnd,
} from './stream-errors.js'
import type { StreamHost } from './stream-host.js'

/** STR-4. */
export const DEFAULT_CONTENT_TYPE = 'application/octet-stream'

/** Bytes; Node's default on Linux, where Lambda runs. Source: https://nodejs.org/api/stream.html#streamgetdefaulthighwatermarkobjectmode */
const DEFAULT_HIGH_WATER_MARK = 65_536

// Taken when this loads: a test may fake them later.
const { nextTick } = process
const microtask = queueMicrotask

type Callback = (error?: Error | null) => void

export interface OutgoingOptions {
  readonly rules: RuntimeRules
  /** Bytes that wait before `write` returns false, once there is a connection (STR-1). */
  readonly highWaterMark: number | undefined
}

/**
 * Bytes leave when they are written and are flushed after a turn of the event loop; the response has arrived a turn after
 * the flush of its end. An error before that ends the process, since AWS's client leaves a promise of it unhandled (LAB).
 */
export class OutgoingResponse extends Stream {
  destroyed = false
  writable = true
  /** Called with a function that writes, just before the first write (STR-7). */
  _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => unknown) => void
  readonly writableObjectMode = false
  /** Settles when the response has arrived; rejects when the request breaks before. */
  readonly arrival: Promise<void>
  readonly #host: StreamHost
  readonly #options: OutgoingOptions
  #begun = false
  #ended = false
  #flushed = false
  #arrived = false
  #connected = false
  #flushing = false
  #needDrain = false
  #corks = 0
  #corked: Uint8Array[] = []
  #waitingBytes = 0
  #callbacks: Callback[] = []
  #arrive: () => void = noop
  #break: (error: unknown) => void = noop

  constructor(host: StreamHost, options: OutgoingOptions) {
    super()
    this.#host = host
    this.#options = options
    this.arrival = new Promise((resolve, reject) => {
      this.#arrive = resolve
      this.#break = reject
    })
    this.arrival.catch(noop)
    this.on('error', this.#broken)
    host.head(DEFAULT_CONTENT_TYPE)
    this.#flush()
  }

  get arrived(): boolean {
    return this.#arrived
  }

  get writableEnded(): boolean {
    return this.#ended
  }

  get writableFinished(): boolean {
    return this.#flushed
  }

  get writableLength(): number {
    return this.#waitingBytes
  }

  get writableCorked(): number {
    return this.#corks
  }

  get writableNeedDrain(): boolean {
    return this.#needDrain && !this.#ended && !this.destroyed
  }

  /** The option is one of the connection, and there is none in the first turn (LAB). */
  get writableHighWaterMark(): number {
    return (this.#connected ? this.#options.highWaterMark : undefined) ?? DEFAULT_HIGH_WATER_MARK
  }

  setContentType(contentType: unknown): void {
    if (this.#begun) throw tooLate(this.#options.rules)
    if (this.#ended) throw headersSent()
    if (contentType === undefined) throw invalidHeader(contentType)
    this.#host.head(String(contentType))
  }

  /** Text and bytes as they are, all else as JSON (STR-3). False: wait for `drain` before more. */
  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    // The client reads it for its own log, so null and undefined are this TypeError (LAB).
    void (chunk as { length?: unknown }).length
    const data: unknown = this.#isRaw(chunk) ? chunk : JSON.stringify(chunk)
    if (!this.#begun && typeof this._onBeforeFirstWrite === 'function') {
      this._onBeforeFirstWrite((first) => this.#send(first))
    }
    const goesOn = this.#send(data, encoding, callback)
    this.#begun = true
    return goesOn
  }

  /** What is given here goes past the prelude and is never made JSON (STR-7). nodejs22.x takes one argument (LAB). */
  end(...given: unknown[]): this | undefined {
    const first = this.#options.rules === 'nodejs22.x' ? given.slice(0, 1) : given
    this.#end(first)
    return this.#options.rules === 'nodejs22.x' ? undefined : this
  }

  /** Ends a response that failed; false: it had been ended, and says nothing of the failure (LAB). */
  fail(): boolean {
    if (this.#ended || this.destroyed) return false
    this.#end([])
    return true
  }

  cork(): void {
    this.#corks++
  }

  uncork(): void {
    if (this.#corks === 0) return
    this.#corks--
    if (this.#corks > 0) return
    if (this.#corked.length > 0) this.#host.chunk(new Uint8Array(Buffer.concat(this.#corked)))
    this.#corked = []
    this.#flush()
  }

  destroy(error?: unknown): this {
    if (this.destroyed) return this
    this.destroyed = true
    nextTick(() => {
      this.emit('error', error ?? socketHangUp())
      this.emit('close')
    })
    return this
  }

  #isRaw(chunk: unknown): boolean {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) return true
    if (this.#options.rules === 'nodejs24.x') return chunk instanceof Uint8Array
    return (chunk as { constructor?: unknown }).constructor === Uint8Array
  }

  #send(data: unknown, encoding?: unknown, callback?: unknown): boolean {
    const [coding, done] = typeof encoding === 'function' ? [undefined, encoding] : [encoding, callback]
    const bytes = toBytes(data, coding)
    const called = typeof done === 'function' ? (done as Callback) : undefined
    if (this.#ended || this.destroyed) return this.#refuse(this.#ended ? writeAfterEnd() : writeAfterDestroy(), called)
    if (called) this.#callbacks.push(called)
    if (bytes.length > 0) {
      this.#waitingBytes += framed(bytes.length)
      if (this.#corks > 0) this.#corked.push(bytes)
      else this.#host.chunk(bytes)
    }
    this.#flush()
    if (this.#waitingBytes < this.writableHighWaterMark) return true
    this.#needDrain = true
    return false
  }

  #end(given: readonly unknown[]): void {
    const callback = given.findLast((one) => typeof one === 'function') as Callback | undefined
    const [chunk, encoding] = given.filter((one) => one !== callback)
    if (this.#ended) return this.#endAgain(Boolean(chunk), callback)
    if (chunk) this.#send(chunk, encoding)
    if (callback) this.once('finish', callback)
    this.#corks = Math.min(this.#corks, 1)
    this.uncork()
    this.#ended = true
    this.#flush()
  }

  #endAgain(writes: boolean, callback: Callback | undefined): void {
    if (writes) this.#refuse(writeAfterEnd(), callback)
    else if (this.#flushed) callback?.(alreadyFinished())
    else if (callback) this.once('finish', callback)
  }

  /** After the response has arrived nobody but the caller hears of it. */
  #refuse(error: Error, callback: Callback | undefined): false {
    nextTick(() => {
      callback?.(error)
      if (!this.destroyed) this.emit('error', error)
    })
    return false
  }

  #flush(): void {
    if (this.#flushing || this.#flushed || this.destroyed) return
    this.#flushing = true
    this.#host.afterTurn(this.#onFlushed)
  }

  readonly #onFlushed = (): void => {
    this.#flushing = false
    this.#connected = true
    if (this.destroyed || this.#corks > 0) return
    this.#waitingBytes = 0
    const callbacks = this.#callbacks
    this.#callbacks = []
    for (const callback of callbacks) callback()
    if (this.#ended) this.#finish()
    else if (this.#needDrain) {
      this.#needDrain = false
      this.emit('drain')
    }
  }

  #finish(): void {
    this.emit('prefinish')
    this.#flushed = true
    this.emit('finish')
    this.#host.afterTurn(() => {
      if (this.destroyed) return
      this.#arrived = true
      this.destroyed = true
      this.#arrive()
      this.emit('close')
    })
  }

  /** Whoever waits for the arrival hears of it first, and only then the process ends. */
  readonly #broken = (error: unknown): void => {
    if (this.#arrived) return
    this.destroyed = true
    this.#break(error)
    microtask(() => nextTick(() => this.#host.crash(error)))
  }
}

function toBytes(data: unknown, encoding: unknown): Uint8Array {
  if (typeof data === 'string') return new Uint8Array(Buffer.from(data, (encoding ?? 'utf8') as BufferEncoding))
  // A copy: the function may use its buffer again.
  if (types.isUint8Array(data)) return new Uint8Array(data)
  throw invalidChunk(data)
}

/** Bytes of a chunk with its length and line ends, as HTTP/1.1 writes it. */
function framed(bytes: number): number {
  return bytes.toString(16).length + bytes + 4
}

function noop(): void {}
