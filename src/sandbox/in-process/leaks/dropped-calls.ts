// The calls of async functions and of test doubles that were under way at the answer and that nobody waited for: what they
// began is left behind.

import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import type { Way } from '../../../effects/whose.js'
import type { Frame } from './frames.js'
import type { Call, Trail } from './trail.js'
import { Waiting } from './waiting.js'

/** Whether the user could wait for it there: a listener is called by the emitter, and what called that cannot wait. */
function isDirect([inside, ...outer]: readonly Frame[], { at }: Call): boolean {
  return inside?.owner === 'package' || outer.find(({ owner }) => owner !== 'engine') === at
}

/** Those of one trace. A trace of what was made after the answer knows of none. */
export class DroppedCalls {
  readonly #trail: Trail
  readonly #keys = new Set<string>()

  constructor(trace: PromiseTrace, trail: Trail) {
    this.#trail = trail
    const waiting = new Waiting(trail, trace)
    for (const node of trace.nodes) {
      const hadEnded = node.settledAt > 0 && node.settledAt <= trace.answeredAt
      if (node.derived || hadEnded || node.madeAt > trace.answeredAt) continue
      const call = trail.callOf(node)
      if (call && isDirect(trail.frames(node), call) && !waiting.isCallAwaited(node, call.at))
        this.#keys.add(call.at.key)
      const double = trail.callOfDouble(node)
      if (double && !waiting.isAwaited(node)) this.#keys.add(double.at.key)
    }
  }

  /** The nearest of them that led from elsewhere to `at`, where something was begun. */
  leadingTo(at: Frame, way: Way): Frame | undefined {
    if (this.#keys.size === 0) return undefined
    for (const frames of this.#trail.stacks(way)) {
      const found = frames.find(({ key }) => key !== at.key && this.#keys.has(key))
      if (found) return found
    }
    return undefined
  }
}
