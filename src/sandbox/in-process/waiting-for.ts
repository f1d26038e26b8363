// What a run is waiting for, in words.

import type { CallSite } from '../../effects/clock/call-site.js'
import type { PendingTimer } from '../../effects/clock/timer.js'
import type { Inside } from '../../effects/stage.js'
import { refd } from '../../effects/work/handles.js'
import type { Way } from '../../effects/whose.js'
import { describe, inWords, type LocateWork } from '../../effects/work/work.js'
import type { InitPlan } from '../port.js'
import { placeOf, userPlace } from './leaks/frames.js'
import { isHousekeeping } from './leaks/housekeeping.js'
import { Trail } from './leaks/trail.js'

type Surroundings = Pick<InitPlan, 'taskRoot' | 'clock'>

/**
 * One phrase per thing, and those of `alsoFor`, to be read after "waiting for". Places below the task root are relative to
 * it. Timers that a client sets for its own sake watch what it does: they are told where nothing else can be.
 */
export function underWay(inside: Inside, plan: Surroundings, alsoFor: readonly string[] = []): readonly string[] {
  const trail = new Trail()
  const locate: LocateWork = ({ site, origin, connected }) =>
    placeIn(trail, origin ?? (site && { site }), plan.taskRoot) ?? placeIn(trail, connected, plan.taskRoot)
  const working = [...describe(inside.work, locate), ...inWords([...inside.files.work.unfinished()], locate)]
  const timers = inside.clock.pending().map((timer) => ({ ...timer, at: placeIn(trail, timer, plan.taskRoot) }))
  const { own = [], clients = [] } = Object.groupBy(timers, ({ site }) =>
    isHousekeeping(trail.of(site).frames) ? 'clients' : 'own',
  )
  const found = [
    ...own.filter(({ at }) => at !== undefined).map(timerPhrase),
    // What merely keeps the loop alive explains nothing where something is under way, of which it may be a part.
    ...(working.length > 0 ? working : refd(inside.work)),
    ...(inside.calls.inFlight > 0 ? ['the answer of another function under test'] : []),
    ...alsoFor,
    ...own.filter(({ at }) => at === undefined).map(timerPhrase),
  ]
  const told = found.length > 0 ? found : clients.map(timerPhrase)
  return [...new Set(told)]
}

/** The same of a run that got nowhere with nothing under way. */
export function nothingLeft({ clock }: Surroundings): string {
  return clock === 'real' ? NOTHING_LEFT : NOTHING_LEFT + TEST_SETTLES
}

interface PlacedTimer extends PendingTimer {
  /** Where in the user's own source it was set; undefined where no frame of it is known. */
  readonly at: string | undefined
}

/** The line of the user's from which a way began, as far as that is known. */
function placeIn(trail: Trail, way: Way | undefined, taskRoot: string): string | undefined {
  const found = way && trail.userFrame(way)
  return found && placeOf(found, taskRoot)
}

const NOTHING_LEFT = 'a promise that nothing is left to settle'

/** The test's own timers and promises are nothing that an environment could wait for in virtual time. */
const TEST_SETTLES = " (should the test settle it later: pass { clock: 'real' })"

/** Of a run that reached its deadline by reading the clock, at `site`, and not by waiting. */
export function readingTheClock(site: CallSite, { taskRoot }: Surroundings): string {
  const at = userPlace(site, taskRoot)
  return `nothing: it kept computing and reading the clock${at === undefined ? '' : ` (${at})`}`
}

function timerPhrase({ kind, delayMs, at }: PlacedTimer): string {
  const what =
    kind === 'immediate' ? 'an immediate' : `${kind === 'interval' ? 'an interval' : 'a timer'} of ${delayMs} ms`
  return at === undefined ? what : `${what} set at ${at}`
}
