// What packages load for themselves, their configuration and their code: nobody forgot that, but perhaps the call it is for.

import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import type { Way } from '../../../effects/whose.js'
import { type Frame, isMaking, packageOf, userFrame } from './frames.js'
import { caller } from './housekeeping.js'
import type { Left } from './left.js'
import type { Call, Trail } from './trail.js'

/** They import modules for the user. */
const LOADERS: ReadonlySet<string | undefined> = new Set(['vite', 'vitest'])

/** A call that waits for what a package loads. */
export interface WaitingCall extends Call {
  /** What led to it. */
  readonly way: Way
}

/** Looks at what one invocation left. */
export class Loading {
  readonly #trail: Trail
  /** Calls of packages that had not ended at the answer; undefined: nobody followed promises. */
  readonly #pending: readonly PromiseNode[] | undefined

  constructor(trail: Trail, trace: PromiseTrace | undefined) {
    this.#trail = trail
    if (trace?.kind === 'full') this.#pending = [...trace.nodes].filter((node) => this.#isPending(node, trace))
  }

  /** Whether a package reads or imports something for itself. */
  isLoading({ kind, reads, origin }: Left): boolean {
    if (kind !== 'import' && !reads) return false
    for (const frames of this.#trail.stacks(origin)) {
      const by = caller(frames)
      if (by) return by.owner === 'package' && !LOADERS.has(packageOf(by))
    }
    return false
  }

  /**
   * The calls that wait for it: the one that led there, or where a client loads since it was made, those of its packages.
   * Undefined: only a trace can tell.
   */
  callsOf({ origin }: Left): readonly WaitingCall[] | undefined {
    const own = this.#callIn(origin)
    if (!this.#pending) return own && [own]
    const pending = this.#pending.flatMap((node) => this.#callIn(node) ?? [])
    if (own) return pending.some(({ at }) => at.key === own.at.key) ? [own] : []
    const packages = this.#packagesOf(origin)
    return pending.filter(({ way }) => [...this.#packagesOf(way)].some((name) => packages.has(name)))
  }

  /** The call that the user made on that way, unless it is `new`: who makes a client is given nothing to wait for. */
  #callIn(way: Way): WaitingCall | undefined {
    for (const frames of this.#trail.stacks(way)) {
      const at = userFrame(frames)
      const outermost = at && frames[frames.indexOf(at) - 1]
      if (at) return isMaking(outermost) ? undefined : { at, called: outermost?.called ?? '', way }
    }
    return undefined
  }

  #isPending(node: PromiseNode, { answeredAt }: PromiseTrace): boolean {
    const hadEnded = node.settledAt > 0 && node.settledAt <= answeredAt
    if (node.derived || hadEnded || node.madeAt > answeredAt) return false
    const frames = this.#trail.frames(node)
    return frames[0]?.owner === 'package' && userFrame(frames) !== undefined
  }

  #packagesOf(way: Way): Set<string> {
    const frames: Frame[] = [...this.#trail.stacks(way)].flat()
    return new Set(frames.flatMap((frame) => packageOf(frame) ?? []))
  }
}
