// The in-process sandbox: the function runs in the test worker, so mocks, spies, coverage and breakpoints just work.

import { hostTime } from '../../effects/host-time.js'
import { createFiles, type FilesState, pendingFileWork, snapshotTmp } from '../../effects/files/files.js'
import type { PeerLoss } from '../../record/connection.js'
import type { Leak } from '../../record/leak.js'
import type { TmpSnapshot } from '../../record/record.js'
import { createInvokeStore } from '../../runtime/invoke-store.js'
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
import { catchUp } from './catch-up.js'
import type { InProcessHost } from './host.js'
import { InitRun } from './init-run.js'
import { InvocationRun } from './invocation-run.js'
import { type ProcessEnd, RuntimeProcess } from './runtime-process.js'
import { StoppedError } from './stopped.js'

const emptyTmp: TmpSnapshot = Object.freeze({ files: Object.freeze({}), bytes: 0 })

/** Runs one environment's code in this runtime. */
export class InProcessSandbox implements Sandbox {
  readonly #host: InProcessHost
  #runtime: RuntimeProcess | undefined
  /** Survives a reset (RST-3). */
  #files: FilesState | undefined

  constructor(host: InProcessHost) {
    this.#host = host
  }

  start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome> {
    const { stage } = this.#host
    this.#files ??= createFiles({
      taskRoot: plan.taskRoot,
      tmpBytes: plan.tmpBytes,
      now: () => this.#now(),
      whose: () => this.#runtime?.leaks?.whose(),
      variable: (name) => this.#runtime?.inside.variables.values.get(name),
    })
    const store = createInvokeStore(() => stage.presence?.store)
    this.#runtime = new RuntimeProcess(this.#host, plan, this.#files, store, emit)
    return this.#asCall(InitRun.run(this.#runtime, code))
  }

  deliver(
    invocation: Invocation,
    thaw: { readonly frozenForMs: number },
    _emit?: EmitLog,
    stream?: EmitStream,
  ): Promise<Settled> {
    const runtime = this.#runtime
    if (!runtime) throw new Error('deliver() needs a runtime process: start() must have succeeded before')
    const learnt = runtime.thaw(thaw.frozenForMs)
    const { clock, files } = runtime.inside
    const left = learnt || clock.immediates > 0 || pendingFileWork(files) > 0 || clock.dueCount() > 0
    const overdue = left && runtime.end === undefined
    return this.#asCall(overdue ? this.#enterLate(runtime, invocation, stream) : enter(runtime, invocation, stream))
  }

  /** After what is overdue has run. Meanwhile others may have moved the time, or ended this environment. */
  async #enterLate(runtime: RuntimeProcess, invocation: Invocation, stream?: EmitStream): Promise<Settled> {
    await catchUp(runtime)
    if (this.#runtime !== runtime) throw new StoppedError(['work left over from an earlier invocation'])
    runtime.inside.clock.moveTo(this.#host.timeline.now)
    return enter(runtime, invocation, stream)
  }

  inspect(what: 'tmp'): TmpSnapshot
  inspect(what: 'leftovers'): readonly Leak[]
  inspect(what: 'tmp' | 'leftovers'): TmpSnapshot | readonly Leak[] {
    if (what === 'leftovers') return this.#runtime?.leaks?.leftovers ?? []
    return this.#files ? snapshotTmp(this.#files) : emptyTmp
  }

  async disconnect(how: PeerLoss): Promise<void> {
    this.#runtime?.inside.connections.lose(how)
    // Servers in this process see it in the course of these turns.
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => hostTime.setImmediate(resolve))
  }

  async stop(reason: StopReason): Promise<void> {
    const runtime = this.#runtime
    this.#runtime = undefined
    if (reason === 'shutdown') this.#files = undefined
    if (!runtime) return
    runtime.run?.stop()
    if (runtime.end) runtime.unreported(runtime.end)
    runtime.kill()
  }

  /** A call made by a function under test: the caller's event loop is not empty meanwhile. */
  #asCall<Result>(run: Promise<Result>): Promise<Result> {
    const caller = this.#host.stage.presence?.inside
    return caller ? caller.calls.follow(run, this.#host.timeline) : run
  }

  #now(): number {
    return this.#runtime?.inside.clock.now ?? this.#host.timeline.now
  }
}

function enter(runtime: RuntimeProcess, invocation: Invocation, stream?: EmitStream): Promise<Settled> {
  return runtime.end ? deadOnArrival(runtime, runtime.end) : InvocationRun.run(runtime, invocation, stream)
}

/** The process ended by itself while it was frozen or thawed: this invocation is the one that hears of it (ERR-9). */
async function deadOnArrival(runtime: RuntimeProcess, { exit }: ProcessEnd): Promise<Settled> {
  runtime.end = undefined
  const connections = runtime.takeConnections()
  const endedAt = runtime.inside.clock.now
  const left = runtime.leaks?.closed()
  return { outcome: 'exit', exit, endedAt, survives: false, missingEnv: [], connections, ...left }
}
