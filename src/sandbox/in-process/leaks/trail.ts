// The trail of causes: from where something was begun back through the promises that led there.

import type { CallSite } from '../../../effects/clock/call-site.js'
import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { Origin } from '../../../effects/whose.js'
import { type Frame, type Frames, framesOf, type KnownFiles } from './frames.js'

/** Reads stacks once each, for one verdict. */
export class Trail {
  readonly #read = new Map<CallSite, Frames>()
  readonly #files: KnownFiles = new Map()

  of(site: CallSite): Frames {
    let frames = this.#read.get(site)
    if (!frames) this.#read.set(site, (frames = framesOf(site, this.#files)))
    return frames
  }

  frames(node: PromiseNode): readonly Frame[] {
    return this.of(node.site).frames
  }

  /** The stacks that led there, nearest first. */
  *stacks({ site, cause, after }: Origin): Generator<readonly Frame[]> {
    yield this.of(site).frames
    for (let node = cause; node; node = node.job) yield this.frames(node)
    if (after) yield* this.stacks(after)
  }

  /** The user's line that began it, or the nearest that led to it. */
  userFrame(origin: Origin): Frame | undefined {
    for (const frames of this.stacks(origin)) {
      // One that only awaits it counts as well: what it awaits is what was begun.
      const found = frames.find(({ owner }) => owner === 'user')
      if (found) return found
    }
    return undefined
  }

  /** Every place of the user's on the way. */
  userPlaces(origin: Origin): Set<string> {
    const places = new Set<string>()
    for (const frames of this.stacks(origin)) {
      for (const { owner, key } of frames) if (owner === 'user') places.add(key)
    }
    return places
  }
}
