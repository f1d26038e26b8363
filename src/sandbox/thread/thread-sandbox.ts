// The thread sandbox: each environment is a thread of its own, which blocks while it is frozen and can be killed.

import { hostTime } from '../../effects/host-time.js'
import type { PackedFile } from '../../effects/files/packed-files.js'
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
import { StoppedError } from '../in-process/stopped.js'
import type { ThreadHost } from './host.js'
import { interrupt } from './interrupt.js'
import { type Answers, type Order, type Remains, type Sight, unpackError } from './messages.js'
import type { Listener, Thread, ThreadLoss } from './thread.js'
import { type Alarm, Watchdog } from './watchdog.js'

const emptyTmp: TmpSnapshot = Object.freeze({ files: Object.freeze({}), bytes: 0 })
const MB = 1024 * 1024

/** How long a thread may take to say what it waits for, in real milliseconds. */
const ANSWER_MS = 50

/** Runs one environment's code in a thread. */
export class ThreadSandbox implements Sandbox {
  readonly #host: ThreadHost
  #thread: Thread | undefined
  #tmp: TmpSnapshot = emptyTmp
  #leftovers: readonly Leak[] = []
  /** Survives a reset (RST-3). */
  #files: readonly PackedFile[] = []
  /** Ends the order that is being followed, from outside. */
  #abandon: ((reason: StoppedError) => void) | undefined

  constructor(host: ThreadHost) {
    this.#host = host
  }

  async start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    if (code.kind === 'inline') throw new Error('a function cannot be handed to a thread: start() needs a module')
    this.#thread = this.#host.threads.take(this.#host.memoryMB)
    const files = this.#files
    const answer = await this.#follow({ verb: 'start', code, plan, files }, plan.deadline - plan.startsAt, emit)
    if (!('ended' in answer)) return answer.value
    if (answer.ended === 'stuck') return { kind: 'timeout', endedAt: plan.deadline, waitingFor: answer.waitingFor }
    return { kind: 'failed', endedAt: this.#host.timeline.now, exit: exitOf(answer.ended) }
  }

  async deliver(
    invocation: Invocation,
    thaw: { readonly frozenForMs: number },
    emit: EmitLog,
    stream?: EmitStream,
  ): Promise<Settled> {
    const { now } = this.#host.timeline
    const order: Order = { verb: 'deliver', invocation, now, ...thaw }
    const answer = await this.#follow(order, invocation.deadline - now, emit, stream)
    if (!('ended' in answer)) {
      this.#host.timeline.reach(answer.value.endedAt)
      return answer.value
    }
    const lost = { survives: false, missingEnv: [] }
    if (answer.ended !== 'stuck') {
      return { ...lost, outcome: 'exit', exit: exitOf(answer.ended), endedAt: this.#host.timeline.now }
    }
    this.#host.timeline.reach(invocation.deadline)
    return { ...lost, outcome: 'timeout', waitingFor: answer.waitingFor, endedAt: invocation.deadline }
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

  async #stopRunning(thread: Thread): Promise<void> {
    this.#abandon?.(new StoppedError(await withinReason(thread.waitingFor(), [STUCK])))
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
  ): Promise<{ readonly value: Answers[Given['verb']] } | Ended> {
    const thread = this.#thread
    if (!thread) throw new Error(`'${order.verb}' needs a thread: start() must have succeeded before`)
    await thread.booted
    const { promise, resolve, reject } = Promise.withResolvers<Alarm>()
    this.#abandon = reject
    const watchdog = new Watchdog(thread, { ms, bytes: this.#host.memoryMB * MB }, resolve)
    try {
      const first = await Promise.race([thread.order(order, this.#listener(emit, stream)), promise])
      if (first === 'stuck') return await this.#kill(thread)
      if (first === 'out of memory') return await this.#lose(thread, { code: 1, outOfMemory: true, error: undefined })
      if ('code' in first) return { ended: first }
      this.#see(first)
      return first
    } finally {
      watchdog.end()
      this.#abandon = undefined
    }
  }

  async #kill(thread: Thread): Promise<Ended> {
    const glimpse = await interrupt(thread.name)
    await thread.end()
    if (glimpse) this.#keep(glimpse)
    return { ended: 'stuck', waitingFor: [STUCK + (glimpse?.at === undefined ? '' : ` (${glimpse.at})`)] }
  }

  async #lose(thread: Thread, ended: ThreadLoss): Promise<Ended> {
    await thread.end()
    return { ended }
  }

  #listener(emit: EmitLog, stream: EmitStream | undefined): Listener {
    const { echo, unreported } = this.#host
    return {
      told: (told) => {
        if (told.kind === 'log') emit(told.entry)
        else if (told.kind === 'stream') stream?.(told.event)
        else if (told.kind === 'echo') echo?.(told.method, [told.text])
        else unreported(unpackError(told.fault))
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

const silent: Listener = { told: () => undefined }

/** V8 out of memory ends as a signal of the kernel on Lambda (ERR-13). */
function exitOf({ code, outOfMemory }: ThreadLoss): { readonly code: number } | { readonly signal: string } {
  return outOfMemory ? { signal: 'SIGKILL' } : { code }
}

async function withinReason<Result>(promise: Promise<Result>, otherwise: Result): Promise<Result> {
  const { promise: late, resolve } = Promise.withResolvers<Result>()
  const timer = hostTime.setTimeout(() => resolve(otherwise), ANSWER_MS)
  return Promise.race([promise, late]).finally(() => hostTime.clearTimeout(timer))
}
