// What a run that got nowhere was waiting for, in words.

import type { PendingTimer } from '../../effects/clock/timer.js'
import type { Inside } from '../../effects/stage.js'
import { refd } from '../../effects/work/handles.js'
import { describe } from '../../effects/work/work.js'
import { userFrame } from './user-frame.js'

/** One phrase per thing, and those of `alsoFor`, to be read after "waiting for". Never empty. Places below `root` are relative to it. */
export function waitingFor(inside: Inside, root: string, alsoFor: readonly string[] = []): readonly string[] {
  const underWay = describe(inside.work)
  const found = [
    ...inside.clock.pending().map((timer) => timerPhrase(timer, root)),
    // What merely keeps the loop alive explains nothing where something is under way, of which it may be a part.
    ...(underWay.length > 0 ? underWay : refd(inside.work)),
    ...(inside.calls.inFlight > 0 ? ['the answer of another function under test'] : []),
    ...alsoFor,
  ]
  return found.length > 0 ? [...new Set(found)] : ['a promise that nothing is left to settle']
}

function timerPhrase({ kind, delayMs, createdBy }: PendingTimer, root: string): string {
  const at = createdBy && userFrame(createdBy, root)
  const what =
    kind === 'immediate' ? 'an immediate' : `${kind === 'interval' ? 'an interval' : 'a timer'} of ${delayMs} ms`
  return at === undefined ? what : `${what} set at ${at}`
}
