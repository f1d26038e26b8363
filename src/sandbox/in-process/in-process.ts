// The in-process sandbox: the function runs in the test worker, so mocks, spies, coverage and breakpoints just work.

import { hostTime } from '../../effects/host-time.js'
import {
  createFiles,
  type FilesState,
  filesWhileFrozen,
  pendingFileWork,
  snapshotTmp,
} from '../../effects/files/files.js'
import { type PackedFile, packFiles, unpackFiles } from '../../effects/files/packed-files.js'
import type { Stage } from '../../effects/stage.js'
import { writeBytes } from '../../effects/stdio.js'
import { unanswered } from '../../effects/work/work.js'
import type { PeerLoss } from '../../record/connection.js'
import type { Leak } from '../../record/leak.js'
import type { TmpSnapshot } from '../../record/record.js'
import { createInvokeStore } from '../../runtime/invoke-store.js'
import { _InvokeStoreMulti } from '../../runtime/invoke-store-multi.js'
import { MAX_CONCURRENCY } from '../../runtime/multi-concurrency.js'
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
import { catchUp, hearAnswers, liveThrough } from './catch-up.js'
import type { InProcessHost } from './host.js'
import { InitRun } from './init-run.js'
import { InvocationRun } from './invocation-run.js'
import { type ProcessEnd, RuntimeProcess } from './runtime-process.js'
import { StoppedError } from '../stopped.js'

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

  /**
   * `carried`: the /tmp of the process before it, where that was in another thread. Where other code has been started, this
   * is Init of the same process: it was frozen since, however long it is between the two plans.
   */
  start(code: SandboxCode, plan: InitPlan, emit: EmitLog, carried: readonly PackedFile[] = []): Promise<InitOutcome> {
    const before = this.#runtime
    const runtime = (this.#runtime ??= this.#begin(plan, emit, carried))
    const enter = (): Promise<InitOutcome> => InitRun.run(runtime, code, plan)
    const overdue = before && this.#overdue(before, plan.startsAt - before.plan.startsAt)
    return this.#asCall(overdue ? this.#after(overdue, runtime, enter) : enter())
  }

  #begin(plan: InitPlan, emit: EmitLog, carried: readonly PackedFile[]): RuntimeProcess {
    const { stage, tmpHolds } = this.#host
    this.#files ??= createFiles({
      taskRoot: plan.taskRoot,
      tmpBytes: plan.tmpBytes,
      now: () => this.#now(),
      variable: (name) => this.#runtime?.inside.variables.values.get(name),
      onMemory: tmpHolds,
      outside: (run) => stage.outside(run),
      print: (stream, bytes) => {
        if (this.#runtime) writeBytes(this.#runtime.inside.stdio, stream, bytes)
      },
    })
    unpackFiles(this.#files, carried)
    const store =
      MAX_CONCURRENCY in plan.variables ? sharedStore(stage) : createInvokeStore(() => stage.presence?.store)
    return new RuntimeProcess(this.#host, plan, this.#files, store, emit)
  }

  deliver(
    invocation: Invocation,
    thaw: { readonly frozenForMs: number },
    emit: EmitLog,
    stream?: EmitStream,
  ): Promise<Settled> {
    const runtime = this.#runtime
    if (!runtime) throw new Error('deliver() needs a runtime process: start() must have succeeded before')
    const enter = (): Promise<Settled> =>
      runtime.end && !runtime.multi
        ? deadOnArrival(runtime, runtime.end)
        : InvocationRun.run(runtime, invocation, emit, stream)
    const overdue = runtime.multi ? this.#elapsed(runtime) : this.#overdue(runtime, thaw.frozenForMs)
    return this.#asCall(overdue ? this.#after(overdue, runtime, enter) : enter())
  }

  /** Thaws; what is overdue then runs, what was answered meanwhile is heard, and both are waited for. */
  #overdue(runtime: RuntimeProcess, frozenForMs: number): Promise<void> | undefined {
    const learnt = runtime.thaw(frozenForMs)
    if (runtime.end) return undefined
    const { clock, files, work } = runtime.inside
    const asked = frozenForMs > 0 && unanswered(work).length > 0
    const left = learnt || clock.immediates > 0 || pendingFileWork(files) > 0 || clock.dueCount() > 0
    if (asked) return catchUp(runtime).then(() => hearAnswers(runtime))
    return left ? catchUp(runtime) : undefined
  }

  /** Time has passed where nothing is frozen; while an invocation runs, the timeline sees to it. */
  #elapsed(runtime: RuntimeProcess): Promise<void> | undefined {
    const { now } = this.#host.timeline
    return runtime.runs.none && now > runtime.inside.clock.now ? liveThrough(runtime, now) : undefined
  }

  /** After what is overdue has run. Meanwhile others may have moved the time, or ended this environment. */
  async #after<Outcome>(
    overdue: Promise<void>,
    runtime: RuntimeProcess,
    enter: () => Promise<Outcome>,
  ): Promise<Outcome> {
    await this.#host.timeline.stopFor(overdue)
    if (this.#runtime !== runtime) throw new StoppedError(['work left over from an earlier invocation'])
    runtime.inside.clock.moveTo(this.#host.timeline.now)
    return enter()
  }

  async elapse(): Promise<void> {
    if (this.#runtime?.multi) await this.#elapsed(this.#runtime)
  }

  inspect(what: 'tmp'): TmpSnapshot
  inspect(what: 'leftovers'): readonly Leak[]
  inspect(what: 'process'): 'running' | 'lost'
  inspect(what: 'tmp' | 'leftovers' | 'process'): TmpSnapshot | readonly Leak[] | 'running' | 'lost' {
    if (what === 'process') return this.#runtime && !this.#runtime.end ? 'running' : 'lost'
    if (what === 'leftovers') return this.#runtime?.leaks?.leftovers ?? []
    return this.#files ? snapshotTmp(this.#files) : emptyTmp
  }

  /** Everything under `/tmp`, for the process after this one. */
  pack(): readonly PackedFile[] {
    return this.#files ? packFiles(this.#files) : []
  }

  /** What the code that is running waits for. */
  waitingFor(): readonly string[] {
    return this.#runtime?.runs.underWay() ?? []
  }

  /** Runs code of the test's with what the environment has around it. It stays frozen, and hears nothing of it. */
  visit<Result>(run: () => Result): Result {
    if (!this.#runtime) return run()
    const { files, network, variables, workingDirectory } = this.#runtime.inside
    const unnoticed = { ...variables, noteMissing: () => undefined }
    return this.#host.stage.visit(
      { files: filesWhileFrozen(files), network, variables: unnoticed, workingDirectory },
      run,
    )
  }

  /** `disconnect` where no server shares the event loop. */
  async lose(how: PeerLoss): Promise<void> {
    const runtime = this.#runtime
    if (!runtime) return
    // Peers answer before they go.
    await hearAnswers(runtime)
    const { connections } = runtime.inside
    connections.lose(how)
    // What is not frozen hears of it now.
    if (runtime.multi) connections.thaw()
  }

  async disconnect(how: PeerLoss): Promise<void> {
    await this.lose(how)
    // Servers in this process see it in the course of these turns.
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => hostTime.setImmediate(resolve))
  }

  async stop(reason: StopReason): Promise<void> {
    const runtime = this.#runtime
    this.#runtime = undefined
    if (reason === 'shutdown') this.#files = undefined
    if (!runtime) return
    runtime.runs.stop()
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

/** The store of an environment whose invocations run at once. */
function sharedStore(stage: Stage): _InvokeStoreMulti {
  return new _InvokeStoreMulti(
    () => stage.presence?.store,
    (store, run) => (stage.presence ? stage.run({ ...stage.presence, store }, run) : run()),
  )
}

/** The process ended by itself while it was frozen or thawed: this invocation is the one that hears of it (ERR-9). */
async function deadOnArrival(runtime: RuntimeProcess, { exit }: ProcessEnd): Promise<Settled> {
  runtime.end = undefined
  const connections = runtime.takeConnections()
  const endedAt = runtime.inside.clock.now
  const left = runtime.leaks?.closed()
  return { outcome: 'exit', exit, endedAt, survives: false, missingEnv: [], connections, ...left }
}
