// One invocation behind a front: it goes on to its own end, whether or not the client still waits for it.

import { observe, unwatched } from '../../record/observation.js'
import type { InvocationResult } from '../../record/result.js'
import type { SourceTarget } from '../target.js'

/** What is asked of the function. */
export interface Asked {
  readonly event: unknown
  /** The X-Ray trace that the function goes on with; without it one of its own. */
  readonly traceId?: string
}

export class Exchange {
  readonly #target: SourceTarget
  #begun = false
  #ended = false
  #looked = false
  #result: InvocationResult | undefined
  #refusal: unknown

  constructor(target: SourceTarget) {
    this.#target = target
  }

  /** Undefined while the function runs, and where it has not run. */
  get result(): InvocationResult | undefined {
    return this.#result
  }

  /** Whether the function has failed: asking is not looking. */
  get failed(): boolean {
    return this.#result !== undefined && unwatched(this.#result).error !== undefined
  }

  /** What `invoke` rejected with. */
  get refusal(): unknown {
    return this.#refusal
  }

  /**
   * Invokes and lets time pass until the function has ended or `timeoutMs` are over: then false.
   * A client that has gone stops nothing.
   */
  async invoke(asked: Asked, timeoutMs: number | undefined): Promise<boolean> {
    const { agenda } = this.#target
    let late = false
    this.#begun = true
    const forget = agenda.at(agenda.now, () => this.#run(asked))
    const relax =
      timeoutMs === undefined ? undefined : agenda.at(agenda.now + timeoutMs, () => void (late = !this.#ended))
    try {
      await agenda.run(() => this.#ended || late)
    } finally {
      forget()
      relax?.()
    }
    return this.#ended && !(timeoutMs !== undefined && this.#tookMs > timeoutMs)
  }

  /** A thread spends time of its own: that it was too much is known when it has ended. */
  get #tookMs(): number {
    const phases = this.#result?.record.phases.filter(({ phase }) => phase !== 'freeze') ?? []
    const [first, last] = [phases.at(0), phases.at(-1)]
    return first && last ? last.startedAt + last.durationMs - first.startedAt : 0
  }

  /** The test has seen that something went wrong: that is so for what is still to come, too. */
  look(): void {
    this.#looked = true
    observe(this.#result, 'error')
  }

  /** Lets time pass until the function has ended. */
  settled(): Promise<InvocationResult | undefined> {
    return this.#target.follow('response.settled()', () => this.#settle())
  }

  async #settle(): Promise<InvocationResult | undefined> {
    if (this.#begun) await this.#target.agenda.run(() => this.#ended)
    if (this.#refusal !== undefined) throw this.#refusal
    return this.#result
  }

  /** Never rejects: whoever runs the agenda then is not the one to be told. */
  async #run({ event, ...options }: Asked): Promise<void> {
    try {
      this.#result = await this.#target.invoke(event, options)
    } catch (error) {
      this.#refusal = error
    }
    this.#ended = true
    if (this.#looked) observe(this.#result, 'error')
  }
}
