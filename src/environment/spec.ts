// What an execution environment is made of, what it takes, and what it gives back.

import type { PeerLoss } from '../record/connection.js'
import type { Leak } from '../record/leak.js'
import type { PlatformSource } from '../record/platform-lines.js'
import type { InvocationRecord } from '../record/record.js'
import type { StreamedResponse } from '../record/stream.js'
import type { InitOutcome, InitPlan, Invocation, SandboxCode } from '../sandbox/port.js'

/** The one virtual time of everything that runs beside an environment; while it is held, it passes by itself alone. */
export interface VirtualTime {
  readonly now: number
  /** It is that late by now, if it was not later. */
  reach(time: number): void
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

/** How an Init ended that left no function to invoke. */
export type FailedInit = Exclude<InitOutcome, { kind: 'ready' }>

/** Where an environment is in its life: between two phases an on-demand one is `frozen`, a shared one `idle`. */
export type EnvironmentPhase = 'new' | 'init' | 'frozen' | 'idle' | 'invoke' | 'shutdown'

/** One execution environment, whatever kind of. */
export interface ExecutionEnvironment {
  readonly spec: EnvironmentSpec
  readonly phase: EnvironmentPhase
  /** How many invocations it has completed. */
  readonly invocations: number
  /** Since when nothing runs in it, ms since the epoch. */
  readonly frozenAt: number
  /** Everything under its `/tmp`. */
  readonly tmp: InvocationRecord['tmp']
  /** What invocations left behind and was lost with a runtime process, before it could go on (FRZ-2). */
  readonly lost: readonly Leak[]
  /**
   * Runs Init ahead of any invocation (INIT-14), and resolves with how it failed, if it did. Never rejects because of the
   * function's code.
   */
  initialise(): Promise<FailedInit | undefined>
  /** Runs one invocation to its end. Never rejects because of the function's code. */
  invoke(request: Request): Promise<Completed>
  /** The peers of its connections go. */
  disconnect(how: PeerLoss): Promise<void>
  /** Virtual time was moved. */
  elapse(): Promise<void>
  /** Ends its life at once. */
  shutDown(graceMs?: number): Promise<void>
}

/** A finished invocation: the record, and the JSON text of the response or of the function error, empty for a streamed one. */
export interface Completed {
  readonly record: InvocationRecord
  readonly payload: string
  readonly stream?: StreamedResponse
}
