// One thread as the test sees it: takes orders while it is frozen, tells what happens, and can be ended at any moment.

import { randomUUID } from 'node:crypto'
import { MessageChannel, Worker } from 'node:worker_threads'
import { hostTime } from '../../effects/host-time.js'
import { Backlog, backlogMemory } from './backlog.js'
import type { Boot } from './boot.js'
import { GateKeeper, gateMemory } from './gate.js'
import { bytesNeeded } from './interrupt.js'
import {
  type Answers,
  type Aside,
  type Foresight,
  type Order,
  packError,
  type Question,
  type Remains,
  type Said,
  type Sight,
  type Told,
} from './messages.js'
import type { Program } from './program.js'

/** What a thread is made of; threads of the same make are alike until the first order. */
export interface ThreadMake {
  /** The first code of a thread, as Node.js loads it. */
  readonly entry: URL
  /** What that runs. */
  readonly program: Program
  readonly moduleRunner: string
  readonly compileCache: Boot['compileCache']
  readonly countedBy: Boot['countedBy']
  /** Whether a debugger is attached. */
  readonly debugged: () => boolean
  /** Asks the project's Vite. */
  readonly ask: (question: Question) => Promise<unknown>
}

/** How often a thread is told to end that does not, in real milliseconds. */
const AGAIN_MS = 100

/**
 * So long does the event loop of the test turn without sleeping while a thread has an order, in real milliseconds: to be
 * woken takes a fifth of a warm invocation.
 */
const AWAKE_MS = 0.15

/** Whether Node.js tells how much memory a thread uses (since 22.16). */
const isWatched = typeof Worker.prototype.getHeapStatistics === 'function'

/**
 * So much more than its limit may the heap of a watched thread hold, in MB, until it is ended from here: where V8 itself
 * gives up, that can end the whole process of the test.
 */
const HEADROOM_MB = 512

/** Who hears what a thread tells beside its answers. */
export interface Listener {
  readonly told: (told: Said) => void
}

/** How a thread ended that was not ended from here. */
export interface ThreadLoss {
  readonly code: number
  /** It had used up its memory. */
  readonly outOfMemory: boolean
  readonly error: Error | undefined
}

interface Answered {
  readonly value: Answers[Order['verb']]
  readonly sight: Sight
}

export class Thread {
  readonly #make: ThreadMake
  readonly #worker: Worker
  readonly #keeper: GateKeeper<Order | Foresight>
  readonly #backlog: Backlog
  readonly booted: Promise<void>
  readonly ended: Promise<void>
  /** Resolves when it has answered its first order. */
  readonly started: Promise<void>
  readonly #start: () => void
  /** By which the inspector finds it. */
  readonly name: string
  #listener: Listener | undefined
  /** Takes the answer to the order that it follows. */
  #answered: ((answer: Answered | ThreadLoss) => void) | undefined
  #error: Error | undefined
  #loss: ThreadLoss | undefined
  #waiting: ((waitingFor: readonly string[]) => void) | undefined
  #hasBooted = false
  /** Whether it has had an order. */
  #asked = false
  #remains: Remains | undefined

  /**
   * `memoryMB`: what its heap may hold; V8 itself ends it there only where nobody can watch it. `explain`: what is told of
   * why it did not boot.
   */
  constructor(make: ThreadMake, memoryMB: number, explain: (error: Error) => Error) {
    this.#make = make
    this.name = `lambda-${randomUUID()}`
    const memory = gateMemory()
    const backlog = backlogMemory()
    this.#backlog = new Backlog(backlog)
    const { port1, port2 } = new MessageChannel()
    this.#keeper = new GateKeeper(memory, port1)
    port1.unref()
    const { program, compileCache, moduleRunner, countedBy } = make
    const { text } = program
    const boot: Boot = { memory, backlog, orders: port2, program: text, compileCache, moduleRunner, countedBy }
    this.#worker = new Worker(make.entry, {
      workerData: boot,
      transferList: [port2],
      // Vitest's own flags (its conditions, its loaders) are not Lambda's; nor is anything of the environment.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMB + (isWatched ? HEADROOM_MB : 0) },
      name: this.name,
    })
    this.#worker.unref()
    // Each time that it is told to end adds one.
    this.#worker.setMaxListeners(0)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.booted = promise
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    this.ended = ended
    ;({ promise: this.started, resolve: this.#start } = Promise.withResolvers<void>())
    void promise.then(
      () => (this.#hasBooted = true),
      () => undefined,
    )
    this.#worker.on('message', (told: Told) => (told.kind === 'booted' ? resolve() : this.#hear(told)))
    this.#worker.on('error', (error: Error) => (this.#error = error))
    this.#worker.on('exit', (code) => {
      this.#exited(code)
      end()
      reject(explain(this.#error ?? new Error(`a thread ended with status ${code} before it had begun`)))
    })
  }

  /** Tells it what it is going to be asked for, unless it was asked for something already. */
  foresee(foreseen: Foresight): void {
    if (!this.#asked) this.#keeper.send(foreseen)
  }

  /** Gives an order to a frozen thread. Rejects with nothing: a thread that ends meanwhile gives a loss. */
  async order<Given extends Order>(
    order: Given,
    listener: Listener,
  ): Promise<{ readonly value: Answers[Given['verb']]; readonly sight: Sight } | ThreadLoss> {
    this.#asked = true
    await this.booted
    if (this.#loss) return this.#loss
    this.#listener = listener
    const { promise, resolve } = Promise.withResolvers<Answered | ThreadLoss>()
    this.#answered = resolve
    this.#keeper.send(order)
    this.#stayAwake()
    return promise as Promise<{ readonly value: Answers[Given['verb']]; readonly sight: Sight } | ThreadLoss>
  }

  #stayAwake(): void {
    const until = hostTime.monotonic() + AWAKE_MS
    const turn = (): void => {
      if (this.#answered && hostTime.monotonic() < until) hostTime.setImmediate(turn)
    }
    turn()
  }

  /** Whether it has come as far as to take orders. */
  get hasBooted(): boolean {
    return this.#hasBooted
  }

  /** Bytes that its `/tmp` takes up. */
  get tmpBytes(): number {
    return this.#keeper.tmpBytes
  }

  /** What it has handed over when it was interrupted; all of it is here when it has ended. */
  get remains(): Remains | undefined {
    return this.#remains
  }

  /** Changes for as long as its event loop turns. */
  get heartbeat(): number {
    return this.#keeper.heartbeat
  }

  /** How long it was held until the test had heard what it said, in real milliseconds. */
  get heldMs(): number {
    return this.#backlog.heldMs
  }

  /** What its code waits for; undefined when it does not say so in time. */
  waitingFor(): Promise<readonly string[]> {
    const { promise, resolve } = Promise.withResolvers<readonly string[]>()
    this.#waiting = resolve
    this.#aside({ kind: 'what are you waiting for' })
    return promise
  }

  /**
   * Bytes that its heap and its buffers take up without `/tmp`, also while it is frozen; undefined where Node.js does not
   * tell (before 22.16).
   */
  async memoryUsed(): Promise<number | undefined> {
    if (!isWatched) return undefined
    const { used_heap_size: heap, external_memory: external } = await this.#worker.getHeapStatistics()
    // At which moment between the last look and this one it has told is not known.
    return Math.max(0, heap + external - this.#keeper.takeMostTmpBytes())
  }

  /** The same without garbage; undefined where a debugger is attached, or the thread could not be reached. */
  async memoryNeeded(): Promise<number | undefined> {
    const bytes = this.#make.debugged() ? undefined : await bytesNeeded(this)
    return bytes === undefined ? undefined : Math.max(0, bytes - this.tmpBytes)
  }

  /** CPU time it has used, in milliseconds; undefined where Node.js does not tell (before 22.20 and 24.6). */
  async cpuUsed(): Promise<number | undefined> {
    if (typeof this.#worker.cpuUsage !== 'function') return undefined
    const { user, system } = await this.#worker.cpuUsage()
    return (user + system) / 1000
  }

  /** Ends it at once, whatever it does. */
  async end(): Promise<void> {
    // It swallows the first time while the inspector evaluates something in it.
    const again = hostTime.setInterval(() => void this.#worker.terminate(), AGAIN_MS)
    // What it has told until then still arrives.
    await this.#worker.terminate()
    hostTime.clearInterval(again)
    this.#listener = undefined
  }

  #hear(told: Exclude<Told, { kind: 'booted' }>): void {
    switch (told.kind) {
      case 'answer': {
        this.#start()
        const answered = this.#answered
        this.#answered = undefined
        return answered?.(told)
      }
      case 'ask':
        return void this.#answer(told.id, told.question)
      case 'waiting':
        return this.#waiting?.(told.waitingFor)
      case 'compiled':
        return this.#make.program.keep(told.compiled)
      case 'remains':
        return void (this.#remains = told.remains)
      default:
        this.#backlog.heard()
        this.#listener?.told(told)
    }
  }

  async #answer(id: number, question: Question): Promise<void> {
    try {
      this.#aside({ kind: 'reply', id, value: await this.#make.ask(question) })
    } catch (error) {
      this.#aside({ kind: 'refusal', id, error: packError(error) })
    }
  }

  #aside(aside: Aside): void {
    this.#worker.postMessage(aside)
  }

  #exited(code: number): void {
    const outOfMemory = (this.#error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
    this.#loss = { code, outOfMemory, error: this.#error }
    this.#answered?.(this.#loss)
    this.#answered = undefined
  }
}
