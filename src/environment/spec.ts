// What an execution environment is made of, what it takes, and what it gives back.

import type { PlatformSource } from '../record/platform-lines.js'
import type { InvocationRecord } from '../record/record.js'
import type { StreamedResponse } from '../record/stream.js'
import type { InitPlan, Invocation, SandboxCode } from '../sandbox/port.js'

/** The one virtual time of everything that runs beside an environment; while it is held, it passes by itself alone. */
export interface VirtualTime {
  readonly now: number
  /** Returns what lets go of it again. */
  hold(): () => void
}

/** What an environment is made of; the same for its whole life. */
export interface EnvironmentSpec {
  readonly id: string
  readonly code: SandboxCode
  /** The code was evaluated before, outside: its Init cannot run again. */
  readonly alreadyEvaluated: boolean
  readonly plan: Omit<InitPlan, 'startsAt' | 'deadline'>
  readonly source: PlatformSource
  readonly timeoutMs: number
  readonly time: VirtualTime
  /** CPU time this thread has used, in milliseconds. */
  readonly cpu: () => number
}

/** What the caller hands over: everything of an invocation but its deadline, which begins when the environment does. */
export type Request = Omit<Invocation, 'deadline' | 'index'> & { readonly timeoutMs?: number }

/** A finished invocation: the record, and the JSON text of the response or of the function error, empty for a streamed one. */
export interface Completed {
  readonly record: InvocationRecord
  readonly payload: string
  readonly stream?: StreamedResponse
}
