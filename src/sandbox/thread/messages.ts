// What crosses between a test and the thread of an environment: plain data, events and payloads as JSON text.

import type { PeerLoss } from '../../record/connection.js'
import type { Leak } from '../../record/leak.js'
import type { LogEntry, TmpSnapshot } from '../../record/record.js'
import type { PackedFile } from '../../effects/files/packed-files.js'
import type { LoadFailure } from '../in-process/host.js'
import type { InitOutcome, InitPlan, Invocation, SandboxCode, Settled, StreamEvent } from '../port.js'
import type { PackedArguments } from './console-arguments.js'
import type { Coverage } from './coverage.js'

export type ModuleCode = Extract<SandboxCode, { kind: 'module' }>

/** What an environment begins with, whichever order is its first. */
export interface Beginning {
  readonly plan: InitPlan
  /** `/tmp` of the process before it, which it keeps (RST-3). */
  readonly files: readonly PackedFile[]
  /** The module that is evaluated before the function's; undefined: none. */
  readonly setup: string | undefined
}

/** What a thread is told while it is frozen, one at a time; it answers each. */
export type Order =
  /** Evaluates the setup module only: `start` goes on from there. */
  | ({ readonly verb: 'set up' } & Beginning)
  | ({ readonly verb: 'start'; readonly code: ModuleCode } & Beginning)
  /** `now`: the time at which it begins, ms since the epoch. */
  | { readonly verb: 'deliver'; readonly invocation: Invocation; readonly frozenForMs: number; readonly now: number }
  | { readonly verb: 'disconnect'; readonly how: PeerLoss }
  /** A function that the setup module exports; the event loop does not turn after it. */
  | { readonly verb: 'call'; readonly name: string; readonly args: readonly unknown[] }
  /** The last one: it says what is left of the process. */
  | { readonly verb: 'leave' }

/** Which function a thread is going to run, most likely: with all that it imports. It answers nothing to that. */
export interface Foresight {
  readonly verb: 'foresee'
  readonly code: { readonly id: string; readonly importer: string | undefined }
  /** The module of the function. */
  readonly url: string
  readonly graph: FetchedGraph
}

/** What answers each order. */
export interface Answers {
  readonly 'set up': Answers['start']
  readonly start: InitOutcome | { readonly kind: 'not set up'; readonly error: TransferredError }
  readonly deliver: Settled
  readonly disconnect: undefined
  readonly call: { readonly value: unknown } | { readonly error: TransferredError }
  readonly leave: Remains
}

/** What is left of a runtime process. */
export interface Remains {
  readonly files: readonly PackedFile[]
  /** What of the project's files has run in it; empty where nobody counts. */
  readonly coverage: Coverage
}

/** What can be seen of a frozen environment from outside. */
export interface Sight {
  /** Absent: as before. */
  readonly tmp?: TmpSnapshot
  readonly leftovers: readonly Leak[]
}

/** What the function's code has a thread say, which need not come to an end. */
export type Said =
  | { readonly kind: 'log'; readonly entry: LogEntry }
  | { readonly kind: 'stream'; readonly event: StreamEvent }
  /** Where there is a setup module: ids of what Init has loaded that this one neither mocks nor imports. */
  | { readonly kind: 'loaded'; readonly ids: readonly string[] }
  | ({ readonly kind: 'echo'; readonly method: string } & PackedArguments)
  | { readonly kind: 'unreported'; readonly fault: TransferredError }
  /** Code that could not be loaded; the answer says so, and not all of this. */
  | { readonly kind: 'unloadable'; readonly failure: Omit<LoadFailure, 'error'> & { readonly error: TransferredError } }

/** What a thread tells, in order; the answer to an order comes last. */
export type Told =
  | Said
  | { readonly kind: 'booted' }
  /** What V8 has compiled of the program. */
  | { readonly kind: 'compiled'; readonly compiled: Uint8Array }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'waiting'; readonly waitingFor: readonly string[] }
  /** From a thread that is interrupted: what the answer to `leave` would have been. */
  | { readonly kind: 'remains'; readonly remains: Remains }
  | { readonly kind: 'answer'; readonly value: Answers[Order['verb']]; readonly sight: Sight }

/** What a thread is told while its code runs. */
export type Aside =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: TransferredError }
  | { readonly kind: 'what are you waiting for' }

/** What a thread asks the project's Vite for. */
export type Question =
  /** The URL of the module that a handler string or a loader means; `undefined`: there is none. */
  | { readonly name: 'locate'; readonly id: string; readonly importer: string | undefined }
  /** The module `url` with all that it imports statically: entries of a map from URLs to modules. */
  | { readonly name: 'graph'; readonly url: string }
  /** A call of Vite's module runner. */
  | { readonly name: 'invoke'; readonly call: string; readonly args: readonly unknown[] }
  /** What threads of a test file have run. */
  | { readonly name: 'coverage'; readonly testFile: string; readonly coverage: Coverage }

/** A module as Vite's module runner takes it: its code, or that Node.js is to load it. */
export type FetchedModule =
  | { readonly id: string; readonly file: string; readonly url: string; readonly code: string }
  | { readonly externalize: string; readonly type: string; readonly file?: undefined }

/** What answers a question for a graph. */
export type FetchedGraph = readonly (readonly [url: string, module: FetchedModule])[]

export function moduleOf(code: SandboxCode): ModuleCode {
  if (code.kind === 'module') return code
  throw new Error('a function cannot be handed to a thread: start() needs a module')
}

/** An error as it crosses: structured cloning keeps neither a `code` nor what Vite says besides. */
export interface TransferredError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly details: Readonly<Record<string, unknown>>
  readonly cause?: TransferredError
}

/** Details that somebody looks at: codes of Node.js, and where Vite met what it refuses. */
const DETAILS: readonly string[] = ['code', 'plugin', 'id', 'loc', 'frame']

export function packError(error: unknown): TransferredError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined, details: {} }
  const details = DETAILS.flatMap((key) => {
    const value: unknown = Reflect.get(error, key)
    return value === undefined ? [] : [[key, value]]
  })
  const { name, message, stack, cause } = error
  const packed = { name, message, stack, details: Object.fromEntries(details) as Record<string, unknown> }
  return cause instanceof Error ? { ...packed, cause: packError(cause) } : packed
}

export function unpackError({ name, message, stack, details, cause }: TransferredError): Error {
  const error = Object.assign(new Error(message, cause && { cause: unpackError(cause) }), details)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  if (stack !== undefined) error.stack = stack
  return error
}
