// The trail of causes: from where something was begun back through the promises that led there.

import type { CallSite } from '../../../effects/clock/call-site.js'
import type { PromiseNode } from '../../../effects/promises/promise-node.js'
import type { Origin, Way } from '../../../effects/whose.js'
import { isDouble } from './doubles.js'
import { type Frame, type Frames, framesOf, isMaking, type KnownFiles, nearest, userFrame } from './frames.js'

/** A call of an async function. */
export interface Call {
  /** Where it stands. */
  readonly at: Frame
  /** Name of what was called. */
  readonly called: string
  /** Where that is a callback without a name: what it was given to. */
  readonly within?: Frame
}

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

  /** Which call made an async function's promise; undefined for other promises, and where no user's code is near. */
  callOf({ site }: PromiseNode): Call | undefined {
    const { frames, ours } = this.of(site)
    const [inside] = frames
    if (!inside || ours || inside.owner === 'engine') return undefined
    if (inside.owner === 'user') {
      const at = userFrame(frames, 1) ?? inside
      const within = inside.called === '' ? frames.slice(1, frames.indexOf(at)).at(-1) : undefined
      return within?.owner === 'package'
        ? { at, called: within.called }
        : { at, called: inside.called, ...(within && { within }) }
    }
    const at = userFrame(frames)
    const outermost = at && frames[frames.indexOf(at) - 1]
    return at && !isMaking(outermost) ? { at, called: outermost?.called ?? inside.called } : undefined
  }

  /** Which call of a test double gave a promise, or led to it; undefined where none did. */
  callOfDouble(node: PromiseNode): Call | undefined {
    const frames = this.frames(node)
    const double = frames.findIndex(isDouble)
    const at = double < 0 ? undefined : userFrame(frames, double)
    return at && { at, called: frames[frames.indexOf(at) - 1]?.called ?? '' }
  }

  /** The stacks that led there, nearest first. */
  *stacks({ site, cause, after }: Way, overTicks = true): Generator<readonly Frame[]> {
    yield this.of(site).frames
    for (let each = cause; each; each = each.cause) {
      if (each.isTick && !overTicks) break
      yield this.of(each.site).frames
    }
    if (after) yield* this.stacks(after, overTicks)
  }

  /** The user's line that began it, or the nearest that led to it; not `overTicks`: by promises alone. */
  userFrame(way: Way, overTicks = true): Frame | undefined {
    for (const frames of this.stacks(way, overTicks)) {
      const found = nearest(frames)
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
