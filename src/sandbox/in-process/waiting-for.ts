// What a run that got nowhere was waiting for, in words.

import type { PendingTimer } from '../../effects/clock/timer.js'
import type { Inside } from '../../effects/stage.js'
import { refd } from '../../effects/work/handles.js'
import { describe } from '../../effects/work/work.js'
import { userFrame } from './user-frame.js'

/** One phrase per thing, to be read after "waiting for". Never empty. */
export function waitingFor(inside: Inside): readonly string[] {
  const found = [
    ...inside.clock.pending().map(timerPhrase),
    ...describe(inside.work),
    ...refd(inside.work),
    ...(inside.calls.inFlight > 0 ? ['the answer of another function under test'] : []),
  ]
  return found.length > 0 ? [...new Set(found)] : ['a promise that nothing is left to settle']
}

function timerPhrase({ kind, delayMs, createdBy }: PendingTimer): string {
  const at = createdBy && userFrame(createdBy)
  const what = kind === 'immediate' ? 'an immediate' : `${kind === 'interval' ? 'an interval' : 'a timer'} of ${delayMs} ms`
  return at === undefined ? what : `${what} set at ${at}`
}
