// Work on /tmp as something that an invocation can leave behind: a job, and a write stream that is still open.

import type { WriteStream } from 'node:fs'
import type { Origin } from '../whose.js'
import type { Work, WorkPhase } from '../work/work.js'
import { standardStream } from './standard-streams.js'

/** One job that has been asked for. */
export class FileJob implements Work {
  readonly kind = 'file'
  readonly subject: string
  readonly origin: Origin | undefined
  over = false

  /** `on` is the first argument of the call: a path, a descriptor, a handle. */
  constructor(on: unknown, origin: Origin | undefined) {
    this.subject = pathOf(on)
    this.origin = origin
  }

  phase(): WorkPhase {
    return this.over ? 'over' : 'under way'
  }

  describe(): string {
    return `work on ${this.subject}`
  }
}

/** A write stream, until it has written everything. */
export class OpenStream implements Work {
  readonly kind = 'file'
  readonly subject: string
  readonly origin: Origin
  readonly #stream: WriteStream

  constructor(stream: WriteStream, on: unknown, origin: Origin) {
    this.subject = pathOf(on)
    this.origin = origin
    this.#stream = stream
  }

  phase(): WorkPhase {
    const { destroyed, writableFinished } = this.#stream
    return destroyed || writableFinished ? 'over' : 'under way'
  }

  describe(): string {
    return `write stream to ${this.subject}`
  }
}

function pathOf(on: unknown): string {
  if (typeof on === 'string') return on
  if (on instanceof URL || on instanceof Uint8Array) return String(on)
  return standardStream(on) ?? 'a file in /tmp'
}
