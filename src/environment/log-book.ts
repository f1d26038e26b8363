// The log lines of one environment that no record has yet.

import {
  initEndLines,
  initStartLines,
  type PlatformSource,
  type PlatformStatus,
  startLines,
} from '../record/platform-lines.js'
import type { LogEntry } from '../record/record.js'

/** Writes the platform's lines between those of the function, in the order in which Lambda shows them (LOG-6). */
export class LogBook {
  readonly #source: PlatformSource
  #lines: LogEntry[] = []
  #late: LogEntry[] = []

  constructor(source: PlatformSource) {
    this.#source = source
  }

  /** A line of the function. */
  write(entry: LogEntry): void {
    this.#lines.push(entry)
  }

  /** One that was written although everything is frozen, as when real I/O ends in process: it comes under the next START. */
  writeLate(entry: LogEntry): void {
    this.#late.push(entry)
  }

  initStart(at: number): void {
    this.#lines.push(...initStartLines(this.#source, at))
  }

  initEnd(at: number, phase: 'init' | 'invoke', durationMs: number, ended: PlatformStatus): void {
    this.#lines.push(...initEndLines(this.#source, at, phase, durationMs, ended))
  }

  start(at: number, requestId: string, tenantId?: string): void {
    this.#lines.push(...startLines(this.#source, at, requestId, tenantId))
    if (this.#late.length > 0) this.#lines.push(...this.#late.splice(0))
  }

  /** The lines so far, which are a record's from now on. */
  close(): LogEntry[] {
    const lines = this.#lines
    this.#lines = []
    return lines
  }
}
