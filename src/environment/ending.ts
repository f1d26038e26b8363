// How an invocation ended, whichever way: the payload the caller gets and the status the platform writes.

import { type Connections, noConnections } from '../record/connection.js'
import type { Leak, ResumedWork } from '../record/leak.js'
import type { Outcome } from '../record/record.js'
import type { PlatformStatus } from '../record/platform-lines.js'
import type { SentStream } from '../record/stream.js'
import { exitError } from '../runtime/exit-error.js'
import { timeoutError } from '../runtime/timeout-error.js'
import type { ErrorPayload, InitOutcome, Settled, Used } from '../sandbox/port.js'
import { responseTooLarge } from './response-limit.js'
import type { FailedInit } from './spec.js'
import type { StreamBook } from './stream-book.js'

/** One end for every way to end. `payload` is JSON text, empty where a response was streamed; `survives`: the runtime process is still there. */
export interface Ending {
  readonly outcome: Outcome
  readonly payload: string
  readonly status: PlatformStatus
  readonly endedAt: number
  readonly survives: boolean
  readonly missingEnv: readonly string[]
  readonly connections: Connections
  /** Undefined: nobody could tell. */
  readonly used?: Used | undefined
  readonly waitingFor?: readonly string[]
  readonly guide?: string
  /** Undefined: nobody looked. */
  readonly leaks?: readonly Leak[] | undefined
  readonly resumed?: readonly ResumedWork[] | undefined
  /** What a streaming handler sent, whichever way it ended. */
  readonly stream?: SentStream | undefined
}

type Result = Pick<Ending, 'outcome' | 'payload' | 'status'>

/** The end of an invocation whose Init had run. */
export function invokeEnding(settled: Settled, requestId: string, timeoutMs: number, book?: StreamBook): Ending {
  const { endedAt, survives, missingEnv, connections = noConnections } = settled
  const { leaks, resumed, used } = settled
  const common = { endedAt, survives, missingEnv, connections, used, leaks, resumed, stream: book?.sent }
  switch (settled.outcome) {
    case 'response':
    case 'error': {
      const refusal = settled.outcome === 'response' ? (book?.tooLarge ?? responseTooLarge(settled.payload)) : undefined
      if (refusal) return { ...common, ...failed('error', refusal) }
      const { outcome, payload } = settled
      const guide = settled.outcome === 'error' && settled.guide !== undefined && { guide: settled.guide }
      return { ...common, outcome, payload, status: survives ? SUCCESS : PROCESS_LOST, ...guide }
    }
    case 'timeout':
      return { ...common, ...timedOut(requestId, timeoutMs), waitingFor: settled.waitingFor }
    case 'exit':
      return { ...common, ...failed('exit', exitError(requestId, settled.exit)), ...inVain(settled) }
  }
}

/** The end of an invocation whose Init failed inside it (INIT-6): the caller gets the Init's error. */
export function initEnding(outcome: FailedInit, requestId: string, timeoutMs: number): Ending {
  const { endedAt, connections = noConnections, used } = outcome
  const common = { endedAt, survives: false, missingEnv: [], connections, used }
  if (outcome.kind === 'timeout') {
    return { ...common, ...timedOut(requestId, timeoutMs), waitingFor: outcome.waitingFor }
  }
  if (outcome.error)
    return { ...common, ...failed('error', outcome.error), ...(outcome.guide && { guide: outcome.guide }) }
  return { ...common, ...failed('exit', exitError(requestId, outcome.exit ?? { code: 1 })), ...inVain(outcome) }
}

/**
 * `ending` with what an Init took that failed before it (INIT-6), and with the most memory that its environment ever used,
 * which was `mostBytes` before (LOG-8).
 */
export function afterUse(ending: Ending, { init, mostBytes }: { init: Used | undefined; mostBytes: number }): Ending {
  const { used } = ending
  if (!used) return ending
  const memoryBytes = Math.max(used.memoryBytes, init?.memoryBytes ?? 0, mostBytes)
  return { ...ending, used: { cpuMs: used.cpuMs + (init?.cpuMs ?? 0), memoryBytes } }
}

/**
 * When whoever waits for an invocation hears of its end, ms since the epoch. A timeout is over when its deadline has passed:
 * what the function locked until then, as idempotency records do, is free for the next attempt (RST-1).
 */
export function heardAt({ outcome, endedAt }: Pick<Ending, 'outcome' | 'endedAt'>): number {
  return outcome === 'timeout' ? endedAt + 1 : endedAt
}

/** How Init ended, as the platform's lines say it. */
export function initStatus(outcome: InitOutcome): PlatformStatus {
  return outcome.kind === 'ready' ? SUCCESS : initEnding(outcome, '', 0).status
}

/** What a process waited for that ended because nothing was left to happen. */
function inVain({ waitingFor }: { readonly waitingFor?: readonly string[] }): Pick<Ending, 'waitingFor'> {
  return waitingFor ? { waitingFor } : {}
}

/** A function error leaves no status in the platform's lines (LOG-4). */
const SUCCESS: PlatformStatus = { status: 'success' }

/**
 * The runtime posted its answer and ended before it asked for the next event: the caller gets the answer, the platform
 * sees the process go (ERR-6, ERR-8).
 * Source: https://github.com/aws/aws-lambda-runtime-interface-emulator/blob/4fa2157/internal/lambda/rapid/handlers.go
 */
const PROCESS_LOST: PlatformStatus = { status: 'error', errorType: 'Runtime.ExitError' }

function timedOut(requestId: string, timeoutMs: number): Result {
  return { ...failed('timeout', timeoutError(requestId, timeoutMs)), status: { status: 'timeout' } }
}

function failed(outcome: Outcome, error: ErrorPayload): Result {
  const status = { status: 'error', errorType: platformErrorType(error.errorType) } as const
  return { outcome, payload: JSON.stringify(error), status }
}

/**
 * The type as the platform's own lines show it, whatever the payload says (ERR-15). AWS's pattern is not anchored.
 * Source: https://github.com/aws/aws-lambda-runtime-interface-emulator/blob/4fa2157/internal/lambda/fatalerror/fatalerror.go
 */
function platformErrorType(errorType: string): string {
  if (/(?:Runtime|Function)\.[A-Z][a-zA-Z]+/.test(errorType)) return errorType
  return errorType.startsWith('Function.') ? 'Function.Unknown' : 'Runtime.Unknown'
}
