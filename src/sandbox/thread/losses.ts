// What is told of a thread that did not answer: how its process ended, and what it was doing.

import type { ExitStatus } from '../port.js'
import type { ThreadLoss } from './thread.js'

/** An order that was not answered: the thread is gone. */
export type Ended = Stuck | { readonly ended: ThreadLoss }

interface Stuck {
  readonly ended: 'stuck'
  readonly waitingFor: readonly string[]
}

const STUCK = 'code that does not give way'

/** A thread that had to be killed. `at`: where it was, if anybody knows. */
export function stuck(at?: string): Stuck {
  return { ended: 'stuck', waitingFor: [at === undefined ? STUCK : `${STUCK} (${at})`] }
}

/** What an environment waits for whose thread is not there yet: none of its code is to blame. */
export const BOOTING = 'its thread, which is still starting'

export const OUT_OF_MEMORY: ThreadLoss = { code: 1, outOfMemory: true, error: undefined }

/** The kernel kills what takes more memory than there is (ERR-13), and V8 gives up at about the same size. */
export function exitOf({ code, outOfMemory }: ThreadLoss): ExitStatus {
  return outOfMemory ? { signal: 'SIGKILL', outOfMemory } : { code }
}

/** Why a function of the setup module's did not come back: the thread of one that waits for nothing ends by itself. */
export function callEnd(end: Ended): string {
  if (end.ended === 'stuck') return end.waitingFor.join()
  if (end.ended.outOfMemory) return 'it is out of memory'
  return end.ended.code === 0 ? 'its promise can never settle' : `exit status ${end.ended.code}`
}

const MB = 1024 * 1024

/** `/tmp` of a thread that could not hand it over (RST-3). */
export function tmpIsLost(bytes: number): string {
  const size = bytes < MB ? 'less than a megabyte' : `${Math.round(bytes / MB)} MB`
  return (
    `The thread of an environment has ended without handing over its /tmp (${size}), which is empty in the next ` +
    `invocation; on Lambda it would still be there. V8 ends a thread so whose heap is full, and a debugger keeps ` +
    `others from looking into one that is killed.`
  )
}
