// What runs in a thread: one environment, in the same sandbox as in process, behind a gate at which it freezes.

import { parentPort } from 'node:worker_threads'
import { hostTime } from '../../../effects/host-time.js'
import { Stage } from '../../../effects/stage.js'
import type { LogEntry } from '../../../record/record.js'
import { CallSite } from '../../../effects/clock/call-site.js'
import { userPlace } from '../../in-process/leaks/frames.js'
import { InProcessSandbox } from '../../in-process/in-process.js'
import type { SandboxCode, StreamEvent } from '../../port.js'
import { Timeline } from '../../timeline.js'
import { Backlog } from '../backlog.js'
import { type Boot, type Compile, HEARTBEAT_MS } from '../boot.js'
import { packArguments, packAsText } from '../console-arguments.js'
import { noCoverage } from '../coverage.js'
import { Gate } from '../gate.js'
import {
  type Answers,
  type Foresight,
  type Order,
  packError,
  type Remains,
  type Said,
  type Sight,
  type Told,
} from '../messages.js'
import { GLIMPSE, NEEDED } from '../interrupt.js'
import { Counter } from './coverage.js'
import { standAsMainThread } from './main-thread.js'
import { Modules } from './modules.js'
import { bytesNeeded } from './needed.js'
import { Questions } from './questions.js'
import { rehearse } from './rehearsal.js'
import { Setup } from './setup.js'
import { Usage } from './usage.js'

/** To the test. Taken here, since for the function's code there is none by that name. */
const toTest = parentPort

type Answer = Answers[Order['verb']]

interface Environment {
  readonly timeline: Timeline
  readonly sandbox: InProcessSandbox
  readonly usage: Usage
  readonly setup: Setup | undefined
}

/** A thread that is needed has its next order by then, in real milliseconds. */
const UNWANTED_MS = 20

/** So often does a thread that stands ready let its event loop turn, and so long after each other, in real milliseconds. */
const TURNS = { count: 8, everyMs: 5 }

/** One runtime process: from the first order on, one environment's. */
class Inside {
  readonly #gate: Gate<Order | Foresight>
  readonly #backlog: Backlog
  readonly #modules: Modules
  readonly #stage = new Stage('sole')
  #environment: Environment | undefined
  #seen: Sight['tmp']
  #root = ''
  readonly #counter: Counter | undefined
  #compile: Compile
  #hasRehearsed = false
  /** What is written while no code is to run, as in the turn before the thread blocks: the next invocation has it (FRZ-7). */
  #late: LogEntry[] | undefined

  constructor(boot: Boot, compile: Compile) {
    this.#gate = new Gate(boot.memory, boot.orders)
    this.#backlog = new Backlog(boot.backlog)
    const questions = new Questions(toTest, tell, () => this.#environment?.sandbox.waitingFor() ?? [])
    this.#modules = new Modules((question) => questions.ask(question))
    this.#compile = compile
    this.#counter = boot.countedBy && new Counter(boot.countedBy, this.#modules.evaluated)
  }

  async run(moduleRunner: string): Promise<never> {
    await this.#modules.boot(moduleRunner)
    standAsMainThread()
    this.#stage.install()
    Object.defineProperty(globalThis, GLIMPSE, { value: () => this.#glimpse() })
    Object.defineProperty(globalThis, NEEDED, { value: bytesNeeded })
    hostTime.setInterval(() => this.#gate.beat(), HEARTBEAT_MS).unref()
    tell({ kind: 'booted' })
    for (;;) {
      // Who counts what has run would count all that, too; and no turn may come where there is an environment.
      if (!this.#counter && !this.#environment && !this.#gate.awaits(UNWANTED_MS)) await this.#makeReady()
      const order = this.#gate.next()
      if (order.verb === 'foresee') {
        this.#modules.foresee(order)
        continue
      }
      const value = await this.#stage.outside(() => this.#follow(order))
      this.#late ??= []
      // Sockets go back to their pools in the turn after an answer, before AWS's client blocks (FRZ-3). What the test
      // asks of the setup module is no part of the function's life, and after the last order it has none (LIF-9).
      if (order.verb !== 'call' && order.verb !== 'leave')
        await new Promise<void>((resolve) => hostTime.setImmediate(resolve))
      // No turn comes between this and the gate: whoever has the answer knows that the thread is frozen.
      tell({ kind: 'answer', value, sight: this.#sight() })
    }
  }

  /** So that less is left to do when it is needed. */
  async #makeReady(): Promise<void> {
    if (!this.#hasRehearsed) await rehearse(this.#modules)
    this.#hasRehearsed = true
    this.#modules.compileAhead()
    await this.#collectGarbage()
    this.#handOverCompiled()
  }

  /**
   * V8 has begun to by now: it looks for garbage beside what runs, and ends that in a turn of the event loop. A thread that
   * blocks before would do so in the middle of its cold start, of which that is a third.
   */
  async #collectGarbage(): Promise<void> {
    for (let turn = 0; turn < TURNS.count && !this.#gate.awaits(TURNS.everyMs); turn++) {
      await new Promise<void>((resolve) => hostTime.setImmediate(resolve))
    }
  }

  /** Once, when most of the program has run, and so is compiled; it takes some milliseconds. */
  #handOverCompiled(): void {
    if (!this.#compile) return
    tell({ kind: 'compiled', compiled: this.#compile() })
    this.#compile = undefined
  }

  async #follow(order: Order): Promise<Answer> {
    const { timeline, sandbox, setup, usage } = (this.#environment ??= this.#begin(order))
    switch (order.verb) {
      case 'set up':
      case 'start': {
        this.#sayLate()
        const code = order.verb === 'start' ? order.code : onlySetsUp(setup)
        const outcome = await sandbox.start(code, order.plan, this.#log, order.files)
        if (setup?.failure) return { kind: 'not set up', error: packError(setup.failure) }
        if (setup && order.verb === 'start') this.#say({ kind: 'loaded', ids: setup.leftAlone() })
        return outcome.kind === 'ready' ? outcome : { ...outcome, used: usage.take() }
      }
      case 'deliver': {
        this.#sayLate()
        const { invocation, frozenForMs } = order
        timeline.reach(order.now)
        const stream = (event: StreamEvent): void => this.#say({ kind: 'stream', event })
        const settled = await sandbox.deliver(invocation, { frozenForMs }, this.#log, stream)
        const used = usage.take()
        // Before it answers: a test that has its answer may end the thread.
        this.#handOverCompiled()
        return { ...settled, used }
      }
      case 'disconnect':
        return void (await sandbox.lose(order.how))
      case 'call':
        return sandbox.visit(() => this.#call(setup, order))
      case 'leave':
        return this.#remains()
    }
  }

  #remains(): Remains {
    return { files: this.#environment?.sandbox.pack() ?? [], coverage: this.#counter?.take() ?? noCoverage }
  }

  async #call(setup: Setup | undefined, { name, args }: Extract<Order, { verb: 'call' }>): Promise<Answers['call']> {
    try {
      return { value: await setup?.call(name, args) }
    } catch (error) {
      return { error: packError(error) }
    }
  }

  #begin(order: Order): Environment {
    if (order.verb !== 'start' && order.verb !== 'set up')
      throw new Error(`the first order must be 'start' or 'set up', and not '${order.verb}'`)
    const timeline = new Timeline(order.plan.startsAt)
    this.#root = order.plan.taskRoot
    const setup = order.setup === undefined ? undefined : new Setup(order.setup, this.#modules, this.#echo)
    const sandbox = new InProcessSandbox({
      stage: this.#stage,
      timeline,
      importModule: async (id, importer) => {
        await setup?.run()
        return this.#modules.import(id, importer, this.#stage.presence?.inside.graph.requiredBy)
      },
      loading: () => this.#modules.loading,
      evaluateFresh: (init) => init(),
      echo: this.#echo,
      explain: ({ error, ...rest }) =>
        void this.#say({ kind: 'unloadable', failure: { ...rest, error: packError(error) } }),
      unreported: (fault) => this.#say({ kind: 'unreported', fault: packError(fault) }),
      tmpHolds: (bytes) => this.#gate.tmpHolds(bytes),
    })
    return { timeline, sandbox, setup, usage: new Usage(() => this.#gate.lookedMs) }
  }

  /** The function must not notice that something cannot be cloned, which shows only when it is tried. */
  readonly #echo = (method: string, args: readonly unknown[]): void => {
    try {
      this.#say({ kind: 'echo', method, ...packArguments(args) })
    } catch {
      this.#say({ kind: 'echo', method, ...packAsText(args) })
    }
  }

  readonly #log = (entry: LogEntry): void => {
    if (this.#late) this.#late.push(entry)
    else this.#say({ kind: 'log', entry })
  }

  #sayLate(): void {
    const late = this.#late ?? []
    this.#late = undefined
    for (const entry of late) this.#log(entry)
  }

  #say(said: Said): void {
    tell(said)
    this.#backlog.said()
  }

  /** Called in the middle of the function's code, and of whatever that has called; gives the place. */
  #glimpse(): string | undefined {
    return this.#stage.outside(() => {
      const at = userPlace(new CallSite(this.#glimpse, Infinity), this.#root, 'function')
      tell({ kind: 'remains', remains: this.#remains() })
      return at
    })
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

/** Code with which an environment can begin ahead of the function's own: nobody invokes it. */
function onlySetsUp(setup: Setup | undefined): SandboxCode {
  const load = async (): Promise<() => void> => {
    await setup?.run()
    return () => undefined
  }
  return { kind: 'inline', run: load, exportPath: 'handler' }
}

function tell(told: Told): void {
  toTest?.postMessage(told)
}

export function run(boot: Boot, compile: Compile): Promise<never> {
  return new Inside(boot, compile).run(boot.moduleRunner)
}
