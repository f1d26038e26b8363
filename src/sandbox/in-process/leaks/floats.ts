// The floating promises of a traced invocation: calls that nobody waits for and that went on after the answer.

import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import { isMaking, userFrame } from './frames.js'
import { Returning } from './returning.js'
import { type Call, Trail } from './trail.js'
import { Waiting } from './waiting.js'

/** One floating promise: a call that nobody waits for. */
export interface Float extends Call {
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
  readonly #returning: Returning
  readonly #found = new Map<string, Float>()

  constructor(trace: PromiseTrace, trail: Trail) {
    this.#trace = trace
    this.#trail = trail
    this.#waiting = new Waiting(trail, trace)
    this.#returning = new Returning(trace, trail, this.#waiting)
  }

  run(): Float[] {
    for (const node of this.#trace.nodes) {
      if (node.derived) continue
      if (node.madeAt > this.#trace.answeredAt) this.#begunLate(node)
      else if (this.#wentOn(node) && !this.#returning.calledBack(node)) this.#outlived(node)
      else if (node.settledAt > 0) this.#answeredByDouble(node)
      else this.#importing(node)
    }
    return [...this.#found.values()]
  }

  /** It was pending at the answer, and a continuation of its own ended it in the turn after that. */
  #wentOn({ settledAt, settledIn }: PromiseNode): boolean {
    return settledAt > this.#trace.answeredAt && settledIn !== undefined
  }

  /** An async function, or a package's, that outlived the answer. */
  #outlived(node: PromiseNode): void {
    const call = this.#trail.callOf(node)
    if (!call || this.#waiting.isCallAwaited(node, call.at) || this.#returning.isFellow(node)) return
    const awaited = node.settledIn?.parent
    // Aborted work ends because the function ended it.
    if (awaited && this.#trace.wasAborted(awaited)) return
    this.#add({ ...call, pending: false })
  }

  /** New work after the answer: it belongs to whatever was under way at the answer and went on with it. */
  #begunLate(node: PromiseNode): void {
    const call = this.#trail.callOf(node) ?? this.#callOfDouble(node)
    if (!call || this.#returning.isEmptyTurn(node)) return
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
      if (!at || (frames.find(({ owner }) => owner !== 'engine')?.owner !== 'user' && this.#waiting.isSiteAwaited(at)))
        return undefined
      return { at, called: inside.called, pending: root.settledAt === 0 }
    }
    const owner = this.#functionOf(root)
    const call = owner && this.#trail.callOf(owner)
    if (owner && call) {
      const hidden = inside?.owner !== 'user' && this.#waiting.isSiteAwaited(call.at)
      return hidden ? undefined : { ...call, pending: owner.settledAt === 0 }
    }
    const at = userFrame(frames)
    if (!at || (inside?.owner !== 'user' && this.#waiting.isSiteAwaited(at))) return undefined
    if (isMaking(frames[frames.indexOf(at) - 1])) return undefined
    return { at, called: inside?.called ?? '', pending: root.settledAt === 0 }
  }

  /** The async function whose `await` the promise is: the one that it, or a continuation of it, ended. */
  #functionOf(wait: PromiseNode): PromiseNode | undefined {
    for (const node of this.#trace.nodes) {
      if (node.derived || node.madeAt > wait.madeAt || node.settledAt < this.#trace.answeredAt) continue
      for (let job = node.settledIn; job && job.madeAt >= wait.madeAt; job = job.job) {
        // A promise that the function only resolved, as an executor does, is not the function's own.
        if (job === wait && this.#trail.callOf(node)) return node
      }
    }
    return undefined
  }

  /**
   * A call of a test double that gave a promise at once, and that nobody looks at: over a network it would be pending. Of
   * one that took its time, it is known that it ended before the answer.
   */
  #answeredByDouble(node: PromiseNode): void {
    if (node.tookMs >= 1) return
    const call = this.#callOfDouble(node)
    if (call && !this.#waiting.wasAwaited(node) && !this.#isIterated()) this.#add({ ...call, pending: false })
  }

  #callOfDouble(node: PromiseNode): Call | undefined {
    const frames = this.#trail.frames(node)
    // What Node.js makes inside of it for its own sake, as for the body of a `Response`, is not what the double gave.
    if (frames.find(({ owner }) => owner !== 'engine')?.owner === 'node' && !this.#waiting.isLookedAt(node))
      return undefined
    return this.#trail.callOfDouble(node)
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
    const call = this.#trail.callOf(node)
    if (call && !this.#waiting.isSiteAwaited(call.at)) this.#add({ ...call, pending: false })
  }

  #add(float: Float): void {
    const before = this.#found.get(float.at.key)
    if (!before || (before.pending && !float.pending)) this.#found.set(float.at.key, float)
  }
}
