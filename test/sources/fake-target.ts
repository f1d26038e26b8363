// A function under test as event sources see it: its answers are written down, its time is a real timeline's.

import { Agenda } from '../../src/invoke/agenda.js'
import type { EventReport } from '../../src/record/event-report.js'
import type { Lines } from '../../src/record/frame.js'
import type { InvocationResult } from '../../src/record/result.js'
import { Timeline } from '../../src/sandbox/timeline.js'
import type { Owed, SourceConnection, SourceTarget } from '../../src/sources/target.js'
import { answered, failed, invoke as phaseOf } from '../matchers/result.js'

/** 2026-01-01. */
export const STARTS_AT: number = Date.UTC(2026, 0, 1)

/** Answers an event, or throws: an `Error` is a function error, a `Refusal` what the service refuses. */
export type Respond = (event: never, call: number) => unknown

/** Thrown by a `Respond`: the service refuses the invocation with this. */
export class Refusal extends Error {}

/** Lambda has no environment for the invocation. */
export class Throttled extends Refusal {
  override readonly name = 'TooManyRequestsException'
}

export class FakeTarget implements SourceTarget, SourceConnection {
  readonly functionName = 'orders'
  readonly functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:orders'
  readonly timeoutMs: number
  readonly region = 'us-east-1'
  readonly accountId = '123456789012'
  readonly timeline: Timeline = new Timeline(STARTS_AT)
  readonly agenda: Agenda = new Agenda(this.timeline)
  /** Every event it was invoked with, and when: ms since it was made. */
  readonly events: { readonly event: unknown; readonly atMs: number }[] = []
  readonly queued: unknown[] = []
  readonly #respond: Respond
  readonly #takesMs: number
  readonly #owed: (() => Owed)[] = []
  #ids = 0
  #traces = 0

  constructor(
    respond: Respond = () => null,
    { takesMs = 0, timeoutMs = 3000 }: { readonly takesMs?: number; readonly timeoutMs?: number } = {},
  ) {
    this.#respond = respond
    this.#takesMs = takesMs
    this.timeoutMs = timeoutMs
  }

  get function(): this {
    return this
  }

  target(_caller: string): this {
    return this
  }

  from(): Lines {
    return () => []
  }

  owes(owed: () => Owed): void {
    this.#owed.push(owed)
  }

  /** What its sources have taken and not handed over, or not told of. */
  get owed(): readonly Owed[] {
    return this.#owed.map((ask) => ask())
  }

  /** What a test that fails would be told. */
  readonly explanations: Set<string> = new Set()

  explain(name: string, text: string, guide: string): () => void {
    const told = `${name}: ${text}\n\n${guide}`
    this.explanations.add(told)
    return () => void this.explanations.delete(told)
  }

  follow<Result>(_caller: string, verb: () => Promise<Result>): Promise<Result> {
    return verb()
  }

  /** ms since it was made. */
  get elapsedMs(): number {
    return this.timeline.now - STARTS_AT
  }

  readonly uuid = (): string => `00000000-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`

  readonly traceId = (): string => {
    const id = String(++this.#traces).padStart(24, '0')
    return `Root=1-69562d80-${id};Parent=${id.slice(8)};Sampled=0;Lineage=1:00000000:0`
  }

  async invoke(event: unknown): Promise<InvocationResult> {
    const call = this.events.push({ event, atMs: this.elapsedMs })
    if (this.#takesMs > 0) {
      await new Promise<void>((resolve) => void this.agenda.at(this.timeline.now + this.#takesMs, resolve))
    }
    const phases = [phaseOf(this.#takesMs)]
    try {
      return answered(this.#respond(structuredClone(event) as never, call), { phases })
    } catch (error) {
      if (error instanceof Refusal) throw error
      const { name: errorType, message: errorMessage } = error as Error
      return failed({ errorType, errorMessage }, { phases })
    }
  }

  async queue(event: unknown): Promise<EventReport> {
    this.queued.push(event)
    const result = await this.invoke(event)
    const outcome = result.error ? 'retriesExhausted' : 'succeeded'
    return { requestId: this.uuid(), attempts: [result], outcome }
  }
}
