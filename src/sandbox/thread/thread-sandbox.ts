// The thread sandbox: each environment is a thread of its own, which blocks while it is frozen and can be killed.

import { hostTime } from '../../effects/host-time.js'
import type { PackedFile } from '../../effects/files/packed-files.js'
import { snapshotPacked } from '../../effects/files/snapshot.js'
import type { PeerLoss } from '../../record/connection.js'
import type { Leak } from '../../record/leak.js'
import type { TmpSnapshot } from '../../record/record.js'
import type {
  EmitLog,
  EmitStream,
  InitOutcome,
  InitPlan,
  Invocation,
  Sandbox,
  SandboxCode,
  Settled,
  StopReason,
  Used,
} from '../port.js'
import { StoppedError } from '../stopped.js'
import { noCoverage } from './coverage.js'
import type { ThreadHost } from './host.js'
import { interrupt } from './interrupt.js'
import { listenerFor, silent } from './listener.js'
import { BOOTING, type Ended, exitOf, lostInit, OUT_OF_MEMORY, stuck, tmpIsLost } from './losses.js'
import {
  type Answers,
  type Beginning,
  type ModuleCode,
  moduleOf,
  type Order,
  type Remains,
  type Sight,
  unpackError,
} from './messages.js'
import { CALL_MS, type InitAhead, SetupCalls } from './setup-calls.js'
import type { Listener, Thread } from './thread.js'
import { memoryOf, most, NOTHING, usedBy } from './used.js'
import { type Alarm, BRIEF, type Limits, Watchdog } from './watchdog.js'

const emptyTmp: TmpSnapshot = Object.freeze({ files: Object.freeze({}), bytes: 0 })
const MB = 1024 * 1024

/** How long a thread may take to say what it waits for, in real milliseconds: an instant, unless the machine is busy. */
const ANSWER_MS = 250

type Followed<Given extends Order> = ({ readonly value: Answers[Given['verb']] } | Ended) & { readonly seen: Used }

/** Runs one environment's code in a thread. */
export class ThreadSandbox implements Sandbox {
  readonly #host: ThreadHost
  /** The functions of its setup module, to be called while it is frozen. */
  readonly setup: SetupCalls
  #thread: Thread | undefined
  #tmp: TmpSnapshot = emptyTmp
  #leftovers: readonly Leak[] = []
  /** What to do about the code that could not be loaded at the last start. */
  #guide: string | undefined
  /** Survives a reset (RST-3). */
  #files: readonly PackedFile[] = []
  /** The time of its environment, which may be behind that of others (ms since the epoch). */
  #frozenAt = 0
  /** How its thread ended while it was frozen: the next order finds out. */
  #ended: Ended | undefined
  /** Ends the order that is being followed, from outside. */
  #abandon: ((reason: StoppedError) => void) | undefined
  #salvaged: Thread | undefined

  constructor(host: ThreadHost) {
    this.#host = host
    this.setup = new SetupCalls(host.setup, {
      isThere: () => this.#thread !== undefined,
      setUp: (ahead, log) => this.#setUp(ahead, log),
      call: (order) => this.#follow(this.#started(order), order, this.#limits(CALL_MS), listenerFor(host, {})),
      giveUp: () => this.stop('reset'),
    })
  }

  start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    return this.#asCall(() => this.#start(code, plan, emit))
  }

  async #start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    const module = moduleOf(code)
    // Stopping ends a thread that is booting: it has to be there at once, where nothing comes before it.
    if (this.setup.last) await this.setup.arranged({ code, plan })
    const thread = this.#thread ?? this.#take(module)
    for (const entry of this.setup.takeLogs()) emit(entry)
    const order: Order = { verb: 'start', code: module, ...this.#beginning(plan) }
    const hears = listenerFor(this.#host, { log: emit, unloadable: (guide) => void (this.#guide = guide) })
    const answer = await this.#follow(thread, order, this.#limits(plan.deadline - plan.startsAt), hears)
    if ('ended' in answer) {
      const lost = { ...lostInit(answer, plan.deadline, this.#host.timeline.now), used: answer.seen }
      this.#host.timeline.reach(lost.endedAt)
      return lost
    }
    const { value, seen: used } = answer
    if (value.kind === 'not set up') throw unpackError(value.error)
    this.#frozenAt = value.endedAt
    this.#host.timeline.reach(value.endedAt)
    if (value.kind === 'ready') return value
    return { ...value, used, ...(value.kind === 'failed' && this.#guide !== undefined && { guide: this.#guide }) }
  }

  #setUp({ code, plan }: InitAhead, log: EmitLog): Promise<Followed<Extract<Order, { verb: 'set up' }>>> {
    const order = { verb: 'set up', ...this.#beginning({ ...plan, ahead: true }) } as const
    const limits = this.#limits(plan.deadline - plan.startsAt)
    return this.#follow(this.#take(moduleOf(code)), order, limits, listenerFor(this.#host, { log }))
  }

  #take(code: ModuleCode): Thread {
    this.#guide = undefined
    this.#ended = undefined
    return (this.#thread = this.#host.threads.take(this.#host.memoryMB, code))
  }

  #beginning(plan: InitPlan): Beginning {
    return { plan, files: this.#files, setup: this.#host.setup }
  }

  deliver(
    invocation: Invocation,
    thaw: { readonly frozenForMs: number },
    emit: EmitLog,
    stream?: EmitStream,
  ): Promise<Settled> {
    return this.#asCall(() => this.#deliver(invocation, thaw, emit, stream))
  }

  async #deliver(
    invocation: Invocation,
    thaw: { readonly frozenForMs: number },
    emit: EmitLog,
    stream: EmitStream | undefined,
  ): Promise<Settled> {
    await this.setup.last
    this.setup.initialised()
    const now = this.#frozenAt + thaw.frozenForMs
    const order: Order = { verb: 'deliver', invocation, now, ...thaw }
    const limits = this.#limits(invocation.deadline - now)
    let guide: string | undefined
    const hears = listenerFor(this.#host, { log: emit, stream, unloadable: (text) => void (guide = text) })
    const answer = await this.#follow(this.#started(order), order, limits, hears)
    if (!('ended' in answer)) {
      const { value, seen } = answer
      this.#frozenAt = value.endedAt
      this.#host.timeline.reach(value.endedAt)
      return { ...value, used: seen, ...(value.outcome === 'error' && guide !== undefined && { guide }) }
    }
    const lost = { survives: false, missingEnv: [], used: answer.seen }
    if (answer.ended !== 'stuck') {
      return { ...lost, outcome: 'exit', exit: exitOf(answer.ended), endedAt: this.#host.timeline.now }
    }
    this.#host.timeline.reach(invocation.deadline)
    return { ...lost, outcome: 'timeout', waitingFor: answer.waitingFor, endedAt: invocation.deadline }
  }

  /** A call made by a function in the test's process: that one waits for it, and has nothing else of it. */
  #asCall<Result>(run: () => Promise<Result>): Promise<Result> {
    const { stage, timeline } = this.#host
    const caller = stage.presence?.inside
    return caller ? caller.calls.followThread(stage.outside(run), timeline) : run()
  }

  inspect(what: 'tmp'): TmpSnapshot
  inspect(what: 'leftovers'): readonly Leak[]
  inspect(what: 'process'): 'running' | 'lost'
  inspect(what: 'tmp' | 'leftovers' | 'process'): TmpSnapshot | readonly Leak[] | 'running' | 'lost' {
    if (what === 'process') return this.#thread ? 'running' : 'lost'
    return what === 'tmp' ? this.#tmp : this.#leftovers
  }

  /** It is frozen, always, when time is moved. */
  async elapse(): Promise<void> {}

  async disconnect(how: PeerLoss): Promise<void> {
    await this.setup.last
    if (!this.#thread || this.#ended) return
    // In the turn that sockets take to let go of their peers, what was left behind on others may run.
    const end = this.#follow(this.#thread, { verb: 'disconnect', how }, BRIEF, silent)
    const answer = await end.catch((error: unknown) => {
      // It is stopped meanwhile, and has no connections any more.
      if (!(error instanceof StoppedError)) throw error
    })
    if (answer && 'ended' in answer) this.#ended = answer
  }

  async stop(reason: StopReason): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    if (reason === 'shutdown') this.setup.end()
    if (!thread) return
    this.#leftovers = []
    if (this.#abandon) await this.#stopRunning(thread, this.#abandon)
    else if (reason === 'reset' || this.#host.threads.counts) await this.#leave(thread)
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

  async #leave(thread: Thread): Promise<void> {
    if (this.#ended) return
    const answer = await this.#follow(thread, { verb: 'leave' }, BRIEF, silent)
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

  /** Those of the function: the time that it has left is real for code that does not give way. */
  #limits(ms: number): Limits {
    return { ms, bytes: this.#host.memoryMB * MB }
  }

  async #follow<Given extends Order>(
    thread: Thread,
    order: Given,
    { ms, bytes }: Limits,
    listener: Listener,
  ): Promise<Followed<Given>> {
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
