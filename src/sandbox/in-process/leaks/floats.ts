// The floating promises of a traced invocation: calls that nobody waits for and that went on after the answer.

import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import { type Frame, userFrame } from './frames.js'
import { Trail } from './trail.js'
import { isDouble, Waiting } from './waiting.js'

/** One floating promise. */
export interface Float {
  /** The call that nobody waits for. */
  readonly at: Frame
  /** Name of what was called. */
  readonly called: string
  /** It had not ended when the environment froze. */
  readonly pending: boolean
}

/** Vite's own functions behind `import()`. */
const IMPORTS: ReadonlySet<string> = new Set(['dynamicRequest', 'dynamicImport'])

/** Whether a function of that name is what Vite makes of `import()`. */
export function isImport(called: string): boolean {
  return IMPORTS.has(called)
}

/** What of a trace is a float. To be asked when the turn of the answer is over. */
export function floatsOf(trace: PromiseTrace, trail: Trail): Float[] {
  return new FloatSearch(trace, trail).run()
}

class FloatSearch {
  readonly #trace: PromiseTrace
  readonly #trail: Trail
  readonly #waiting: Waiting
  readonly #answering: ReadonlyMap<PromiseNode, number>
  readonly #found = new Map<string, Float>()

  constructor(trace: PromiseTrace, trail: Trail) {
    this.#trace = trace
    this.#trail = trail
    this.#waiting = new Waiting(trail, trace)
    this.#answering = this.#leadingToAnswer()
  }

  run(): Float[] {
    for (const node of this.#trace.nodes) {
      if (node.derived) continue
      if (node.madeAt > this.#trace.answeredAt) this.#begunLate(node)
      else if (this.#wentOn(node) && !this.#calledBack(node)) this.#outlived(node)
      else if (node.settledAt > 0) this.#answeredByDouble(node)
      else this.#importing(node)
    }
    return [...this.#found.values()]
  }

  /** It was pending at the answer, and a continuation of its own ended it in the turn after that. */
  #wentOn({ settledAt, settledIn }: PromiseNode): boolean {
    return settledAt > this.#trace.answeredAt && settledIn !== undefined
  }

  /**
   * What calls back with the answer, or with what the answer waited for, ends after it: all that it still does is to
   * return from the calls that it was in.
   */
  #calledBack(node: PromiseNode): boolean {
    const outer = new Set<PromiseNode>()
    let inner: PromiseNode | undefined = node
    for (; inner?.settledIn && !outer.has(inner); inner = inner.settledIn.parent) {
      const job: PromiseNode = inner.settledIn
      const gaveAt = this.#answering.get(job)
      // What was begun only then, or later, is work of its own.
      if (gaveAt !== undefined) {
        const isCall = inner === node || this.#callOf(inner) !== undefined
        return isCall && inner.madeAt < gaveAt && [...outer].every((each) => each.job !== job && each.madeAt < gaveAt)
      }
      outer.add(inner)
    }
    return false
  }

  /** The continuations that led to the answer, each with when it gave what the next one waited for. */
  #leadingToAnswer(): ReadonlyMap<PromiseNode, number> {
    const found = new Map<PromiseNode, number>()
    let gaveAt = this.#trace.answeredAt
    for (let job = this.#trace.answeredIn; job && !found.has(job); job = job.parent?.settledIn) {
      found.set(job, gaveAt)
      gaveAt = job.parent?.settledAt ?? 0
    }
    return found
  }

  /** An async function, or a package's, that outlived the answer. */
  #outlived(node: PromiseNode): void {
    const call = this.#callOf(node)
    if (!call || this.#isAwaited(node, call.at)) return
    const awaited = node.settledIn?.parent
    // Aborted work ends because the function ended it.
    if (awaited && this.#trace.wasAborted(awaited)) return
    this.#add({ ...call, pending: false })
  }

  #isAwaited(node: PromiseNode, at: Frame): boolean {
    const inside = this.#trail.frames(node)[0]
    return inside?.owner === 'user' ? this.#waiting.isAwaited(node) : this.#isSiteAwaited(at)
  }

  /** Of what a package does inside one call, the user can only wait for the call. */
  #isSiteAwaited(at: Frame): boolean {
    for (const node of this.#trace.nodes) {
      if (node.waiters.length === 0 || userFrame(this.#trail.frames(node))?.key !== at.key) continue
      if (this.#waiting.isAwaitedByUser(node)) return true
    }
    return false
  }

  /** New work after the answer: it belongs to whatever was under way at the answer and went on with it. */
  #begunLate(node: PromiseNode): void {
    const call = this.#callOf(node)
    if (!call) return
    let root = node.job
    while (root && root.madeAt > this.#trace.answeredAt) root = root.job
    if (!root) {
      // Of calls that wait for each other the outermost is told.
      if (!this.#waiting.isAwaitedByCode(node)) this.#add({ ...call, pending: node.settledAt === 0 })
      return
    }
    const begun = this.#beginOf(root)
    if (begun) this.#add(begun)
  }

  /** The call that led to `root`, which was pending at the answer. */
  #beginOf(root: PromiseNode): Float | undefined {
    const frames = this.#trail.frames(root)
    const inside = frames[0]
    if (inside?.owner === 'engine') {
      const at = userFrame(frames)
      if (!at || (frames.find(({ owner }) => owner !== 'engine')?.owner !== 'user' && this.#isSiteAwaited(at)))
        return undefined
      return { at, called: inside.name, pending: root.settledAt === 0 }
    }
    const owner = this.#functionOf(root)
    const call = owner && this.#callOf(owner)
    if (owner && call) {
      const hidden = inside?.owner !== 'user' && this.#isSiteAwaited(call.at)
      return hidden ? undefined : { ...call, pending: owner.settledAt === 0 }
    }
    const at = userFrame(frames)
    if (!at || (inside?.owner !== 'user' && this.#isSiteAwaited(at))) return undefined
    return { at, called: inside?.name ?? '', pending: root.settledAt === 0 }
  }

  /** The async function whose `await` the promise is: the one that it, or a continuation of it, ended. */
  #functionOf(wait: PromiseNode): PromiseNode | undefined {
    for (const node of this.#trace.nodes) {
      if (node.derived || node.madeAt > wait.madeAt || node.settledAt < this.#trace.answeredAt) continue
      for (let job = node.settledIn; job && job.madeAt >= wait.madeAt; job = job.job) {
        // A promise that the function only resolved, as an executor does, is not the function's own.
        if (job === wait && this.#callOf(node)) return node
      }
    }
    return undefined
  }

  /** A call of a test double that gave a promise at once, and that nobody looks at: over a network it would be pending. */
  #answeredByDouble(node: PromiseNode): void {
    const { frames } = this.#trail.of(node.site)
    const double = frames.findIndex(isDouble)
    const at = double < 0 ? undefined : userFrame(frames, double)
    if (!at || this.#waiting.wasAwaited(node) || this.#isIterated()) return
    const before = frames[frames.indexOf(at) - 1]
    this.#add({ at, called: before?.name ?? '', pending: false })
  }

  /** Whether `for await` or `Array.fromAsync()` went over something that is not async: V8 tells of no waiting in that. */
  #isIterated(): boolean {
    for (const node of this.#trace.nodes) if (!node.derived && node.settledIn === node) return true
    return false
  }

  /** An `import()` that is still loading: Vite does that, in another process, where nobody sees it work. */
  #importing(node: PromiseNode): void {
    const [inside] = this.#trail.frames(node)
    if (inside?.owner !== 'package' || !isImport(inside.name)) return
    const call = this.#callOf(node)
    if (call && !this.#isSiteAwaited(call.at)) this.#add({ ...call, pending: false })
  }

  /** Which call made an async function's promise; undefined for other promises, and where no user's code is near. */
  #callOf(node: PromiseNode): Pick<Float, 'at' | 'called'> | undefined {
    const { frames, ours } = this.#trail.of(node.site)
    const [inside] = frames
    if (!inside || ours || inside.owner === 'engine') return undefined
    if (inside.owner === 'user') {
      return { at: userFrame(frames, 1) ?? inside, called: inside.name }
    }
    const at = userFrame(frames)
    return at && { at, called: frames[frames.indexOf(at) - 1]?.name ?? inside.name }
  }

  #add(float: Float): void {
    const before = this.#found.get(float.at.key)
    if (!before || (before.pending && !float.pending)) this.#found.set(float.at.key, float)
  }
}
