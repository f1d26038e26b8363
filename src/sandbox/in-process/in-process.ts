// The in-process sandbox: the function runs in the test worker, so mocks, spies, coverage and breakpoints just work.

import { createFiles, type FilesState } from '../../effects/files/files.js'
import { snapshotTmp } from '../../effects/files/snapshot.js'
import type { TmpSnapshot } from '../../record/record.js'
import { createInvokeStore } from '../../runtime/invoke-store.js'
import type { EmitLog, InitOutcome, InitPlan, Invocation, Sandbox, SandboxCode, Settled, StopReason } from '../port.js'
import { catchUp } from './catch-up.js'
import type { InProcessHost } from './host.js'
import { InitRun } from './init-run.js'
import { InvocationRun } from './invocation-run.js'
import { type ProcessEnd, RuntimeProcess } from './runtime-process.js'

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
    this.#files ??= createFiles({ taskRoot: plan.taskRoot, tmpBytes: plan.tmpBytes, now: () => this.#now() })
    const store = createInvokeStore(() => stage.presence?.store)
    this.#runtime = new RuntimeProcess(this.#host, plan, this.#files, store, emit)
    return this.#asCall(InitRun.run(this.#runtime, code))
  }

  deliver(invocation: Invocation, thaw: { readonly frozenForMs: number }): Promise<Settled> {
    const runtime = this.#runtime
    if (!runtime) throw new Error('deliver() needs a runtime process: start() must have succeeded before')
    runtime.thaw(thaw.frozenForMs)
    const { clock } = runtime.inside
    const enter = (): Promise<Settled> =>
      runtime.end ? deadOnArrival(runtime, runtime.end) : this.#asCall(InvocationRun.run(runtime, invocation))
    const overdue = runtime.end === undefined && (clock.immediates > 0 || clock.dueCount() > 0)
    return overdue ? catchUp(runtime).then(enter) : enter()
  }

  inspect(): TmpSnapshot {
    return this.#files ? snapshotTmp(this.#files) : emptyTmp
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
    if (!caller) return run
    caller.calls.inFlight++
    return run.finally(() => caller.calls.inFlight--)
  }

  #now(): number {
    return this.#runtime?.inside.clock.now ?? this.#host.timeline.now
  }
}

/** The process ended by itself while it was frozen or thawed: this invocation is the one that hears of it (ERR-9). */
async function deadOnArrival(runtime: RuntimeProcess, { exit }: ProcessEnd): Promise<Settled> {
  runtime.end = undefined
  return { outcome: 'exit', exit, endedAt: runtime.inside.clock.now, survives: false, missingEnv: [] }
}
