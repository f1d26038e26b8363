// The trace of one invocation: its promises, in the order in which they were made and settled.

import { executionAsyncId } from 'node:async_hooks'
import { inspect } from 'node:util'
import { CallSite, NOWHERE } from '../clock/call-site.js'
import { type Cause, Tick } from './cause.js'
import { PROMISE_FRAMES, PromiseNode } from './promise-node.js'

/** What a trace follows. `full`: everything. `answer`: only what is made after the answer, which costs far less. */
export type TraceKind = 'full' | 'answer'

type Hook = (promise: Promise<unknown>, parent: Promise<unknown>) => void

const NONE: Map<Promise<unknown>, PromiseNode> = new Map()
const NO_TICKS: Map<number, Tick> = new Map()

/** Fed by `PromiseHooks`, while code of its invocation runs. */
export class PromiseTrace {
  readonly kind: TraceKind
  readonly #most: number
  /** Made for the first of them: most traces have none. */
  #nodes: Map<Promise<unknown>, PromiseNode> = NONE
  /** What was put off to a later tick, by async id. */
  #ticks: Map<number, Tick> = NO_TICKS
  #clock = 0
  #job: PromiseNode | undefined
  #answeredAt: number | undefined
  #answeredIn: PromiseNode | undefined
  readonly #ownFirst: boolean
  readonly #now: () => number

  /**
   * It follows at most `most` promises, by the clock `now` (ms). `ownFirst`: the first of them is what the handler returns. Only the runtime has
   * that one and waits for it, so nobody ever asks where that was.
   */
  constructor(kind: TraceKind, most: number, now: () => number, ownFirst = false) {
    this.kind = kind
    this.#most = most
    this.#now = now
    this.#ownFirst = ownFirst
  }

  /** What led to the code that is running now: the promise whose continuation it is, or what put it off to this tick. */
  get cause(): Cause | undefined {
    return this.#job ?? this.#tick
  }

  get #tick(): Tick | undefined {
    return this.#ticks === NO_TICKS ? undefined : this.#ticks.get(executionAsyncId())
  }

  /** All promises, in the order in which they were made. */
  get nodes(): Iterable<PromiseNode> {
    return this.#nodes.values()
  }

  get empty(): boolean {
    return this.#nodes.size === 0
  }

  /** When the handler had its answer: what happened later, happened after it. */
  get answeredAt(): number {
    return this.#answeredAt ?? Infinity
  }

  /** The promise in whose continuation the handler had its answer. */
  get answeredIn(): PromiseNode | undefined {
    return this.#answeredIn
  }

  made(promise: Promise<unknown>, parent: Promise<unknown> | undefined, hook: Hook): void {
    if (this.#nodes.size >= this.#most) return
    const from = parent && this.#nodes.get(parent)
    // What is derived from the handler's own promise is the runtime's.
    const isOwn = from ? from.site === NOWHERE : this.#ownFirst && this.#nodes.size === 0
    const site = isOwn ? NOWHERE : new CallSite(hook, PROMISE_FRAMES)
    if (this.#nodes === NONE) this.#nodes = new Map()
    const tick = this.#job ? undefined : this.#tick
    this.#nodes.set(
      promise,
      new PromiseNode(parent !== undefined, from, this.#job, ++this.#clock, site, this.#now(), tick),
    )
  }

  /** The code that runs under the async id `id`, later, is the doing of the code that runs now. */
  putOff(id: number, hook: (id: number, type: string) => void): void {
    if (this.kind !== 'full' || this.#ticks.size >= this.#most) return
    const { cause } = this
    if (this.#ticks === NO_TICKS) this.#ticks = new Map()
    this.#ticks.set(id, new Tick(new CallSite(hook, PROMISE_FRAMES), cause))
  }

  continues(promise: Promise<unknown>): void {
    if (this.kind === 'full') this.#job = this.#nodes.get(promise)
  }

  stops(): void {
    this.#job = undefined
  }

  settled(promise: Promise<unknown>): void {
    const node = this.kind === 'full' ? this.#nodes.get(promise) : undefined
    if (!node) return
    node.settledAt = ++this.#clock
    node.settledIn = this.#job
    node.tookMs = this.#now() - node.madeMs
  }

  /**
   * The handler has answered, by `result` when it is a promise: then it had its answer when that was settled, a little
   * before anybody heard of it, and what instantly resolving mocks let go on in between went on after the answer.
   */
  answered(result: unknown): void {
    const node = result instanceof Promise ? this.#nodes.get(result) : undefined
    const known = node !== undefined && node.settledAt > 0
    this.#answeredAt = known ? node.settledAt : ++this.#clock
    this.#answeredIn = known ? node.settledIn : this.#job
  }

  /** Lets go of everything: what a connection keeps of it must not keep the rest. */
  forget(): void {
    for (const node of this.#nodes.values()) node.forget()
    for (const tick of this.#ticks.values()) tick.forget()
    this.#nodes = NONE
    this.#ticks = NO_TICKS
    this.#job = undefined
    this.#answeredIn = undefined
  }

  /** Whether it was rejected because something was aborted. */
  wasAborted(node: PromiseNode): boolean {
    for (const [promise, each] of this.#nodes) {
      if (each === node)
        return /^Promise \{\s*<rejected>[^]*\b(?:AbortError|ABORT_ERR|DOMException \[TimeoutError\])/.test(
          inspect(promise),
        )
    }
    return false
  }
}
