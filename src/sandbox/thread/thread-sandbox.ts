// The thread sandbox: each environment is a thread of its own, which blocks while it is frozen and can be killed.

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
} from '../port.js'
import type { ThreadHost } from './host.js'
import { listenerFor } from './listener.js'
import { exitOf, lostInit } from './losses.js'
import { type Beginning, type ModuleCode, moduleOf, type Order, unpackError } from './messages.js'
import { CALL_MS, type InitAhead, SetupCalls } from './setup-calls.js'
import { type Followed, ThreadProcess } from './thread-process.js'
import type { Limits } from './watchdog.js'

const MB = 1024 * 1024

/** Runs one environment's code in a thread. */
export class ThreadSandbox implements Sandbox {
  readonly #host: ThreadHost
  /** The functions of its setup module, to be called while it is frozen. */
  readonly setup: SetupCalls
  readonly #process: ThreadProcess
  /** What to do about the code that could not be loaded at the last start. */
  #guide: string | undefined
  /** The time of its environment, which may be behind that of others (ms since the epoch). */
  #frozenAt = 0

  constructor(host: ThreadHost) {
    this.#host = host
    this.#process = new ThreadProcess(host)
    this.setup = new SetupCalls(host.setup, {
      isThere: () => this.#process.isThere,
      setUp: (ahead, log) => this.#setUp(ahead, log),
      call: (order) => this.#process.follow(order, this.#limits(CALL_MS), listenerFor(host, {})),
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
    if (!this.#process.isThere) this.#begin(module)
    for (const entry of this.setup.takeLogs()) emit(entry)
    const order: Order = { verb: 'start', code: module, ...this.#beginning(plan) }
    const hears = listenerFor(this.#host, { log: emit, unloadable: (guide) => void (this.#guide = guide) })
    const answer = await this.#process.follow(order, this.#limits(plan.deadline - plan.startsAt), hears)
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
    this.#begin(moduleOf(code))
    return this.#process.follow(order, limits, listenerFor(this.#host, { log }))
  }

  #begin(code: ModuleCode): void {
    this.#guide = undefined
    this.#process.begin(code)
  }

  #beginning(plan: InitPlan): Beginning {
    return { plan, files: this.#process.files, setup: this.#host.setup }
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
    const answer = await this.#process.follow(order, limits, hears)
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
    if (what === 'process') return this.#process.isThere ? 'running' : 'lost'
    return what === 'tmp' ? this.#process.tmp : this.#process.leftovers
  }

  /** It is frozen, always, when time is moved. */
  async elapse(): Promise<void> {}

  async disconnect(how: PeerLoss): Promise<void> {
    await this.setup.last
    await this.#process.disconnect(how)
  }

  async stop(reason: StopReason): Promise<void> {
    if (reason === 'shutdown') this.setup.end()
    await this.#process.stop(reason)
  }

  /** Those of the function: the time that it has left is real for code that does not give way. */
  #limits(ms: number): Limits {
    return { ms, bytes: this.#host.memoryMB * MB }
  }
}
