// The invocation record: everything one invocation left behind, as plain frozen data.

import type { Leak, ResumedWork } from './leak.js'
import type { Connections, PeerLoss } from './connection.js'
import type { StreamSummary } from './stream.js'

/** Outcome of an invocation: the function answered, failed, ran out of time, or its process ended. */
export type Outcome = 'response' | 'error' | 'timeout' | 'exit'

/** How an environment came to be: when a request needed it, or ahead of any; or it takes several at once (INIT-12). */
export type InitializationType = 'on-demand' | 'provisioned-concurrency' | 'lambda-managed-instances'

/** One line of the function's log stream. */
export interface LogEntry {
  /** The exact text of the line in CloudWatch Logs, without the newline. */
  readonly line: string
  /** `platform`: START, END, REPORT and INIT lines; `application`: everything the function wrote. */
  readonly source: 'platform' | 'application'
  /** Level as AWS writes it (`'INFO'`), also read from a JSON line that carries one. */
  readonly level?: string
  readonly requestId?: string
  /** What was logged, without the prefix Lambda puts before it. */
  readonly message?: string
}

/** The figures of the REPORT line (LOG-3). Milliseconds of the environment's clock, except `cpuMs`. */
export interface Report {
  readonly durationMs: number
  readonly billedDurationMs: number
  readonly initDurationMs?: number
  readonly memorySizeMB: number
  /**
   * In a thread: the most that the heap and the buffers were seen to take up; what Node.js itself takes, some 65 MB on
   * Lambda, is not in it. In process: the configured size, since memory is shared with the test and cannot be told apart.
   */
  readonly maxMemoryUsedMB: number
  /**
   * CPU time that was really spent meanwhile, with Init, whatever the environment's clock says. In a thread: its own. In
   * process: the time for which the test's thread was busy, also with other things.
   */
  readonly cpuMs: number
}

/** One phase of the environment's life that belongs to this invocation. Times are ms since the epoch. */
export interface Phase {
  readonly phase: 'init' | 'freeze' | 'invoke'
  readonly startedAt: number
  readonly durationMs: number
  readonly status: 'success' | 'error' | 'timeout'
  /** Of a freeze: what the peers of its connections did meanwhile. */
  readonly connections?: PeerLoss
}

/** One file under `/tmp`. Contents up to 256 KiB are kept: as text when they are UTF-8, else as base64. */
export interface TmpFile {
  readonly bytes: number
  readonly text?: string
  readonly base64?: string
}

/** Everything under `/tmp`, by absolute path. */
export interface TmpSnapshot {
  readonly files: Readonly<Record<string, TmpFile>>
  readonly bytes: number
}

/** Everything one invocation left behind. Plain data that survives a JSON round trip and never changes. */
export interface InvocationRecord {
  readonly requestId: string
  readonly functionArn: string
  readonly version: string
  readonly environmentId: string
  /** 1 for the first invocation of its environment. */
  readonly invocationIndex: number
  /** Other invocations that its environment ran at the same time, by their index; absent where it takes one at a time. */
  readonly beside?: readonly number[]
  /** The environment was made for this invocation (or initialised again inside it, after a reset). */
  readonly coldStart: boolean
  readonly initializationType: InitializationType
  /** `module`: evaluated anew in each environment; `function`: the code was evaluated before, by the test file. */
  readonly code: 'module' | 'function'
  readonly outcome: Outcome
  readonly logs: readonly LogEntry[]
  readonly report: Report
  /** The sockets it opened, used again, or found gone. */
  readonly connections: Connections
  /** What it left unfinished when it answered; absent where nobody looked (`leaks: 'off'`). */
  readonly leaks?: readonly Leak[]
  /** Work of earlier invocations that went on before or in this one; absent where nobody looked. */
  readonly resumed?: readonly ResumedWork[]
  /** When a streaming handler sent how much; absent for any other. The bytes are in the result's `stream`. */
  readonly stream?: StreamSummary
  readonly tmp: TmpSnapshot
  readonly phases: readonly Phase[]
  /** Environment variables that the function read as undefined and that the test process has. */
  readonly missingEnv: readonly string[]
  /** Packages whose module state this environment shares with others, because Node loaded them once. */
  readonly sharedModules: readonly string[]
  /** After a timeout, or the end of a process for which nothing was left to happen: what the function was waiting for. */
  readonly waitingFor?: readonly string[]
  /**
   * What Lambda's own error does not say, in lines: of code that could not be loaded what is there, and what was probably
   * meant; of any other error the causes and the errors in it.
   */
  readonly guide?: string
}
