// Everything that one runtime process writes: its console, its standard streams, and what the runtime itself says.

import type { StandardStream } from '../../effects/stdio.js'
import type { LogEntry } from '../../record/record.js'
import { type ConsoleFormat, createConsoleFormat } from '../../runtime/console.js'
import { errorLogArguments, type RuntimeLog } from '../../runtime/error-log.js'
import { PROTECTED_KEYS } from '../../runtime/invoke-store.js'
import { createLogLines, type LogLines } from '../../runtime/log-lines.js'
import { type LogSettings, readLogSettings } from '../../runtime/log-settings.js'
import { MAX_CONCURRENCY } from '../../runtime/multi-concurrency.js'
import type { EmitLog, InitPlan, Invocation, LogLevel } from '../port.js'
import type { InProcessHost } from './host.js'

/** What the log asks and tells of the process that it is of. */
export interface LoggedProcess {
  readonly now: number
  /** Its end is decided: nothing that its code still writes is heard of. */
  readonly isOver: boolean
  /** Its code has written something. */
  wrote(text: () => string): void
}

export class ProcessLog {
  readonly #host: Pick<InProcessHost, 'stage' | 'echo'>
  readonly #plan: Pick<InitPlan, 'rules'>
  readonly #process: LoggedProcess
  readonly #emit: EmitLog
  readonly #settings: LogSettings
  readonly #format: ConsoleFormat
  readonly #lines: Record<StandardStream, LogLines> = { stdout: createLogLines(), stderr: createLogLines() }
  /** The runtime has one current id; what is left over from before logs under it too (FRZ-7). */
  #current: Pick<Invocation, 'requestId' | 'tenantId'> | undefined
  /** Where invocations run at once: who hears their lines, by their index. */
  readonly #emits: Map<number | undefined, EmitLog> | undefined
  #isClosed = false

  constructor(host: InProcessHost, plan: InitPlan, process: LoggedProcess, emit: EmitLog) {
    this.#host = host
    this.#plan = plan
    this.#process = process
    this.#emit = emit
    this.#settings = readLogSettings(plan.variables)
    this.#format = createConsoleFormat({ rules: plan.rules, ...this.#settings })
    this.#emits = MAX_CONCURRENCY in plan.variables ? new Map() : undefined
  }

  /** An invocation enters. Where others run beside it, `emit` hears its lines until it ends. */
  begin(invocation: Invocation, emit: EmitLog): void {
    this.#current = invocation
    this.#emits?.set(invocation.index, emit)
  }

  end(index: number): void {
    this.#emits?.delete(index)
  }

  /** The process is gone. */
  close(): void {
    this.endLines()
    this.#isClosed = true
  }

  /** One call of a console method, as log line and as echo. */
  writeConsole(level: LogLevel, method: string, args: readonly unknown[]): void {
    this.#process.wrote(() => args.map(String).join(' '))
    if (this.#log(level, args)) this.echo(method, args)
  }

  writeStream(stream: StandardStream, text: string): void {
    if (this.#process.isOver) return
    this.#process.wrote(() => text.trim())
    this.#show(this.#lines[stream].write(text))
  }

  /** What the runtime itself has to say: it is in the log, and nothing the function wrote. */
  writeRuntimeLine(level: LogLevel, args: readonly unknown[]): void {
    this.#log(level, args)
  }

  /** What the runtime itself has to say about a failure. */
  writeRuntimeLogs(logs: readonly RuntimeLog[]): void {
    for (const log of logs) {
      if (log.to === 'stderr') this.#emitAll(this.#lines.stderr.write(`${log.text}\n`))
      else this.#log('ERROR', errorLogArguments(log.label, log.error, this.#settings.format, this.#plan.rules))
    }
  }

  /**
   * A line without its newline is shown by the end of whatever wrote it, so that it is in that one's record. Lambda may
   * cut it elsewhere: when it reads what a process has written is nowhere documented.
   */
  endLines(): void {
    for (const stream of ['stdout', 'stderr'] as const) this.#show(this.#lines[stream].end())
  }

  /** Shows something under the running test, and only there. */
  echo(method: string, args: readonly unknown[]): void {
    const { echo, stage } = this.#host
    if (echo) stage.outside(() => echo(method, args))
  }

  #log(level: LogLevel, args: readonly unknown[]): boolean {
    if (this.#process.isOver) return false
    const { requestId, tenantId } = this.#speaker ?? {}
    const entry = this.#format(level, args, { time: this.#process.now, requestId, tenantId })
    if (entry) this.#hearer(entry)
    return entry !== undefined
  }

  /** Whose line it is. Of invocations that run at once, the one whose InvokeStore is the current one (LMI-3). */
  get #speaker(): Pick<Invocation, 'requestId' | 'tenantId'> | undefined {
    if (!this.#emits) return this.#current
    const requestId = this.#host.stage.presence?.store.values.get(PROTECTED_KEYS.REQUEST_ID)
    return typeof requestId === 'string' ? { requestId } : undefined
  }

  get #hearer(): EmitLog {
    return this.#emits?.get(this.#host.stage.presence?.invocation) ?? this.#emit
  }

  #show(entries: readonly LogEntry[]): void {
    this.#emitAll(entries)
    for (const { line } of entries) this.echo('log', [line])
  }

  #emitAll(entries: readonly LogEntry[]): void {
    if (entries.length === 0 || this.#isClosed) return
    const hear = this.#hearer
    for (const entry of entries) hear(entry)
  }
}
