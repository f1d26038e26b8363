// What runs in a thread: one environment, in the same sandbox as in process, behind a gate at which it freezes.

import { enableCompileCache } from 'node:module'
import { format } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { hostTime } from '../../../effects/host-time.js'
import { Stage } from '../../../effects/stage.js'
import type { LogEntry } from '../../../record/record.js'
import { CallSite } from '../../../effects/clock/call-site.js'
import { userPlace } from '../../in-process/leaks/frames.js'
import { InProcessSandbox } from '../../in-process/in-process.js'
import { Timeline } from '../../timeline.js'
import { type Boot, HEARTBEAT_MS } from '../boot.js'
import { Gate } from '../gate.js'
import { type Answers, type Order, packError, type Remains, type Sight, type Told } from '../messages.js'
import { GLIMPSE, writeGlimpse } from '../interrupt.js'
import { Coverage } from './coverage.js'
import { Modules } from './modules.js'
import { Questions } from './questions.js'

type Answer = Answers[Order['verb']]

interface Environment {
  readonly timeline: Timeline
  readonly sandbox: InProcessSandbox
}

/** One runtime process: from the first order on, one environment's. */
class Inside {
  readonly #gate: Gate<Order>
  readonly #modules: Modules
  readonly #stage = new Stage('sole')
  #environment: Environment | undefined
  #seen: Sight['tmp']
  #root = ''
  readonly #coverage: Coverage | undefined

  constructor(boot: Boot) {
    this.#gate = new Gate(boot.memory, boot.orders)
    const questions = new Questions(tell, () => this.#environment?.sandbox.waitingFor() ?? [])
    this.#coverage = boot.coverage && new Coverage(boot.coverage.startOffset)
    this.#modules = new Modules((question) => questions.ask(question), boot.coverage?.startOffset)
  }

  async run(moduleRunner: string): Promise<never> {
    await this.#modules.boot(moduleRunner)
    this.#stage.install()
    Object.defineProperty(globalThis, GLIMPSE, { value: () => this.#glimpse() })
    hostTime.setInterval(() => this.#gate.beat(), HEARTBEAT_MS).unref()
    tell({ kind: 'booted' })
    for (;;) {
      const order = this.#gate.next()
      const value = await this.#stage.outside(() => this.#follow(order))
      tell({ kind: 'answer', value, sight: this.#sight() })
      // Sockets go back to their pools in the turn after an answer, before AWS's client blocks (FRZ-3).
      await new Promise<void>((resolve) => hostTime.setImmediate(resolve))
    }
  }

  async #follow(order: Order): Promise<Answer> {
    const { timeline, sandbox } = (this.#environment ??= this.#begin(order))
    switch (order.verb) {
      case 'start':
        return sandbox.start(order.code, order.plan, log, order.files)
      case 'deliver': {
        const { invocation, frozenForMs, now } = order
        timeline.reach(now)
        return sandbox.deliver(invocation, { frozenForMs }, log, (event) => tell({ kind: 'stream', event }))
      }
      case 'disconnect':
        return void sandbox.lose(order.how)
      case 'leave':
        return this.#remains()
    }
  }

  #remains(): Remains {
    return { files: this.#environment?.sandbox.pack() ?? [], coverage: this.#coverage?.take() ?? [] }
  }

  #begin(order: Order): Environment {
    if (order.verb !== 'start') throw new Error(`the first order must be 'start', and not '${order.verb}'`)
    const timeline = new Timeline(order.plan.startsAt)
    this.#root = order.plan.taskRoot
    const sandbox = new InProcessSandbox({
      stage: this.#stage,
      timeline,
      importModule: (id, importer) => this.#modules.import(id, importer),
      loading: () => this.#modules.loading,
      evaluateFresh: (init) => init(),
      echo: (method, args) => tell({ kind: 'echo', method, text: format(...args) }),
      unreported: (fault) => tell({ kind: 'unreported', fault: packError(fault) }),
    })
    return { timeline, sandbox }
  }

  /** Called in the middle of the function's code. */
  #glimpse(): string {
    return this.#stage.outside(() =>
      writeGlimpse({ at: userPlace(new CallSite(this.#glimpse), this.#root), ...this.#remains() }),
    )
  }

  #sight(): Sight {
    const { sandbox } = this.#environment ?? {}
    const leftovers = sandbox?.inspect('leftovers') ?? []
    const tmp = sandbox?.inspect('tmp')
    if (tmp === this.#seen || tmp === undefined) return { leftovers }
    this.#seen = tmp
    return { leftovers, tmp }
  }
}

function log(entry: LogEntry): void {
  tell({ kind: 'log', entry })
}

function tell(told: Told): void {
  parentPort?.postMessage(told)
}

const boot = workerData as Boot
if (boot.compileCache !== undefined) enableCompileCache(boot.compileCache)
void new Inside(boot).run(boot.moduleRunner)
