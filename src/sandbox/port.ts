// The sandbox port: the six verbs through which an execution environment runs code, and the plain data they carry.

import type { Connections, PeerLoss } from '../record/connection.js'
import type { Leak, ResumedWork } from '../record/leak.js'
import type { LogEntry, TmpSnapshot } from '../record/record.js'

/** The rules of AWS's Node.js runtime client that apply: nodejs24.x and later, or nodejs18.x to nodejs22.x. */
export type RuntimeRules = 'nodejs24.x' | 'nodejs22.x'

/**
 * What to run. `module` names a file for the project's own module loader, from the project's root or as `importer` would
 * import it; `inline` exists in process only.
 */
export type SandboxCode =
  | { readonly kind: 'module'; readonly id: string; readonly importer?: string; readonly exportPath: string }
  | { readonly kind: 'inline'; readonly run: () => unknown; readonly exportPath: string }

/** Everything an environment needs to begin: plain data, the same for every sandbox. */
export interface InitPlan {
  readonly rules: RuntimeRules
  /** The handler string as Lambda would show it (`index.handler`); it appears in resolution errors (RES-10). */
  readonly handlerString: string
  /** All of `process.env` inside: Lambda's own variables and the function's (ENV-4). */
  readonly variables: Readonly<Record<string, string>>
  /** Names of the variables that the test process has and the environment does not, to explain a missing one. */
  readonly hostVariables: readonly string[]
  /** Real directory that is seen, read-only, as `/var/task`. */
  readonly taskRoot: string
  /** Size of `/tmp` in bytes (FS-1). */
  readonly tmpBytes: number
  readonly network: 'loopback' | 'open'
  readonly clock: 'fake' | 'real'
  /** Whether to look for work that invocations leave behind; `trace`: following every promise. */
  readonly leaks: 'on' | 'trace' | 'off'
  /** Time at which Init begins, ms since the epoch. */
  readonly startsAt: number
  /** Time by which Init must have ended, ms since the epoch (INIT-2, INIT-6). */
  readonly deadline: number
  /** No invocation waits for it: the test goes on right after it. */
  readonly ahead?: true
}

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** The body of a function error as the runtime posts it, in this key order (ERR-2). */
export interface ErrorPayload {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

/** How the runtime process ended: an exit status, or the name of a signal (ERR-11), and whether for want of memory (ERR-13). */
export type ExitStatus =
  | { readonly code: number; readonly signal?: undefined }
  | { readonly signal: string; readonly code?: undefined; readonly outOfMemory?: true }

/**
 * How Init ended. `endedAt` is the environment's time, ms since the epoch; `used` is what it took where no invocation comes
 * after it, undefined: it cannot be told from what the test takes.
 */
export type InitOutcome =
  | { readonly kind: 'ready'; readonly endedAt: number; readonly sharedModules: readonly string[] }
  | {
      readonly kind: 'failed'
      readonly endedAt: number
      readonly error?: ErrorPayload
      readonly exit?: ExitStatus
      /** What it waited for in vain, when the process ended because nothing was left to happen (INIT-15). */
      readonly waitingFor?: readonly string[]
      /** As that of an invocation. */
      readonly guide?: string
      readonly connections?: Connections
      readonly used?: Used
    }
  | {
      readonly kind: 'timeout'
      readonly endedAt: number
      readonly waitingFor: readonly string[]
      readonly connections?: Connections
      readonly used?: Used
    }

/** One invocation as the Runtime API hands it over: JSON text and plain data. */
export interface Invocation {
  /** Its place among the invocations of its environment: 1 is the first. */
  readonly index: number
  readonly requestId: string
  readonly event: string
  /** ms since the epoch, an integer (CTX-4). */
  readonly deadline: number
  readonly functionArn: string
  /** JSON texts, as the Runtime API's headers carry them (CTX-9, CTX-10). */
  readonly clientContext?: string
  readonly cognitoIdentity?: string
  readonly traceId?: string
  readonly tenantId?: string
}

/** What one invocation took of the machine, with each Init that came before it. */
export interface Used {
  readonly cpuMs: number
  /** The most that heap and buffers have taken up, as far as it was seen. */
  readonly memoryBytes: number
}

/**
 * How an invocation ended. `payload` is JSON text; for a streamed response, which went out by `EmitStream`, it is empty. `survives` says whether the runtime process is still there:
 * when it is not, the next invocation needs a new Init (RST-1).
 */
export type Settled = {
  readonly endedAt: number
  readonly survives: boolean
  /** Variables that were read as undefined inside and that the test process has. */
  readonly missingEnv: readonly string[]
  /** Undefined: it cannot be told from what the test takes. */
  readonly used?: Used
  /** What was done with connections since the invocation before it, or since Init began; undefined: nothing. */
  readonly connections?: Connections
  /** What it left behind; undefined: nobody looked. */
  readonly leaks?: readonly Leak[]
  /** What earlier invocations had left behind and went on before or in this one; undefined: nobody looked. */
  readonly resumed?: readonly ResumedWork[]
} & (
  | { readonly outcome: 'response'; readonly payload: string }
  /** `guide`: what is known and the payload does not say: what to do about code that could not be loaded, or causes. */
  | { readonly outcome: 'error'; readonly payload: string; readonly guide?: string }
  | { readonly outcome: 'timeout'; readonly waitingFor: readonly string[] }
  /** `waitingFor` when it ended because nothing was left to happen (HND-14). */
  | { readonly outcome: 'exit'; readonly exit: ExitStatus; readonly waitingFor?: readonly string[] }
)

/** Why a sandbox is stopped. `reset` keeps `/tmp` for the next `start` (RST-3); the others lose it. */
export type StopReason = 'reset' | 'shutdown'

/** Receives what the code does while it runs, in order, before the verb's promise settles. */
export type EmitLog = (entry: LogEntry) => void

/** What a streaming handler does to its response. A handler that streams gives a `head` first, any other nothing at all. */
export type StreamEvent =
  /** The content type, as long as no other follows. */
  | { readonly kind: 'head'; readonly contentType: string }
  /** Bytes that left at this time, ms since the epoch; the receiver may keep them. */
  | { readonly kind: 'chunk'; readonly at: number; readonly bytes: Uint8Array }
  /** The whole response has arrived. */
  | { readonly kind: 'end'; readonly at: number }

/** Receives what a streaming handler sends, in order, before the invocation's `Settled`. */
export type EmitStream = (event: StreamEvent) => void

/**
 * Where code really runs. It knows nothing of functions, pools or Vitest.
 * A sandbox freezes itself before it reports `Settled`; at `deliver` it first advances its clock by `frozenForMs`,
 * runs what is overdue, drains one loop turn, hears what was answered meanwhile, and only then enters the handler
 * (FRZ-4..7, FRZ-10).
 * One that is started with `AWS_LAMBDA_MAX_CONCURRENCY` among its variables never freezes, and takes a `deliver` while
 * others run (LMI-1, LMI-3).
 */
export interface Sandbox {
  start(code: SandboxCode, plan: InitPlan, emit: EmitLog): Promise<InitOutcome>
  /**
   * `stream` hears what a handler streams; without it nobody does. Where invocations run at once, `emit` hears what
   * belongs to this one until it is over, and that of `start` the rest.
   */
  deliver(
    invocation: Invocation,
    thaw: { readonly frozenForMs: number },
    emit: EmitLog,
    stream?: EmitStream,
  ): Promise<Settled>
  /** Reads `/tmp` without running user code. */
  inspect(what: 'tmp'): TmpSnapshot
  /** Whether the runtime process that was started is still there: what is never frozen may lose it at any time (LMI-7). */
  inspect(what: 'process'): 'running' | 'lost'
  /** Tells what would be lost now: work that invocations left behind and that has not gone on. */
  inspect(what: 'leftovers'): readonly Leak[]
  /**
   * Only while frozen: the peers of all open connections answer what they were asked, and go. That they are gone the code
   * hears at the next `deliver`, not before.
   */
  disconnect(how: PeerLoss): Promise<void>
  /** Virtual time was moved. What is never frozen lives through it: its timers fire, each at its time. */
  elapse(): Promise<void>
  stop(reason: StopReason, graceMs: number): Promise<void>
}
