// The verdict on one invocation: what it left behind, each with its line.

import { isDeepStrictEqual } from 'node:util'
import type { CallSite } from '../../../effects/clock/call-site.js'
import type { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import type { Origin } from '../../../effects/whose.js'
import type { Leak } from '../../../record/leak.js'
import { Beginnings } from './beginnings.js'
import { DroppedCalls } from './dropped-calls.js'
import { type Float, floatsOf, isImport } from './floats.js'
import { type Frame, placeOf, userFrame } from './frames.js'
import { isHousekeeping, isPart } from './housekeeping.js'
import type { Left } from './left.js'
import { Loading, type WaitingCall } from './loading.js'
import { type Call, Trail } from './trail.js'

/** A line that was written after the answer. */
export interface LateLine {
  readonly text: string
  readonly site: CallSite
}

/** Everything that is known when the turn of the answer is over. */
export interface Evidence {
  readonly invocation: number
  readonly root: string
  readonly left: readonly Left[]
  /** Those of them that were begun after the answer. */
  readonly late: ReadonlySet<Left>
  readonly trace: PromiseTrace | undefined
  readonly lines: readonly LateLine[]
  /** Where earlier invocations began an `import()`, as keys of frames: a module is loaded once. */
  readonly imports: Set<string>
}

/** What came of it. */
export interface Verdict {
  readonly leaks: readonly Leak[]
  /** The leak of each thing that is one. */
  readonly bySource: ReadonlyMap<Left['source'], Leak>
  /** Without a trace some of it could not be located. */
  readonly needsTrace: boolean
}

/** The verdict on most invocations. */
export const NOTHING_LEFT: Verdict = { leaks: Object.freeze([]), bySource: new Map(), needsTrace: false }

export function judge(evidence: Evidence): Verdict {
  return new Judgement(evidence).give()
}

class Judgement {
  readonly #evidence: Evidence
  readonly #trail = new Trail()
  /** The user's places on the ways to what is told. */
  readonly #explained = new Set<string>()
  /** What is told of calls that wait for what packages load, by place. */
  readonly #waitingCalls = new Map<string, Leak>()
  #beginnings: Beginnings | undefined
  #droppedCalls: DroppedCalls | undefined
  #needsTrace = false

  constructor(evidence: Evidence) {
    this.#evidence = evidence
  }

  give(): Verdict {
    const { left, lines, trace } = this.#evidence
    const loading = new Loading(this.#trail, trace)
    const { guilty = [], loads = [] } = Object.groupBy(
      left.filter((each) => this.#isLeak(each)),
      (each) => (loading.isLoading(each) ? 'loads' : 'guilty'),
    )
    const bySource = this.#leaksOfWork(guilty)
    const calls = loads.flatMap((each) => {
      const leaks = this.#leaksOfCalls(loading.callsOf(each))
      if (leaks[0]) bySource.set(each.source, leaks[0])
      return leaks
    })
    const floats = trace ? this.#floats(trace, guilty) : []
    const leaks = withoutEchoes([...new Set([...bySource.values(), ...calls]), ...floats])
    // What a float or a timer writes is a part of it.
    if (leaks.length === 0) leaks.push(...this.#linesOf(lines))
    return { leaks: Object.freeze(leaks), bySource, needsTrace: this.#needsTrace }
  }

  #isLeak(left: Left): boolean {
    const { kind, origin } = left
    const { frames } = this.#trail.of(origin.site)
    if (kind === 'timer' || kind === 'interval') return !isHousekeeping(frames)
    if (kind === 'immediate') return !isHousekeeping(frames) && this.#isOfTheUser(origin)
    return !isPart(left, frames)
  }

  /**
   * Whether a call of the user's led there that nobody waits for: packages go through the states of streams in such turns,
   * and in ticks.
   */
  #isOfTheUser(origin: Origin): boolean {
    if (this.#trail.userFrame(origin, false) || this.#begun.lastPending()) return true
    // Without a trace it cannot be told, and the next one is to tell.
    if (!this.#evidence.trace) this.#needsTrace = true
    return false
  }

  #leaksOfWork(guilty: readonly Left[]): Map<Left['source'], Leak> {
    const bySource = new Map<Left['source'], Leak>()
    const begun = guilty.length > 0 ? this.#begun.of(guilty) : undefined
    for (const each of guilty) {
      const leak = this.#leakOf(each, begun?.get(each))
      const same = [...bySource.values()].find((other) => isDeepStrictEqual(other, leak))
      // The next step of what was there at the answer is the same work.
      bySource.set(each.source, this.#evidence.late.has(each) ? (same ?? leak) : leak)
      for (const key of this.#trail.userPlaces(each.origin)) this.#explained.add(key)
    }
    return bySource
  }

  #leakOf({ kind, what, origin }: Left, found: Frame | undefined): Leak {
    // Found through the promises that led there, or not at all: the next time needs a trace as well.
    if (!found || !this.#trail.of(origin.site).frames.includes(found)) this.#needsTrace = true
    if (!found) return this.#leak(kind, what, undefined)
    this.#explained.add(found.key)
    const via = this.#dropped?.leadingTo(found, origin)
    // Only a trace can tell, and the next one is to tell the same.
    if (via) this.#needsTrace = true
    return this.#leak(kind, what, found, via)
  }

  /** Each place once, and none of which other work is told. Undefined: only a trace can tell. */
  #leaksOfCalls(calls: readonly WaitingCall[] | undefined): Leak[] {
    if (calls?.length !== 0) this.#needsTrace = true
    return (calls ?? []).flatMap(({ at, way, ...call }) => {
      if (!this.#explained.has(at.key)) {
        this.#explained.add(at.key)
        const leak = this.#leak('promise', nameOf({ at, ...call }), at, this.#dropped?.leadingTo(at, way))
        this.#waitingCalls.set(at.key, leak)
      }
      return this.#waitingCalls.get(at.key) ?? []
    })
  }

  get #begun(): Beginnings {
    return (this.#beginnings ??= new Beginnings(this.#trail, this.#evidence.trace))
  }

  /** Asked for only where something was left. */
  get #dropped(): DroppedCalls | undefined {
    const { trace } = this.#evidence
    return trace && (this.#droppedCalls ??= new DroppedCalls(trace, this.#trail))
  }

  #isNews({ called, at }: Float): boolean {
    const { imports } = this.#evidence
    return !isImport(called) || (!imports.has(at.key) && imports.add(at.key) !== undefined)
  }

  #floats(trace: PromiseTrace, guilty: readonly Left[]): Leak[] {
    const floats = floatsOf(trace, this.#trail).filter((float) => this.#isNews(float))
    if (floats.length > 0 || trace.kind === 'answer') this.#needsTrace ||= !trace.empty
    return floats
      .filter(({ at, pending }) => !this.#explained.has(at.key) && !(pending && guilty.length > 0))
      .map((float) =>
        isImport(float.called)
          ? this.#leak('import', 'import()', float.at)
          : this.#leak('promise', nameOf(float), float.at),
      )
  }

  /** Each place once: a loop writes the same line again and again. */
  #linesOf(lines: readonly LateLine[]): Leak[] {
    const byPlace = new Map<string | undefined, Leak>()
    for (const { text, site } of lines) {
      const at = userFrame(this.#trail.of(site).frames)
      if (!byPlace.has(at?.key)) byPlace.set(at?.key, this.#leak('console', text, at))
    }
    return [...byPlace.values()]
  }

  #leak(kind: Leak['kind'], what: string, at: Frame | undefined, via?: Frame): Leak {
    const { invocation, root } = this.#evidence
    const places = { ...(at && { at: placeOf(at, root) }), ...(via && { via: placeOf(via, root) }) }
    return Object.freeze({ kind, what, ...places, invocation })
  }
}

/** Work that goes through several steps is there several times, of which the later ones have no line of the user's. */
function withoutEchoes(leaks: readonly Leak[]): Leak[] {
  return leaks.filter(
    ({ kind, what, at }) =>
      at !== undefined || !leaks.some((other) => other.at && other.kind === kind && other.what === what),
  )
}

function nameOf({ called, within }: Call): string {
  // Vitest's name for what `vi.fn()` gives.
  if (called === 'Mock') return 'a mocked function'
  if (called !== '') return `${called}()`
  if (!within?.called) return 'an async function'
  return `an async function in ${within.site.isConstructor() ? 'new ' : ''}${within.called}()`
}
