// Calls that only return once the answer is given: those that gave it by calling back, and their fellows in a pool.

import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import type { Trail } from './trail.js'
import type { Waiting } from './waiting.js'

/** Answers for the promises of one trace. */
export class Returning {
  readonly #trace: PromiseTrace
  readonly #trail: Trail
  readonly #waiting: Waiting
  readonly #answering: ReadonlyMap<PromiseNode, number>
  #workers: ReadonlySet<string | undefined> | undefined

  constructor(trace: PromiseTrace, trail: Trail, waiting: Waiting) {
    this.#trace = trace
    this.#trail = trail
    this.#waiting = waiting
    this.#answering = leadingToAnswer(trace)
  }

  /**
   * What calls back with the answer, or with what the answer waited for, ends after it: all that it still does is to
   * return from the calls that it was in.
   */
  calledBack(node: PromiseNode): boolean {
    const outer = this.#waitedFor(node)
    const inner = outer.pop()
    const job = inner?.settledIn
    const gaveAt = job && this.#answering.get(job)
    if (!inner || gaveAt === undefined) return false
    // What was begun only then, or later, is work of its own.
    const isEarlier = inner.madeAt < gaveAt || this.isEmptyTurn(inner)
    const isCall = inner === node || this.#trail.callOf(inner) !== undefined
    return isCall && isEarlier && outer.every((each) => each.job !== job && each.madeAt < gaveAt)
  }

  /**
   * Whether `node` is one of several workers that nobody awaits, or waits for one of those last: another one of them has
   * given the answer, which it does when all is done.
   */
  isFellow(node: PromiseNode): boolean {
    this.#workers ??= this.#callersBack()
    return this.#waitedFor(node).some((each) => this.#workers?.has(this.#functionOf(each)))
  }

  /** Whether the function that gave the answer was called once more, and ended at once: it found nothing left to do. */
  isEmptyTurn(node: PromiseNode): boolean {
    const [inside] = this.#trail.frames(node)
    if (inside?.owner !== 'user' || inside.name === '' || !node.settledIn || node.settledIn !== node.job) return false
    return [...this.#answering.keys()].some((job) => {
      const [gave] = this.#trail.frames(job)
      return gave?.name === inside.name && gave.file === inside.file
    })
  }

  /** The functions that called back without being awaited. */
  #callersBack(): ReadonlySet<string | undefined> {
    const functions = new Set<string | undefined>()
    for (const node of this.#trace.nodes) {
      if (node.derived || !this.calledBack(node) || !this.#trail.callOf(node) || this.#waiting.isAwaited(node)) continue
      for (const each of this.#waitedFor(node)) functions.add(this.#functionOf(each))
    }
    functions.delete(undefined)
    return functions
  }

  /** Where the async function begins whose promise it is; undefined for other promises. */
  #functionOf(node: PromiseNode): string | undefined {
    const [inside] = this.#trail.frames(node)
    return inside?.owner === 'engine' ? undefined : inside?.key
  }

  /** The promise itself, and those whose end led to its end, up to the one that ended when the answer was given. */
  #waitedFor(node: PromiseNode): PromiseNode[] {
    const found: PromiseNode[] = []
    for (let each: PromiseNode | undefined = node; each && !found.includes(each); each = each.settledIn?.parent) {
      found.push(each)
      if (each.settledIn && this.#answering.has(each.settledIn)) break
    }
    return found
  }
}

/** The continuations that led to the answer, each with when it gave what the next one waited for. */
function leadingToAnswer({ answeredAt, answeredIn }: PromiseTrace): ReadonlyMap<PromiseNode, number> {
  const found = new Map<PromiseNode, number>()
  let gaveAt = answeredAt
  for (let job = answeredIn; job && !found.has(job); job = job.parent?.settledIn) {
    found.set(job, gaveAt)
    gaveAt = job.parent?.settledAt ?? 0
  }
  return found
}
