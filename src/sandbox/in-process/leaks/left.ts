// What is unfinished in an environment now: timers, real work, work on /tmp, each with where it comes from.

import type { Timer } from '../../../effects/clock/timer.js'
import type { Inside } from '../../../effects/stage.js'
import type { Work } from '../../../effects/work/work.js'
import type { Origin, Way } from '../../../effects/whose.js'
import type { LeakKind } from '../../../record/leak.js'

/** One unfinished thing. */
export interface Left {
  /** The same thing is the same object, however often one looks. */
  readonly source: Timer | Work
  readonly kind: LeakKind
  readonly what: string
  readonly origin: Origin
  /** Who made the connection that it uses. */
  readonly connected?: Way | undefined
  readonly handedOver: boolean
  /** It only reads a file. */
  readonly reads?: boolean
  /** Whether it has gone on since, and whether there is anything left of it. */
  readonly since: () => 'nothing' | 'went on' | 'over' | 'cancelled'
}

/** The parts of an environment that can be left unfinished. */
export type Leavable = Pick<Inside, 'clock' | 'work' | 'files'>

/** Everything that an invocation began and that is unfinished; what Init began is meant to stay. */
export function leftIn({ clock, work, files }: Leavable): readonly Left[] {
  if (clock.idle && work.pieces.size === 0 && files.work.idle) return NOTHING
  const found: Left[] = []
  if (!clock.idle) {
    for (const timer of clock.timers()) if (timer.refd && timer.whose) found.push(leftTimer(timer, timer.whose))
  }
  for (const piece of work.pieces.keys()) {
    if (piece.kind && piece.origin && isUnfinished(piece)) {
      const left = (): boolean => work.pieces.has(piece) && isUnfinished(piece)
      found.push(leftWork(piece, piece.kind, piece.origin, left))
    }
  }
  for (const piece of files.work.unfinished()) {
    if (piece.kind && piece.origin) found.push(leftWork(piece, piece.kind, piece.origin, () => isUnfinished(piece)))
  }
  return found
}

const NOTHING: readonly Left[] = []

function isUnfinished(work: Work): boolean {
  return work.unfinished ? work.unfinished() : work.phase() === 'under way'
}

function leftTimer(timer: Timer, whose: NonNullable<Timer['whose']>): Left {
  const runs = timer.runs
  return {
    source: timer,
    kind: timer.kind,
    what: timer.kind === 'immediate' ? 'setImmediate' : `${timer.delayMs} ms`,
    origin: { ...whose, site: timer.site },
    handedOver: false,
    since() {
      if (timer.cancelled && timer.runs === runs) return 'cancelled'
      if (timer.runs === runs) return 'nothing'
      return timer.kind === 'interval' && !timer.cancelled ? 'went on' : 'over'
    },
  }
}

function leftWork(work: Work, kind: LeakKind, origin: Origin, left: () => boolean): Left {
  const { subject = work.describe(), handedOver = false, reads = false, connected } = work
  return {
    source: work,
    kind,
    what: subject,
    origin,
    connected,
    handedOver,
    reads,
    since: () => (left() ? 'nothing' : 'over'),
  }
}
