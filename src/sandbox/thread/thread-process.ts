// The process of one environment: a thread, and when that is gone the next one; what it is ordered, how it ends, and what it
// leaves behind.

import { hostTime } from '../../effects/host-time.js'
import type { PackedFile } from '../../effects/files/packed-files.js'
import { snapshotPacked } from '../../effects/files/snapshot.js'
import type { PeerLoss } from '../../record/connection.js'
import type { Leak } from '../../record/leak.js'
import type { TmpSnapshot } from '../../record/record.js'
import type { StopReason, Used } from '../port.js'
import { StoppedError } from '../stopped.js'
import { noCoverage } from './coverage.js'
import type { ThreadHost } from './host.js'
import { interrupt } from './interrupt.js'
import { silent } from './listener.js'
import { BOOTING, type Ended, OUT_OF_MEMORY, stuck, tmpIsLost } from './losses.js'
import type { Answers, ModuleCode, Order, Remains, Sight } from './messages.js'
import type { Listener, Thread } from './thread.js'
import { memoryOf, most, NOTHING, usedBy } from './used.js'
import { type Alarm, BRIEF, type Limits, Watchdog } from './watchdog.js'

const emptyTmp: TmpSnapshot = Object.freeze({ files: Object.freeze({}), bytes: 0 })

/** How long a thread may take to say what it waits for, in real milliseconds: an instant, unless the machine is busy. */
const ANSWER_MS = 250

/** The answer to an order, or the end of the thread that had it; and what it used for that. */
export type Followed<Given extends Order> = ({ readonly value: Answers[Given['verb']] } | Ended) & {
  readonly seen: Used
}

export class ThreadProcess {
  readonly #host: ThreadHost
  #thread: Thread | undefined
  #tmp: TmpSnapshot = emptyTmp
  #leftovers: readonly Leak[] = []
  #files: readonly PackedFile[] = []
  /** How its thread ended while it was frozen: the next order finds out. */
  #ended: Ended | undefined
  /** Ends the order that is being followed, from outside. */
  #abandon: ((reason: StoppedError) => void) | undefined
  #salvaged: Thread | undefined

  constructor(host: ThreadHost) {
    this.#host = host
  }

  get isThere(): boolean {
    return this.#thread !== undefined
  }

  /** What the thread before left in `/tmp`: it survives a reset (RST-3). */
  get files(): readonly PackedFile[] {
    return this.#files
  }

  /** `/tmp` when it froze last. */
  get tmp(): TmpSnapshot {
    return this.#tmp
  }

  /** What it had left behind then. */
  get leftovers(): readonly Leak[] {
    return this.#leftovers
  }

  /** Takes a thread, for `code`. */
  begin(code: ModuleCode): void {
    this.#ended = undefined
    this.#thread = this.#host.threads.take(this.#host.memoryMB, code)
  }

  /** Gives its thread an order. Rejects with a `StoppedError` when it is stopped meanwhile. */
  async follow<Given extends Order>(order: Given, { ms, bytes }: Limits, listener: Listener): Promise<Followed<Given>> {
    const thread = this.#started(order)
    if (this.#ended) return { ...this.#ended, seen: NOTHING }
    const { promise, resolve, reject } = Promise.withResolvers<Alarm>()
    this.#abandon = reject
    let watchdog: Watchdog | undefined
    try {
      await Promise.race([thread.booted, promise])
      const patience = this.#host.threads.debugged ? Infinity : ms
      watchdog = new Watchdog(thread, { ms: patience, bytes }, resolve)
      const first = await Promise.race([thread.order(order, listener), promise])
      const { seen } = watchdog
      if (first === 'stuck') return { ...stuck(await this.#kill(thread)), seen }
      if (first !== 'out of memory' && 'code' in first) {
        this.#salvage(thread)
        return { ended: first, seen }
      }
      const used = first === 'out of memory' ? seen : most(usedBy(first.value, thread.tmpBytes), seen)
      // Perhaps nobody happened to look while it took that much.
      const memoryBytes = await memoryOf(thread, used.memoryBytes, bytes)
      if (first === 'out of memory' || memoryBytes > bytes) {
        await this.#kill(thread)
        return { ended: OUT_OF_MEMORY, seen: used }
      }
      this.#see(first.sight)
      return { value: first.value, seen: { ...used, memoryBytes } }
    } finally {
      watchdog?.end()
      this.#abandon = undefined
    }
  }

  async disconnect(how: PeerLoss): Promise<void> {
    if (!this.#thread || this.#ended) return
    // In the turn that sockets take to let go of their peers, what was left behind on others may run.
    const end = this.follow({ verb: 'disconnect', how }, BRIEF, silent)
    const answer = await end.catch((error: unknown) => {
      // It is stopped meanwhile, and has no connections any more.
      if (!(error instanceof StoppedError)) throw error
    })
    if (answer && 'ended' in answer) this.#ended = answer
  }

  /** Ends its thread, and what that had been ordered. */
  async stop(reason: StopReason): Promise<void> {
    const thread = this.#thread
    if (!thread) return
    this.#leftovers = []
    const leaving = this.#abandon ? this.#stopRunning(thread, this.#abandon) : this.#leave(reason)
    this.#thread = undefined
    await leaving
    if (reason === 'shutdown') this.#files = []
    await thread.end()
  }

  async #stopRunning(thread: Thread, abandon: (reason: StoppedError) => void): Promise<void> {
    const waitingFor = thread.hasBooted ? await withinReason(thread.waitingFor(), stuck().waitingFor) : [BOOTING]
    abandon(new StoppedError(waitingFor))
    if (!this.#host.threads.counts) return
    await this.#cut(thread)
    if (thread.remains) this.#keep(thread.remains)
  }

  async #leave(reason: StopReason): Promise<void> {
    if (this.#ended || (reason !== 'reset' && !this.#host.threads.counts)) return
    const answer = await this.follow({ verb: 'leave' }, BRIEF, silent)
    if ('value' in answer) this.#keep(answer.value)
  }

  #keep({ files, coverage }: Remains): void {
    this.#files = files
    this.#host.threads.ran(coverage)
  }

  #started({ verb }: Order): Thread {
    if (!this.#thread) throw new Error(`'${verb}' needs a thread: start() must have succeeded before`)
    return this.#thread
  }

  /** Ends a thread that cannot be told to leave; gives the place at which it was. */
  async #cut(thread: Thread): Promise<string | undefined> {
    // A debugger has the threads to itself.
    const at = this.#host.threads.debugged ? undefined : await interrupt(thread)
    await thread.end()
    return at
  }

  async #kill(thread: Thread): Promise<string | undefined> {
    const at = await this.#cut(thread)
    this.#salvage(thread)
    return at
  }

  /** Keeps what a thread has handed over that has not left in an orderly way; once, however often it is found gone. */
  #salvage(thread: Thread): void {
    if (this.#salvaged === thread) return
    this.#salvaged = thread
    const { remains, tmpBytes } = thread
    this.#keep(remains ?? { files: [], coverage: noCoverage })
    this.#tmp = snapshotPacked(this.#files)
    if (!remains && tmpBytes > 0) this.#host.warn(tmpIsLost(tmpBytes))
  }

  #see({ tmp = this.#tmp, leftovers }: Sight): void {
    this.#tmp = tmp
    this.#leftovers = leftovers
  }
}

async function withinReason<Result>(promise: Promise<Result>, otherwise: Result): Promise<Result> {
  const { promise: late, resolve } = Promise.withResolvers<Result>()
  const timer = hostTime.setTimeout(() => resolve(otherwise), ANSWER_MS)
  return Promise.race([promise, late]).finally(() => hostTime.clearTimeout(timer))
}
