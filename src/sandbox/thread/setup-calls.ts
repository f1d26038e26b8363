// The functions of an environment's setup module as a test calls them: one after the other, also ahead of Init.

import type { LogEntry } from '../../record/record.js'
import type { EmitLog, InitPlan, SandboxCode } from '../port.js'
import { StoppedError } from '../stopped.js'
import { callEnd, CALLING, type Ended, setupEnd } from './losses.js'
import { type Answers, type Order, unpackError } from './messages.js'

/**
 * How long a function of the setup module may compute without giving way, in milliseconds of CPU time: on a busy machine
 * that takes longer. One that is blocked uses none, and has as much of real time.
 */
export const CALL_MS = 1000

/** What Init is going to begin with, before anybody has asked for it. */
export interface InitAhead {
  readonly code: SandboxCode
  readonly plan: InitPlan
}

export type Call = Extract<Order, { verb: 'call' }>

/** The thread of the environment. */
export interface SetupThread {
  isThere(): boolean
  /** Takes one, which evaluates the setup module. */
  setUp(ahead: InitAhead, log: EmitLog): Promise<{ readonly value: Answers['set up'] } | Ended>
  call(order: Call): Promise<{ readonly value: Answers['call'] } | Ended>
  /** Lets go of one in which nothing can go on. */
  giveUp(): Promise<void>
}

const BEGINS_ANEW = 'The next call or invocation begins a new one.'
const ARRANGED_IS_GONE = `What was arranged is gone with it. ${BEGINS_ANEW}`

export class SetupCalls {
  /** As the user wrote it. */
  readonly #path: string | undefined
  readonly #thread: SetupThread
  #last: Promise<unknown> | undefined
  #logs: readonly LogEntry[] = []
  /** Calls made ahead of Init, until that has led to an invocation. */
  #ahead: Call[] | undefined = []
  #isOver = false
  /** Which call has ended the process after Init, and how. */
  #end: string | undefined

  constructor(path: string | undefined, thread: SetupThread) {
    this.#path = path
    this.#thread = thread
  }

  /** The last call, which never rejects; undefined: there was none. */
  get last(): Promise<unknown> | undefined {
    return this.#last
  }

  /** What the setup module has written ahead of Init, to which it belongs. */
  takeLogs(): readonly LogEntry[] {
    const logs = this.#logs
    this.#logs = []
    return logs
  }

  /** `ahead` is asked when it is the call's turn: what Init goes on with from there; undefined: it has begun. */
  call(name: string, args: readonly unknown[], ahead?: () => InitAhead | undefined): Promise<unknown> {
    const call = Promise.resolve(this.#last).then(async () => {
      const init = ahead?.()
      if (this.#end !== undefined) throw new Error(this.#end)
      if (init && !this.#thread.isThere()) await this.#setUp(init)
      const order = { verb: 'call', name, args } as const
      const value = await this.#call(order, init)
      this.#ahead?.push(order)
      return value
    })
    this.#last = call.catch(() => undefined)
    return call
  }

  /**
   * Resolves when what was called ahead of Init has been done. Where Init runs again, in another process (INIT-6), that is
   * done there, too.
   */
  async arranged(init: InitAhead): Promise<void> {
    await this.#last
    if (this.#isOver) throw new StoppedError([CALLING])
    if (!this.#ahead || this.#ahead.length === 0 || this.#thread.isThere()) return
    await this.#setUp(init)
    for (const order of this.#ahead) await this.#call(order, init)
  }

  /** The environment is gone. */
  end(): void {
    this.#isOver = true
  }

  /** A call has ended the process, after Init. */
  get endedProcess(): boolean {
    return this.#end !== undefined
  }

  /** Init has led to an invocation: each process after this one begins anew. */
  initialised(): void {
    this.#ahead = undefined
    this.#end = undefined
  }

  /** Nothing of the function has run: whoever comes next finds an environment that has not begun. */
  async #startOver(): Promise<void> {
    this.#ahead = []
    this.#logs = []
    await this.#thread.giveUp()
  }

  async #setUp(ahead: InitAhead): Promise<void> {
    const logs: LogEntry[] = []
    const answer = await this.#thread.setUp(ahead, (entry) => void logs.push(entry))
    const failure = this.#failure(answer)
    if (!failure) {
      this.#logs = logs
      return
    }
    // The next call, or the invocation, tries again.
    await this.#thread.giveUp()
    throw failure
  }

  #failure(answer: { readonly value: Answers['set up'] } | Ended): Error | undefined {
    const failed = (why: string): Error =>
      new Error(`setup '${this.#path}' failed before the handler was loaded: ${why}`)
    if ('ended' in answer) return failed(callEnd(answer))
    const { value } = answer
    if (value.kind === 'ready') return undefined
    return value.kind === 'not set up' ? unpackError(value.error) : failed(setupEnd(value))
  }

  async #call(order: Call, init: InitAhead | undefined): Promise<unknown> {
    const answer = await this.#thread.call(order)
    if ('ended' in answer) {
      const end = `setup().${order.name}() has ended the environment: ${callEnd(answer)}.`
      if (init) await this.#startOver()
      else this.#end = `${end} ${BEGINS_ANEW}`
      throw new Error(this.#end ?? `${end} ${ARRANGED_IS_GONE}`)
    }
    if ('error' in answer.value) throw unpackError(answer.value.error)
    return answer.value.value
  }
}
