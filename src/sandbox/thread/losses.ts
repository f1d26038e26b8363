// What is told of a thread that did not answer: how its process ended, and what it was doing.

import type { ExitStatus, InitOutcome } from '../port.js'
import type { ThreadLoss } from './thread.js'

type FailedInit = Exclude<InitOutcome, { kind: 'ready' }>

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

/** The kernel kills what takes more memory than there is (ERR-13), also where V8 has given up before it was ended. */
export function exitOf({ code, outOfMemory }: ThreadLoss): ExitStatus {
  return outOfMemory ? { signal: 'SIGKILL', outOfMemory } : { code }
}

/** How Init ended that was not answered. */
export function lostInit(end: Ended, deadline: number, now: number): FailedInit {
  if (end.ended === 'stuck') return { kind: 'timeout', endedAt: deadline, waitingFor: end.waitingFor }
  return { kind: 'failed', endedAt: now, exit: exitOf(end.ended) }
}

/** What an Init waits for that was asked for while a test still calls its setup module. */
export const CALLING = 'a function of the setup module'

/** Why the setup module did not come to its end, which no invocation tells. */
export function setupEnd(outcome: FailedInit): string {
  const { waitingFor = [] } = outcome
  const waited = waitingFor.length > 0 ? `, waiting for ${waitingFor.join(', ')}` : ''
  if (outcome.kind === 'timeout') return `it took too long${waited}`
  const { error, exit: { code, signal } = {} } = outcome
  return error?.errorMessage ?? `${signal === undefined ? `exit status ${code}` : signal}${waited}`
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
