// Notices a thread that does not give way, or takes too much memory: code that no clock inside it can end.

import { hostTime } from '../../effects/host-time.js'
import type { Used } from '../port.js'
import { memoryOf } from './used.js'

/** How often it looks, in real milliseconds. */
const LOOK_MS = 10

/**
 * A thread that has used less of the time than this was blocked, and not waiting for its turn on a busy machine, where a
 * twentieth may be its share. Being looked at takes a two hundredth.
 */
const BLOCKED_SHARE = 0.02

export interface Watched {
  readonly heartbeat: number
  /** How long its code was held while it wrote, in milliseconds: that is no giving way. */
  readonly heldMs: number
  /** CPU time in milliseconds; undefined where Node.js does not tell. */
  cpuUsed(): Promise<number | undefined>
  /** Bytes; undefined where Node.js does not tell. */
  memoryUsed(): Promise<number | undefined>
  /** The same without garbage; undefined: nobody knows. */
  memoryNeeded(): Promise<number | undefined>
}

export interface Limits {
  /** Milliseconds that the code may compute, or block, without giving way: of CPU time, or where it uses none, of real time. */
  readonly ms: number
  readonly bytes: number
}

/** For orders that are no part of an invocation: whoever ends a test waits no longer than this. */
export const BRIEF: Limits = { ms: 1000, bytes: Infinity }

/** What was wrong. */
export type Alarm = 'stuck' | 'out of memory'

/** Looks at one thread for as long as it follows an order. */
export class Watchdog {
  readonly #thread: Watched
  readonly #limits: Limits
  readonly #alarm: (what: Alarm) => void
  readonly #timer: NodeJS.Timeout
  readonly #startedAt = hostTime.monotonic()
  #beat: number
  #since = this.#startedAt
  /** How long it had been at work at the last beat. */
  #workedBefore: number | undefined
  #asking = false
  #over = false
  #mostBytes = 0
  /** CPU time at the first look and at the last. */
  #cpu: { readonly first: number; readonly last: number } | undefined

  /** Calls `alarm` once, when a limit is passed. */
  constructor(thread: Watched, limits: Limits, alarm: (what: Alarm) => void) {
    this.#thread = thread
    this.#limits = limits
    this.#alarm = alarm
    this.#beat = thread.heartbeat
    this.#timer = hostTime.setInterval(() => void this.#look(), LOOK_MS)
    this.#timer.unref()
  }

  /** What it has seen so far; where Node.js does not tell of CPU time, all of the time. */
  get seen(): Used {
    const cpuMs = this.#cpu ? this.#cpu.last - this.#cpu.first : hostTime.monotonic() - this.#startedAt
    return { cpuMs, memoryBytes: this.#mostBytes }
  }

  end(): void {
    this.#over = true
    hostTime.clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const [cpu, bytes] = await Promise.all([this.#thread.cpuUsed(), this.#memory()]).catch(() => [])
    this.#asking = false
    if (this.#over) return
    if (cpu !== undefined) this.#cpu = { first: this.#cpu?.first ?? cpu, last: cpu }
    this.#mostBytes = Math.max(this.#mostBytes, bytes ?? 0)
    if (this.#mostBytes > this.#limits.bytes) return this.#ring('out of memory')
    const now = hostTime.monotonic()
    const { heartbeat, heldMs } = this.#thread
    const worked = cpu === undefined ? undefined : cpu + heldMs
    if (heartbeat !== this.#beat) {
      this.#beat = heartbeat
      this.#since = now
      this.#workedBefore = worked
      return
    }
    const passed = now - this.#since
    this.#workedBefore ??= worked
    const since = worked === undefined || this.#workedBefore === undefined ? passed : worked - this.#workedBefore
    if (passed < this.#limits.ms) return
    if (since >= this.#limits.ms || since < passed * BLOCKED_SHARE) this.#ring('stuck')
  }

  async #memory(): Promise<number | undefined> {
    const used = await this.#thread.memoryUsed()
    return used === undefined ? undefined : memoryOf(this.#thread, used, this.#limits.bytes)
  }

  #ring(what: Alarm): void {
    this.end()
    this.#alarm(what)
  }
}
