// Who waits for a promise: whether anybody does, directly or through the promises derived from it.

import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import { isDouble } from './doubles.js'
import { type Frame, userFrame } from './frames.js'
import type { Trail } from './trail.js'

/** `Promise.all` and its like. */
const GATHERS: ReadonlySet<string> = new Set(['all', 'allSettled', 'any', 'race'])

/** What only passes on. Whatever else the engine does with a promise, as `for await` over an array, is to wait for it. */
const CHAINS: ReadonlySet<string> = new Set(['then', 'catch', 'finally'])

/** Whose code called what the engine does. */
function caller(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ owner }) => owner !== 'engine')
}

/** What counts as waiting. */
interface Question {
  /** Who waits. */
  readonly counts: (by: Frame) => boolean
  /** Whether a `Promise.race` or a failed `Promise.all` that was over at the answer still counts. */
  readonly formerly: boolean
  /** What to think when it was handed to a promise of which nothing is known. */
  readonly handedOn: boolean
  /** Whether a `then` of the user's waits, whatever becomes of what it gave. */
  readonly byThen: boolean
}

const BY_ANYBODY: Question = { counts: () => true, formerly: false, handedOn: true, byThen: false }
const EVER: Question = { ...BY_ANYBODY, formerly: true, byThen: true }
const BY_CODE: Question = { ...BY_ANYBODY, handedOn: false }
const BY_USER: Question = { counts: ({ owner }) => owner === 'user', formerly: true, handedOn: true, byThen: false }

/** Answers for the promises of one trace. */
export class Waiting {
  readonly #trail: Trail
  readonly #trace: PromiseTrace

  constructor(trail: Trail, trace: PromiseTrace) {
    this.#trail = trail
    this.#trace = trace
  }

  /** Whether anybody waited for `node` at the answer. */
  isAwaited(node: PromiseNode): boolean {
    return this.#isAwaited(node, BY_ANYBODY)
  }

  /** Whether anybody ever waited for `node`, also by a `Promise.all` that was over at the answer. */
  wasAwaited(node: PromiseNode): boolean {
    return this.#isAwaited(node, EVER)
  }

  /** Whether running code waits for `node`, so that whoever asks finds that code as well. */
  isAwaitedByCode(node: PromiseNode): boolean {
    return this.#isAwaited(node, BY_CODE)
  }

  /** Whether the user's own code ever waited for it: what packages do with their promises does not count. */
  isAwaitedByUser(node: PromiseNode): boolean {
    return this.#isAwaited(node, BY_USER)
  }

  /** Whether it is what a test double gave: that looks at how it ends. */
  isLookedAt({ waiters }: PromiseNode): boolean {
    return waiters.some((waiter) => {
      const by = caller(this.#trail.frames(waiter))
      return by !== undefined && isDouble(by)
    })
  }

  /** Whether anybody waits for the call at `at`, of an async function whose promise is `node`. */
  isCallAwaited(node: PromiseNode, at: Frame): boolean {
    const inside = this.#trail.frames(node)[0]
    return inside?.owner === 'user' ? this.isAwaited(node) : this.isSiteAwaited(at)
  }

  /** Of what a package does inside one call, the user can only wait for the call. */
  isSiteAwaited(at: Frame): boolean {
    for (const node of this.#trace.nodes) {
      if (node.waiters.length === 0 || userFrame(this.#trail.frames(node))?.key !== at.key) continue
      if (this.isAwaitedByUser(node)) return true
    }
    return false
  }

  #isAwaited(node: PromiseNode, question: Question): boolean {
    return node.waiters.some((waiter) => this.#waits(waiter, question))
  }

  #waits(waiter: PromiseNode, question: Question): boolean {
    const frames = this.#trail.frames(waiter)
    const by = caller(frames)
    if (!by) return this.#resolvedWith(waiter, question)
    if (isDouble(by)) return false
    const gather = frames.slice(0, frames.indexOf(by)).find(({ name }) => GATHERS.has(name))
    if (gather) return this.#gathered(waiter, gather, by, question)
    // Around what is no promise, `await` makes one, which V8 derives from that of the function that awaits.
    if (frames[0] === by && waiter.waiters.length > 0) return false
    const isThen = frames[0]?.owner === 'engine' && CHAINS.has(frames[0].name)
    if (!isThen || by.owner !== 'user') return question.counts(by)
    return (question.byThen && frames[1] === by) || this.#isAwaited(waiter, question)
  }

  /** Nobody's frame: another promise was resolved with it, as by `return` in an async function, or the runtime has it. */
  #resolvedWith({ job: outer }: PromiseNode, question: Question): boolean {
    if (!outer) return question.handedOn
    if (this.#trail.frames(outer)[0]?.owner === 'user') return true
    return this.#isAwaited(outer, question)
  }

  /** By `Promise.all` and the like, which counts when somebody waits for what that gave. */
  #gathered(waiter: PromiseNode, gather: Frame, by: Frame, question: Question): boolean {
    for (const node of this.#trace.nodes) {
      if (node.derived || node.job !== waiter.job || node.madeAt > waiter.madeAt) continue
      const frames = this.#trail.frames(node)
      if (frames[0]?.name !== gather.name || caller(frames)?.key !== by.key) continue
      const isOver = node.settledAt > 0 && node.settledAt < this.#trace.answeredAt
      return (question.formerly || !isOver) && this.#isAwaited(node, question)
    }
    return true
  }
}
