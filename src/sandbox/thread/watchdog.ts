// Notices a thread that does not give way, or takes too much memory: code that no clock inside it can end.

import { hostTime } from '../../effects/host-time.js'

/** How often it looks, in real milliseconds. */
const LOOK_MS = 10

/** A thread that has used less of the time than this was blocked, and not waiting for its turn on a busy machine. */
const BLOCKED_SHARE = 0.05

export interface Watched {
  readonly heartbeat: number
  /** CPU time in milliseconds; undefined where Node.js does not tell. */
  cpuUsed(): Promise<number | undefined>
  memoryUsed(): Promise<number>
}

export interface Limits {
  /** Milliseconds that the code may compute, or block, without giving way. */
  readonly ms: number
  readonly bytes: number
}

/** What was wrong. */
export type Alarm = 'stuck' | 'out of memory'

/** Looks at one thread for as long as it follows an order. */
export class Watchdog {
  readonly #thread: Watched
  readonly #limits: Limits
  readonly #alarm: (what: Alarm) => void
  readonly #timer: NodeJS.Timeout
  #beat: number
  #since = hostTime.monotonic()
  /** CPU time at the last beat. */
  #cpuBefore: number | undefined
  #asking = false
  #most = 0

  /** Calls `alarm` once, when a limit is passed. */
  constructor(thread: Watched, limits: Limits, alarm: (what: Alarm) => void) {
    this.#thread = thread
    this.#limits = limits
    this.#alarm = alarm
    this.#beat = thread.heartbeat
    this.#timer = hostTime.setInterval(() => void this.#look(), LOOK_MS)
    this.#timer.unref()
  }

  /** The most memory that it has seen, in bytes; 0 when it was over before there was anything to see. */
  get most(): number {
    return this.#most
  }

  end(): void {
    hostTime.clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const [cpu, bytes] = await Promise.all([this.#thread.cpuUsed(), this.#thread.memoryUsed()]).catch(() => [0, 0])
    this.#asking = false
    this.#most = Math.max(this.#most, bytes ?? 0)
    if (this.#most > this.#limits.bytes) return this.#ring('out of memory')
    const now = hostTime.monotonic()
    const { heartbeat } = this.#thread
    if (heartbeat !== this.#beat) {
      this.#beat = heartbeat
      this.#since = now
      this.#cpuBefore = cpu
      return
    }
    const passed = now - this.#since
    this.#cpuBefore ??= cpu
    const computed = cpu === undefined || this.#cpuBefore === undefined ? passed : cpu - this.#cpuBefore
    if (passed < this.#limits.ms) return
    if (computed >= this.#limits.ms || computed < passed * BLOCKED_SHARE) this.#ring('stuck')
  }

  #ring(what: Alarm): void {
    this.end()
    this.#alarm(what)
  }
}
