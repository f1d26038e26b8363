// Watches one runtime process for work that its invocations leave behind, and for what of it goes on later.

import { CallSite } from '../../../effects/clock/call-site.js'
import type { Undo } from '../../../effects/effect.js'
import { PromiseTrace } from '../../../effects/promises/promise-trace.js'
import type { Presence, Stage } from '../../../effects/stage.js'
import type { Whose } from '../../../effects/whose.js'
import type { Leak, ResumedWork } from '../../../record/leak.js'
import { framesOf } from './frames.js'
import { isPart } from './housekeeping.js'
import { type Leavable, type Left, leftIn } from './left.js'
import { judge, type LateLine, NOTHING_LEFT, type Verdict } from './verdict.js'

/** Invocations of an environment whose promises are followed: a cold and a warm one take different ways. */
const TRACED_INVOCATIONS = 2
/** Most promises that are followed in one invocation; with `leaks: 'trace'`, that. */
const MOST_PROMISES = 1000
const MOST_PROMISES_OF_TRACE = 100_000
/** Most promises that are looked at after an answer. */
const MOST_AFTER_ANSWER = 100

/** Most invocations that are remembered for having left something. */
const MOST_LEAVERS = 100

const NONE: readonly ResumedWork[] = Object.freeze([])

/** What an invocation left, and what of earlier ones went on while it ran. */
export interface LeftAndResumed {
  readonly leaks: readonly Leak[]
  readonly resumed: readonly ResumedWork[]
}

/** Something left behind that has not ended. */
interface Leftover {
  left: Left
  readonly leak: Leak
}

export class LeakWatch {
  readonly #stage: Stage
  readonly #inside: Leavable
  readonly #mode: 'on' | 'trace'
  readonly #root: string
  #presence: Presence | undefined
  #current = 0
  #seen = 0
  #traceNext = false
  #stopListening: Undo | undefined
  #answered: readonly Left[] | undefined
  #lines: LateLine[] = []
  #olderLines: { readonly line: LateLine; readonly invocation: number; readonly ran: ResumedWork['ran'] }[] = []
  #leftovers: Leftover[] = []
  readonly #imports = new Set<string>()
  /** The last invocations that left something behind, each with a leak of it: only they can go on later. */
  readonly #leavers = new Map<number, Leak>()
  #resumed: ResumedWork[] = []

  /** Places below `root` are told relative to it. */
  constructor(stage: Stage, inside: Leavable, mode: 'on' | 'trace', root: string) {
    this.#stage = stage
    this.#inside = inside
    this.#mode = mode
    this.#root = root
  }

  /** Its process is gone. */
  end(): void {
    this.#stopFollowing()
    this.#stopListening?.()
    this.#stopListening = undefined
  }

  /**
   * Who is running now. A connection that is kept carries the invocation that opened it into the callbacks of later
   * ones: where that one left nothing behind, it is the current one.
   */
  readonly whose = (): Whose | undefined => {
    const presence = this.#stage.presence
    if (presence?.invocation === undefined) return undefined
    const { invocation } = presence
    const isOld = invocation !== this.#current && this.#leavers.has(invocation)
    return { invocation: isOld ? invocation : this.#current, cause: presence.trace?.cause }
  }

  readonly #now = (): number => this.#inside.clock.now

  /** An invocation begins, of a handler that returns a promise of its own or not. */
  begin(presence: Presence, ownPromise: boolean): void {
    // Init makes many promises, and what it begins is no leak.
    this.#stopListening ??= this.#stage.promises.listen()
    this.#presence = presence
    this.#current = presence.invocation ?? 0
    const traced = this.#mode === 'trace' || this.#traceNext || this.#seen < TRACED_INVOCATIONS
    this.#seen++
    this.#traceNext = false
    if (!traced) return
    const most = this.#mode === 'trace' ? MOST_PROMISES_OF_TRACE : MOST_PROMISES
    this.#follow(new PromiseTrace('full', most, this.#now, ownPromise))
  }

  /** Its handler has answered, by `result` where that is a promise. What is unfinished now is left behind. */
  answered(result: unknown): void {
    const trace = this.#presence?.trace
    if (trace) trace.answered(result)
    else this.#follow(new PromiseTrace('answer', MOST_AFTER_ANSWER, this.#now))
    this.#answered = this.#ownLeft()
  }

  /** It is over. What it left is asked for only once it has answered: whatever else ends it takes all with it. */
  closed(): LeftAndResumed {
    const verdict = this.#answered ? this.#judge(this.#answered) : undefined
    this.#stopFollowing()
    this.#presence = undefined
    this.#answered = undefined
    if (this.#lines.length > 0) this.#lines = []
    this.#sweep('at-thaw')
    const resumed = this.#takeResumed()
    if (verdict) this.#remember(verdict)
    return { leaks: verdict?.leaks ?? NOTHING_LEFT.leaks, resumed }
  }

  /** The environment thaws: what has ended by now did so before. */
  thawed(): void {
    this.#sweep(this.#early)
  }

  /** What runs between two invocations: with a thread of its own that is the turn before it is frozen, or the thaw (FRZ-3). */
  get #early(): ResumedWork['ran'] {
    return this.#stage.sole ? 'at-thaw' : 'while-frozen'
  }

  /** What would be lost now. */
  get leftovers(): readonly Leak[] {
    return this.#leftovers.filter(({ left }) => !['over', 'cancelled'].includes(left.since())).map(({ leak }) => leak)
  }

  /** Code of the function has written something. */
  wrote(text: () => string): void {
    const invocation = this.#stage.presence?.invocation
    if (invocation === undefined) return
    if (invocation === this.#current && this.#presence) {
      if (this.#answered) this.#lines.push(this.#line(text))
    } else if (this.#leavers.has(invocation)) {
      this.#olderLines.push({ line: this.#line(text), invocation, ran: this.#presence ? 'at-thaw' : this.#early })
    }
  }

  #line(text: () => string): LateLine {
    return { text: text(), site: new CallSite(this.wrote) }
  }

  #follow(trace: PromiseTrace): void {
    if (!this.#presence) return
    this.#presence.trace = trace
    this.#stage.promises.open(trace)
  }

  #stopFollowing(): void {
    const trace = this.#presence?.trace
    if (!this.#presence || !trace) return
    this.#presence.trace = undefined
    this.#stage.promises.close(trace)
    trace.forget()
  }

  #ownLeft(): readonly Left[] {
    const left = leftIn(this.#inside)
    return left.length === 0 ? left : left.filter(({ origin }) => origin.invocation === this.#current)
  }

  #judge(answered: readonly Left[]): Verdict {
    const closing = this.#ownLeft()
    const trace = this.#presence?.trace
    const isQuiet = this.#lines.length === 0 && (!trace || trace.empty)
    if (isQuiet && answered.length === 0 && closing.length === 0) return NOTHING_LEFT
    const sources = new Set(answered.map(({ source }) => source))
    // What was there at the answer comes first, and as it was then.
    const late = new Set(closing.filter(({ source }) => !sources.has(source)))
    const left = late.size === 0 ? answered : [...answered, ...late]
    const [invocation, root] = [this.#current, this.#root]
    return judge({ invocation, root, left, late, trace, lines: this.#lines, imports: this.#imports })
  }

  #remember(verdict: Verdict): void {
    const { leaks, bySource, needsTrace } = verdict
    this.#traceNext = needsTrace
    if (leaks[0]) this.#leavers.set(this.#current, leaks[0])
    if (this.#leavers.size === 0) return
    for (const invocation of this.#leavers.keys())
      if (this.#leavers.size > MOST_LEAVERS) this.#leavers.delete(invocation)
    const known = new Map(this.#leftovers.map((each) => [each.left.source, each.leak]))
    this.#leftovers = leftIn(this.#inside).flatMap((left) => {
      const leak = bySource.get(left.source) ?? known.get(left.source) ?? this.#goneOn(left)
      return leak ? [{ left, leak }] : []
    })
  }

  /** What a leftover of an earlier invocation has begun is a part of what that one left. */
  #goneOn(left: Left): Leak | undefined {
    const { invocation, site } = left.origin
    // What the current one began was judged, and is no leak.
    if (invocation === this.#current || isPart(left, framesOf(site).frames)) return undefined
    const leaver = this.#leavers.get(invocation)
    return leaver && Object.freeze({ ...leaver, kind: left.kind, what: left.what })
  }

  /** Tells what of the leftovers has gone on, each once. */
  #sweep(ran: ResumedWork['ran']): void {
    if (this.#leftovers.length === 0) return
    const told = new Set<Leak>()
    this.#leftovers = this.#leftovers.filter(({ left, leak }) => {
      const since = left.since()
      if ((since === 'over' || since === 'went on') && !told.has(leak)) {
        told.add(leak)
        this.#resumed.push(Object.freeze({ ...leak, ran }))
      }
      return since === 'nothing' || since === 'went on'
    })
  }

  #takeResumed(): readonly ResumedWork[] {
    if (this.#resumed.length === 0 && this.#olderLines.length === 0) return NONE
    const resumed = this.#resumed
    this.#resumed = []
    const lines = this.#olderLines
    this.#olderLines = []
    for (const { line, invocation, ran } of lines) {
      if (resumed.some((one) => one.invocation === invocation)) continue
      const { leaks } = judge({
        invocation,
        root: this.#root,
        left: [],
        late: new Set(),
        trace: undefined,
        lines: [line],
        imports: this.#imports,
      })
      resumed.push(...leaks.map((leak) => Object.freeze({ ...leak, ran })))
    }
    return Object.freeze(resumed)
  }
}
