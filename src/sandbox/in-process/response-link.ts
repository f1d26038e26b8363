// The way from a response stream of the function to whoever listens for it, with the connection that it stands for.

import { hostTime } from '../../effects/host-time.js'
import type { StreamHost } from '../../runtime/response-stream/stream-host.js'
import type { EmitStream, ErrorPayload, StreamEvent } from '../port.js'
import type { RuntimeProcess } from './runtime-process.js'

/** What the link asks and tells of the invocation it belongs to. */
export interface LinkedRun {
  over(): boolean
  arrived(failure: ErrorPayload | undefined): void
  logError(error: unknown): void
}

export class ResponseLink implements StreamHost {
  readonly #runtime: RuntimeProcess
  readonly #run: LinkedRun
  readonly #emit: EmitStream | undefined
  #turns = 0
  #open = true

  constructor(runtime: RuntimeProcess, run: LinkedRun, emit: EmitStream | undefined) {
    this.#runtime = runtime
    this.#run = run
    this.#emit = emit
  }

  /** Until the response has arrived there is a connection, and it keeps the event loop alive. */
  get open(): boolean {
    return this.#open
  }

  /** A turn of the event loop is on its way: no time passes before it. */
  get turning(): boolean {
    return this.#turns > 0
  }

  afterTurn(then: () => void): void {
    this.#turns++
    hostTime.setImmediate(() => {
      this.#turns--
      if (!this.#run.over()) then()
    })
  }

  head(contentType: string): void {
    this.#send({ kind: 'head', contentType })
  }

  chunk(bytes: Uint8Array): void {
    this.#send({ kind: 'chunk', at: this.#runtime.inside.clock.now, bytes })
  }

  arrived(failure: ErrorPayload | undefined): void {
    if (this.#run.over()) return
    this.#open = false
    this.#send({ kind: 'end', at: this.#runtime.inside.clock.now })
    this.#run.arrived(failure)
  }

  warn(text: string): void {
    this.#runtime.log.writeRuntimeLine('WARN', [text])
  }

  logError(error: unknown): void {
    this.#run.logError(error)
  }

  crash(reason: unknown): void {
    this.#open = false
    // Really one, so that listeners of the function's own hear of it (ERR-10).
    void Promise.reject(reason)
  }

  #send(event: StreamEvent): void {
    if (!this.#run.over()) this.#runtime.host.stage.outside(() => this.#emit?.(event))
  }
}
