// Where each thing that was left was begun: by its own trail, and where that ends in a callback of a package's, by a guess.

import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import { type Frame, userFrame } from './frames.js'
import type { Left } from './left.js'
import type { Trail } from './trail.js'
import { Waiting } from './waiting.js'

/** Those of one verdict. */
export class Beginnings {
  readonly #trail: Trail
  readonly #waiting: Waiting | undefined
  /** The calls of the user's that had not ended, in the order in which they were made. */
  readonly #pending: readonly Frame[]

  constructor(trail: Trail, trace: PromiseTrace | undefined) {
    this.#trail = trail
    this.#waiting = trace && new Waiting(trail, trace)
    this.#pending = trace ? [...trace.nodes].flatMap((node) => this.#pendingCall(node) ?? []) : []
  }

  /** The user's line of each, as far as there is one. */
  of(left: readonly Left[]): ReadonlyMap<Left, Frame> {
    const found = new Map(left.flatMap((each) => pair(each, this.#trail.userFrame(each.origin))))
    const others = left.filter((each) => !found.has(each))
    if (others.length === 0) return found
    const connected = new Map(
      others.flatMap((each) => pair(each, each.connected && this.#trail.userFrame(each.connected))),
    )
    const known = new Set([...found.values()].map(({ key }) => key))
    // One call cannot have led to what several clients do.
    const isOneClient = new Set([...connected.values()].map(({ key }) => key)).size < 2
    for (const each of others) {
      const call = this.lastPending(known) ?? connected.get(each) ?? this.lastPending()
      const at = isOneClient ? call : (connected.get(each) ?? call)
      if (at) found.set(each, at)
    }
    return found
  }

  /** The last of them, where it is none of `except`. */
  lastPending(except: ReadonlySet<string> = new Set()): Frame | undefined {
    return this.#pending.findLast(({ key }) => !except.has(key))
  }

  #pendingCall(node: PromiseNode): Frame | undefined {
    if (node.derived || node.settledAt > 0) return undefined
    const at = userFrame(this.#trail.frames(node))
    return at && !this.#waiting?.isAwaitedByUser(node) ? at : undefined
  }
}

function pair(left: Left, at: Frame | undefined): readonly (readonly [Left, Frame])[] {
  return at ? [[left, at]] : []
}
