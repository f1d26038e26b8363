// The real work that one execution environment has under way: what virtual time must wait for.

import type { LeakKind } from '../../record/leak.js'
import { CallSite } from '../clock/call-site.js'
import { hostTime } from '../host-time.js'
import type { AskWhose, Origin, Way } from '../whose.js'

/**
 * Where a piece of work stands. `idle`: it exists but nothing outside is expected of it (a pooled socket, a request
 * whose body the function has yet to write), so virtual time need not wait for it.
 */
export type WorkPhase = 'under way' | 'idle' | 'over'

/** One piece of real work. Its phase is read when somebody asks, so it costs nothing while nobody does. */
export interface Work {
  phase(): WorkPhase
  /** Whether it keeps Node's event loop alive even while idle. Without it: no. */
  holdsLoop?(): boolean
  /** In words, to be read after "waiting for": `fetch http://127.0.0.1:1234/x`. */
  describe(): string
  /** The same for several pieces with the same description; without it: `… (3 times)`. */
  describeMany?(count: number): string
  /** What it is when an invocation leaves it unfinished; without it, something else tells of it. */
  readonly kind?: LeakKind
  /** The URL, the command, the host: what tells it from others of its kind. */
  readonly subject?: string
  /** Whether an invocation that answers now leaves it unfinished; without it: while it is under way. */
  unfinished?(): boolean
  /** All that it had to say was taken, and it asked to be told so. */
  readonly handedOver?: boolean
  /** It only reads a file. */
  readonly reads?: boolean
  /** Set when it begins: where that was. */
  site?: CallSite
  /** Set when it begins: whose it is; undefined where nobody asks, and for what Init began. */
  origin?: Origin | undefined
  /** Who connected, where `site` and `origin` say who has used the connection since. */
  readonly connected?: Way | undefined
}

/**
 * What one environment has under way. Not seen, and so never waited for: messages between MessagePorts, native addons,
 * `node:sqlite` backups, answers over UDP, customization hooks of Node's module loader, HTTP/2 streams on early
 * Node.js 22. A function that waits for one of these beside a long timer needs `clock: 'real'`.
 */
export interface WorkState {
  /** Real monotonic milliseconds. */
  readonly now: () => number
  /** Who begins what is begun now. */
  readonly whose: AskWhose | undefined
  /** Each piece of work, with the phase it was in when last looked at. */
  readonly pieces: Map<Work, WorkPhase>
  /** Counts what started, finished, or changed its phase. */
  changes: number
  /** Number of pieces at which those that are over are cleared away, for an environment nobody asks about. */
  clearAt: number
}

const CLEAR_AT_LEAST = 64

/** Makes the state of one environment. `now` reads the real clock; a test may pass its own. */
export function createWork(now: () => number = hostTime.monotonic, whose?: AskWhose): WorkState {
  return { now, whose, pieces: new Map(), changes: 0, clearAt: CLEAR_AT_LEAST }
}

/** How many pieces of real work are under way. While it is not 0, virtual time runs in step with real time. */
export function busy(state: WorkState): number {
  return lookAt(state).length
}

/** What is under way and was not answered yet, not even in part: a socket whose answer has come may have all of it. */
export function unanswered(state: WorkState): Work[] {
  return lookAt(state).filter((work) => work.unfinished?.() ?? true)
}

/** What is under way, in words, like with like: `['fetch http://127.0.0.1:1234/x (src/a.ts:3:9)', 'gzip (2 times)']`. */
export function describe(state: WorkState, locate?: LocateWork): string[] {
  return inWords(lookAt(state), locate)
}

/** A counter that changes whenever work started, finished or changed its phase: equal twice means a quiet turn. */
export function activity(state: WorkState): number {
  lookAt(state)
  return state.changes
}

/** Notes that `work` has begun. */
export function begin(state: WorkState, work: Work): void {
  if (state.pieces.size >= state.clearAt) {
    lookAt(state)
    state.clearAt = Math.max(CLEAR_AT_LEAST, state.pieces.size * 2)
  }
  noteOrigin(state, work, begin)
  state.pieces.set(work, 'idle')
  state.changes++
}

/** Enough to reach the user's code through the layers of an HTTP client. */
const FRAMES = 40

/** Notes that `work` comes from the caller of `facade`. */
export function noteOrigin(state: WorkState, work: Work, facade: (...args: never[]) => unknown): void {
  const whose = state.whose?.()
  const site = new CallSite(facade, FRAMES)
  work.site = site
  work.origin = whose && { ...whose, site }
}

/** Notes that `work` is over. A second time it does nothing. */
export function end(state: WorkState, work: Work): void {
  if (state.pieces.delete(work)) state.changes++
}

/** Looks at every piece, forgets what is over, and returns what is under way. */
export function lookAt(state: WorkState): Work[] {
  const underWay: Work[] = []
  for (const [work, before] of state.pieces) {
    const phase = work.phase()
    if (phase === 'over') {
      end(state, work)
    } else if (phase !== before) {
      state.pieces.set(work, phase)
      state.changes++
    }
    if (phase === 'under way') underWay.push(work)
  }
  return underWay
}

/** Where a piece of work was begun, `file:line:column`; undefined: not known. */
export type LocateWork = (work: Work) => string | undefined

/** One phrase, with its place, for all pieces that are described alike and were begun at the same place. */
export function inWords(works: readonly Work[], locate: LocateWork = () => undefined): string[] {
  return [...Map.groupBy(works, locate)].flatMap(([at, there]) => {
    const phrases = [...Map.groupBy(there, (work) => work.describe())].map(([text, alike]) => phrase(text, alike))
    return at === undefined ? phrases : phrases.map((text) => `${text} (${at})`)
  })
}

function phrase(text: string, alike: readonly Work[]): string {
  if (alike.length === 1) return text
  return alike[0]?.describeMany?.(alike.length) ?? `${text} (${alike.length} times)`
}
