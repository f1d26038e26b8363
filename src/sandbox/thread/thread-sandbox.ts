// The thread sandbox: each environment is a thread of its own, which blocks while it is frozen and can be killed.

import { hostTime } from '../../effects/host-time.js'
import type { PackedFile } from '../../effects/files/packed-files.js'
import type { PeerLoss } from '../../record/connection.js'
import type { Leak } from '../../record/leak.js'
import type { TmpSnapshot } from '../../record/record.js'
import type {
  EmitLog,
  EmitStream,
  ExitStatus,
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
import type { ThreadHost } from './host.js'
import { type Glimpse, interrupt } from './interrupt.js'
import { type Answers, type Order, type Remains, type Sight, unpackError } from './messages.js'
import type { Listener, Thread, ThreadLoss } from './thread.js'
import { type Alarm, Watchdog } from './watchdog.js'

const emptyTmp: TmpSnapshot = Object.freeze({ files: Object.freeze({}), bytes: 0 })
const MB = 1024 * 1024

/** How long a function of the setup module may compute without giving way, in real milliseconds. */
const CALL_MS = 1000

/** How long a thread may take to say what it waits for, in real milliseconds. */
const ANSWER_MS = 50

/** Runs one environment's code in a thread. */
export class ThreadSandbox implements Sandbox {
  readonly #host: ThreadHost
  #thread: Thread | undefined
  #tmp: TmpSnapshot = emptyTmp
  #leftovers: readonly Leak[] = []
  /** What to do about the code that could not be loaded at the last start. */
  #guide: string | undefined
  /** Survives a reset (RST-3). */
  #files: readonly PackedFile[] = []
  /** The last call of a function of the setup module's; it never rejects. */
  #called: Promise<unknown> = Promise.resolve()
  /** Ends the order that is being followed, from outside. */
  #abandon: ((reason: StoppedError) => void) | undefined

  constructor(host: ThreadHost) {
    this.#host = host
  }

  start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    return this.#asCall(() => this.#start(code, plan, emit))
  }

  async #start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    if (code.kind === 'inline') throw new Error('a function cannot be handed to a thread: start() needs a module')
    this.#thread = this.#host.threads.take(this.#host.memoryMB)
    this.#guide = undefined
    const { setup } = this.#host
    const order: Order = { verb: 'start', code, plan, files: this.#files, setup }
    const answer = await this.#follow(order, plan.deadline - plan.startsAt, emit)
    if (!('ended' in answer)) {
      if (answer.value.kind === 'not set up') throw unpackError(answer.value.error)
      this.#host.timeline.reach(answer.value.endedAt)
      const guide = this.#guide
      return answer.value.kind === 'failed' && guide !== undefined ? { ...answer.value, guide } : answer.value
    }
    if (answer.ended === 'stuck') {
      this.#host.timeline.reach(plan.deadline)
      return { kind: 'timeout', endedAt: plan.deadline, waitingFor: answer.waitingFor }
    }
    return { kind: 'failed', endedAt: this.#host.timeline.now, exit: exitOf(answer.ended) }
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
    await this.#called
    const { now } = this.#host.timeline
    const order: Order = { verb: 'deliver', invocation, now, ...thaw }
    const answer = await this.#follow(order, invocation.deadline - now, emit, stream)
    if (!('ended' in answer)) {
      const { value, seen } = answer
      this.#host.timeline.reach(value.endedAt)
      return { ...value, used: seen }
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
    if (this.#thread) this.#see(await this.#thread.order({ verb: 'disconnect', how }, silent))
  }

  async stop(reason: StopReason): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    if (!thread) return
    this.#leftovers = []
    if (this.#abandon) await this.#stopRunning(thread)
    else if (reason === 'reset' || this.#host.threads.counts) await this.#leave(thread)
    if (reason === 'shutdown') this.#files = []
    await thread.end()
  }

  /** Calls a function that the setup module exports, while the environment is frozen; one after the other. */
  call(name: string, args: readonly unknown[]): Promise<unknown> {
    const call = this.#called.then(() => this.#call(name, args))
    this.#called = call.catch(() => undefined)
    return call
  }

  async #call(name: string, args: readonly unknown[]): Promise<unknown> {
    const answer = await this.#follow({ verb: 'call', name, args }, CALL_MS, () => undefined)
    if (!('ended' in answer)) {
      if ('error' in answer.value) throw unpackError(answer.value.error)
      return answer.value.value
    }
    const why = answer.ended === 'stuck' ? answer.waitingFor.join() : callEnd(answer.ended)
    throw new Error(`setup().${name}() has ended the environment: ${why}. Call recycle() for a new one.`)
  }

  async #stopRunning(thread: Thread): Promise<void> {
    this.#abandon?.(new StoppedError(await withinReason(thread.waitingFor(), [STUCK])))
    if (this.#host.threads.counts) await this.#cut(thread)
  }

  async #leave(thread: Thread): Promise<void> {
    const answer = await thread.order({ verb: 'leave' }, silent)
    if ('value' in answer) this.#keep(answer.value)
  }

  #keep({ files, coverage }: Remains): void {
    this.#files = files
    this.#host.threads.ran(coverage)
  }

  async #follow<Given extends Order>(
    order: Given,
    ms: number,
    emit: EmitLog,
    stream?: EmitStream,
  ): Promise<({ readonly value: Answers[Given['verb']] } | Ended) & { readonly seen: Used }> {
    const thread = this.#thread
    if (!thread) throw new Error(`'${order.verb}' needs a thread: start() must have succeeded before`)
    const { promise, resolve, reject } = Promise.withResolvers<Alarm>()
    this.#abandon = reject
    let watchdog: Watchdog | undefined
    try {
      await Promise.race([thread.booted, promise])
      const patience = this.#host.threads.debugged ? Infinity : ms
      const bytes = this.#host.memoryMB * MB
      watchdog = new Watchdog(thread, { ms: patience, bytes }, resolve)
      const first = await Promise.race([thread.order(order, this.#listener(emit, stream)), promise])
      const { seen } = watchdog
      if (first === 'stuck') return { ...(await this.#kill(thread)), seen }
      if (first === 'out of memory') return { ...(await this.#lose(thread, OUT_OF_MEMORY)), seen }
      if ('code' in first) return { ended: first, seen }
      const used = most(usedBy(first.value), seen)
      // Nobody happened to look while it took that much.
      if (used.memoryBytes > bytes) return { ...(await this.#lose(thread, OUT_OF_MEMORY)), seen: used }
      this.#see(first)
      return { value: first.value, seen: used }
    } finally {
      watchdog?.end()
      this.#abandon = undefined
    }
  }

  /** Ends a thread that cannot be told to leave, and keeps what can be saved of it. */
  async #cut(thread: Thread): Promise<Glimpse | undefined> {
    // A debugger has the threads to itself.
    const glimpse = this.#host.threads.debugged ? undefined : await interrupt(thread.name)
    await thread.end()
    if (glimpse) this.#keep(glimpse)
    return glimpse
  }

  async #kill(thread: Thread): Promise<Ended> {
    const glimpse = await this.#cut(thread)
    return { ended: 'stuck', waitingFor: [STUCK + (glimpse?.at === undefined ? '' : ` (${glimpse.at})`)] }
  }

  async #lose(thread: Thread, ended: ThreadLoss): Promise<Ended> {
    await this.#cut(thread)
    return { ended }
  }

  #listener(emit: EmitLog, stream: EmitStream | undefined): Listener {
    const { echo, explain, unreported } = this.#host
    return {
      told: (told) => {
        if (told.kind === 'log') emit(told.entry)
        else if (told.kind === 'stream') stream?.(told.event)
        else if (told.kind === 'echo') echo?.(told.method, told.args)
        else if (told.kind === 'unreported') unreported(unpackError(told.fault))
        else this.#guide = explain?.({ ...told.failure, error: unpackError(told.failure.error) })
      },
    }
  }

  #see(answer: { readonly sight: Sight } | ThreadLoss): void {
    if (!('sight' in answer)) return
    const { tmp = this.#tmp, leftovers } = answer.sight
    this.#tmp = tmp
    this.#leftovers = leftovers
  }
}

/** An order that was not answered: the thread is gone. */
type Ended = { readonly ended: 'stuck'; readonly waitingFor: readonly string[] } | { readonly ended: ThreadLoss }

const STUCK = 'code that does not give way'

/** Why a function of the setup module's did not come back: the thread of one that waits for nothing ends by itself. */
function callEnd({ code, outOfMemory }: ThreadLoss): string {
  if (outOfMemory) return 'it is out of memory'
  return code === 0 ? 'its promise can never settle' : `exit status ${code}`
}

const silent: Listener = { told: () => undefined }

const OUT_OF_MEMORY: ThreadLoss = { code: 1, outOfMemory: true, error: undefined }

/** The kernel kills what takes more memory than there is (ERR-13), and V8 gives up at about the same size. */
function exitOf({ code, outOfMemory }: ThreadLoss): ExitStatus {
  return outOfMemory ? { signal: 'SIGKILL', outOfMemory } : { code }
}

const usedBy = (value: Answers[Order['verb']]): Used | undefined =>
  typeof value === 'object' && 'used' in value ? value.used : undefined

/** What a thread says of itself at its answer; its memory may have been larger before. */
function most(used: Used | undefined, seen: Used): Used {
  return used ? { ...used, memoryBytes: Math.max(used.memoryBytes, seen.memoryBytes) } : seen
}

async function withinReason<Result>(promise: Promise<Result>, otherwise: Result): Promise<Result> {
  const { promise: late, resolve } = Promise.withResolvers<Result>()
  const timer = hostTime.setTimeout(() => resolve(otherwise), ANSWER_MS)
  return Promise.race([promise, late]).finally(() => hostTime.clearTimeout(timer))
}
