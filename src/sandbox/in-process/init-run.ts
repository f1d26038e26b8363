// Init: loads the function's code, finds its handler, and sees it through to the end of that turn.

import { findHandler, type Handler, HandlerNotFound } from '../../runtime/find-handler.js'
import { initError, unsettledInit } from '../../runtime/init-error.js'
import type { InitOutcome, InitPlan, SandboxCode } from '../port.js'
import { errorCauses } from './error-causes.js'
import { Run } from './run.js'
import type { ProcessEnd, RuntimeProcess } from './runtime-process.js'

/** Runs the static code of the function (INIT-1). */
export class InitRun extends Run {
  readonly #code: SandboxCode
  /** Whether an invocation comes right after it. */
  readonly #isAwaited: boolean
  readonly #settle: (outcome: InitOutcome) => void

  private constructor(
    runtime: RuntimeProcess,
    code: SandboxCode,
    plan: InitPlan,
    settle: (outcome: InitOutcome) => void,
    reject: (reason: Error) => void,
  ) {
    super(runtime, plan.deadline, reject)
    this.#code = code
    this.#isAwaited = !plan.ahead
    this.#settle = settle
  }

  static run(runtime: RuntimeProcess, code: SandboxCode, plan: InitPlan): Promise<InitOutcome> {
    return new Promise((settle, reject) => new InitRun(runtime, code, plan, settle, reject).#start())
  }

  #start(): void {
    this.begin()
    const { host, end } = this.runtime
    this.runtime.end = undefined
    // It has ended while it was frozen, with what was started before.
    if (end) return this.ended(end)
    void host.stage.run(this.runtime.presence, () => this.#load())
  }

  async #load(): Promise<void> {
    const { host, plan, inside } = this.runtime
    try {
      const module = await host.evaluateFresh(() => this.#evaluate())
      const { values } = inside.variables
      const found = findHandler(module, this.#code.exportPath, plan.handlerString, plan.rules, values)
      if (found.warning !== undefined) this.runtime.log.writeRuntimeLine('WARN', [found.warning])
      // From here on its time stands still, as after a handler's answer.
      host.timeline.leave(this)
      this.afterTurn(() => this.#ready(found.handler))
    } catch (error) {
      this.afterTurn(() => this.#failed(error))
    }
  }

  async #evaluate(): Promise<unknown> {
    if (this.#code.kind === 'inline') return this.#code.run()
    return this.runtime.host.importModule(this.#code.id, this.#code.importer)
  }

  #ready(handler: Handler): void {
    if (!this.end(this.#isAwaited)) return
    this.runtime.handler = handler
    this.runtime.freeze()
    const sharedModules = [...this.runtime.inside.graph.sharedModules]
    this.#settle({ kind: 'ready', endedAt: this.clock.now, sharedModules })
  }

  #failed(error: unknown): void {
    if (this.over) return
    const crash = initError(error, this.runtime.plan.rules)
    this.runtime.log.writeRuntimeLogs(crash.logs)
    this.ended({ ...crash, guide: this.#guide(error) ?? errorCauses(error, this.runtime.plan.taskRoot) })
  }

  #guide(error: unknown): string | undefined {
    return this.runtime.host.explain?.({
      error,
      ...(error instanceof HandlerNotFound && { exported: error.exported }),
      ...(this.#code.kind === 'module' && { moduleId: this.#code.id }),
    })
  }

  deadlineReached(): void {
    const waiting = this.waitingFor()
    const connections = this.runtime.takeConnections()
    if (this.end()) this.#settle({ kind: 'timeout', endedAt: this.clock.now, waitingFor: waiting, connections })
  }

  loopEmptied(): void {
    this.ended({ exit: unsettledInit(this.runtime.plan.rules), waitingFor: this.waitingFor() })
  }

  ended({ exit, payload: error, waitingFor, guide }: ProcessEnd): void {
    if (!this.end()) return
    const known = { ...(error && { error }), ...(waitingFor && { waitingFor }), ...(guide && { guide }) }
    const connections = this.runtime.takeConnections()
    this.#settle({ kind: 'failed', endedAt: this.clock.now, exit, connections, ...known })
  }
}
