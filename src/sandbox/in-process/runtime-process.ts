// What stands for the runtime process: one environment's inside, from Init until the process is lost.

import { createClock } from '../../effects/clock/clock.js'
import { ConnectionBook } from '../../effects/connections/connection-book.js'
import { createConsole } from '../../effects/console.js'
import { createExit, ExitMarker, isExitMarker } from '../../effects/exit.js'
import { endFilesProcess, type FilesState, freezeFiles, thawFiles } from '../../effects/files/files.js'
import { createGlobals } from '../../effects/globals.js'
import { hostTime } from '../../effects/host-time.js'
import { createModuleGraph } from '../../effects/module-graph/module-graph.js'
import { createNetwork } from '../../effects/network.js'
import { createProcessEvents, uncaughtException } from '../../effects/process-events.js'
import type { Inside, Presence } from '../../effects/stage.js'
import { createStdio, type StandardStream } from '../../effects/stdio.js'
import { createVariables } from '../../effects/variables.js'
import { createWork } from '../../effects/work/work.js'
import { createWorkingDirectory } from '../../effects/working-directory.js'
import type { Connections } from '../../record/connection.js'
import type { LogEntry } from '../../record/record.js'
import { createAwslambda, hasAwslambda } from '../../runtime/awslambda.js'
import { type ConsoleFormat, createConsoleFormat } from '../../runtime/console.js'
import { type Crash, crash } from '../../runtime/crash.js'
import { errorLogArguments, type RuntimeLog } from '../../runtime/error-log.js'
import type { Handler } from '../../runtime/find-handler.js'
import type { InvokeStore, InvokeStoreState } from '../../runtime/invoke-store.js'
import { createLogLines, type LogLines } from '../../runtime/log-lines.js'
import { type LogSettings, readLogSettings } from '../../runtime/log-settings.js'
import type { CrashKind } from '../../runtime/uncaught-text.js'
import type { EmitLog, ExitStatus, InitPlan, Invocation, LogLevel } from '../port.js'
import { Calls } from './calls.js'
import { LeakWatch } from './leaks/leak-watch.js'
import type { InProcessHost } from './host.js'
import type { Run } from './run.js'
import { userFrame } from './user-frame.js'

/** How the process ended: by an error nobody caught, or by being told to. */
export interface ProcessEnd extends Pick<Crash, 'exit' | 'payload'> {
  /** The error that did it, for a test that no result would tell. */
  readonly fault?: unknown
  /** What it waited for in vain, when nothing was left to happen. */
  readonly waitingFor?: readonly string[]
}

/**
 * Globals are made, and `process.exitCode` is set, when modules load or in the first invocations (`globalThis.cache ??=
 * …`). Looking for them costs as much as half a warm invocation, so in later ones nobody looks.
 */
const WATCHED_INVOCATIONS = 3

/** One runtime process. In process it is only a role: what it owns is routed to it while its code runs. */
export class RuntimeProcess {
  readonly host: InProcessHost
  readonly plan: InitPlan
  readonly inside: Inside
  readonly store: InvokeStoreState = { values: new Map() }
  /** Looks for what invocations leave behind; undefined: nobody does. */
  readonly leaks: LeakWatch | undefined
  /** Whose code it is during Init. */
  readonly presence: Presence
  handler: Handler = () => undefined
  /** Init or the invocation that is running; undefined while frozen. */
  run: Run | undefined
  /** How it ended while nobody was running: the next invocation finds out (ERR-9). */
  end: ProcessEnd | undefined
  readonly #emit: EmitLog
  readonly #logging: LogSettings
  readonly #format: ConsoleFormat
  readonly #lines: Record<StandardStream, LogLines> = { stdout: createLogLines(), stderr: createLogLines() }
  #alive = true
  #watching = false
  /** Its end is decided: what still fails on the way there is no news. */
  #ending = false
  /** A loop that reads the clock has passed its deadline: from then on reading stops it, however often it catches. */
  #overran = false
  #invocations = 0
  /** The runtime has one current id; what is left over from before logs under it too (FRZ-7). */
  #current: Pick<Invocation, 'requestId' | 'tenantId'> | undefined

  constructor(host: InProcessHost, plan: InitPlan, files: FilesState, store: InvokeStore, emit: EmitLog) {
    this.host = host
    this.plan = plan
    this.#emit = emit
    this.#logging = readLogSettings(plan.variables)
    this.#format = createConsoleFormat({ rules: plan.rules, ...this.#logging })
    this.inside = this.#makeInside(files, store)
    this.leaks = plan.leaks === 'off' ? undefined : new LeakWatch(host.stage, this.inside, plan.leaks, plan.taskRoot)
    this.presence = { inside: this.inside, invocation: undefined, store: this.store, trace: undefined }
  }

  #makeInside(files: FilesState, store: InvokeStore): Inside {
    const { plan } = this
    // The environment's own also where it has none: libraries of the test set it, too.
    const own = { awslambda: hasAwslambda(plan.variables) ? createAwslambda(plan.rules, store) : undefined }
    const processEvents = createProcessEvents({
      onCrash: (kind, error) => this.crashed(kind, error),
      warn: (text) => this.writeRuntimeLine('ERROR', [text]),
      runtimeListens: plan.rules === 'nodejs22.x',
    })
    return {
      calls: new Calls(this.host.timeline, (now) => this.#spent(now)),
      clock: createClock(plan.clock, {
        startsAt: plan.startsAt,
        onMove: (now) => this.#crept(now),
        onCrash: (error) => uncaughtException(processEvents, error),
        whose: () => this.leaks?.whose(),
      }),
      connections: new ConnectionBook(),
      console: createConsole({ write: (level, method, args) => this.writeConsole(level, method, args) }),
      exit: createExit({ onExit: (status) => this.exited(status), listeners: processEvents.emitter }),
      files,
      globals: createGlobals({ own }),
      graph: createModuleGraph(),
      network: createNetwork({ mode: plan.network }),
      processEvents,
      stdio: createStdio({ write: (stream, text) => this.#writeStream(stream, text) }),
      variables: createVariables({ variables: plan.variables, hostNames: plan.hostVariables }),
      work: createWork(hostTime.monotonic, () => this.leaks?.whose()),
      workingDirectory: createWorkingDirectory(),
    }
  }

  /** Another function under test has answered: its time is this one's too, and goes no further than the deadline. */
  #spent(now: number): void {
    this.inside.clock.moveTo(now)
    if (this.run && now >= this.run.deadline) this.run.deadlineReached()
  }

  /**
   * Reading the clock moved it. A loop that only reads the clock gives the driver no turn to end it at its deadline, so
   * the reading itself does.
   */
  #crept(now: number): void {
    this.host.timeline.reach(now)
    if (this.run && now >= this.run.deadline) {
      this.#overran = true
      this.run.deadlineReached()
    }
    if (this.#overran) throw new ExitMarker({ signal: 'SIGKILL' })
  }

  /** Becomes the current invocation; returns its index. */
  beginInvocation(invocation: Invocation): number {
    this.#current = invocation
    this.#invocations++
    this.inside.connections.begin(invocation.index)
    return invocation.index
  }

  /** In Init and the first invocations, what they leave in places that cannot be routed beforehand is taken over. */
  watch(): void {
    if (this.#watching || this.#invocations > WATCHED_INVOCATIONS) return
    this.#watching = true
    this.host.stage.exitCodes.enter(this.inside.exit)
    this.host.stage.fetchPools.enter()
    this.inside.globals.enter()
  }

  /** `goesOn`: Init has ended, and the invocation that it was for begins at once. */
  unwatch(goesOn: boolean): void {
    if (!this.#watching) return
    this.#watching = false
    this.host.stage.fetchPools.leave(this.inside.connections)
    this.host.stage.exitCodes.leave(this.inside.exit)
    if (goesOn) this.inside.globals.pause()
    else this.inside.globals.leave()
  }

  freeze(): void {
    this.inside.clock.freeze()
    freezeFiles(this.inside.files)
  }

  /** True: something that happened while frozen is on its way to the function's code. */
  thaw(frozenForMs: number): boolean {
    this.leaks?.thawed()
    this.inside.clock.thaw(frozenForMs)
    thawFiles(this.inside.files)
    return this.inside.connections.thaw()
  }

  /** An error that nobody caught. On nodejs24.x a listener of the function's own keeps the process alive (ERR-10). */
  crashed(kind: CrashKind, error: unknown): void {
    if (!this.#alive || this.#ending || isExitMarker(error)) return
    const { logs, ...end } = crash(kind, error, this.plan.rules, this.run !== undefined)
    this.writeRuntimeLogs(logs)
    this.#ended({ ...end, fault: error })
  }

  exited(exit: ExitStatus): void {
    if (this.#alive && !this.#ending) this.#ended({ exit })
  }

  #ended(end: ProcessEnd): void {
    this.#ending = true
    if (this.run) this.run.ended(end)
    else this.end = end
  }

  /** A failure that no invocation reports any more. */
  unreported({ fault }: Pick<ProcessEnd, 'fault'>): void {
    if (fault !== undefined) this.host.unreported(fault instanceof Error ? fault : new Error(String(fault)))
  }

  /** The process is gone: what is left of its code runs into nothing. */
  kill(): void {
    if (!this.#alive) return
    this.endLines()
    this.#alive = false
    this.unwatch(false)
    this.inside.globals.leave()
    this.inside.clock.stop()
    endFilesProcess(this.inside.files)
    this.leaks?.end()
    this.host.stage.run(this.presence, () => this.inside.connections.end())
  }

  /** What was done with connections since the last call. */
  takeConnections(): Connections {
    return this.inside.connections.take((origin) => userFrame(origin.toError(), this.plan.taskRoot))
  }

  /** Code that catches what stops it goes on for a while; on Lambda there would be no process to write anything. */
  get #speaks(): boolean {
    return this.#alive && !this.#ending && !this.#overran
  }

  /** One call of a console method, as log line and as echo. */
  writeConsole(level: LogLevel, method: string, args: readonly unknown[]): void {
    this.leaks?.wrote(() => args.map(String).join(' '))
    // Lambda has one function for `console.log` and `console.info` (LOG-14); `log` is what people write, and spy on.
    if (this.#log(level, args)) this.echo(method === 'info' ? 'log' : method, args)
  }

  /** What the runtime itself has to say: it is in the log, and nothing the function wrote. */
  writeRuntimeLine(level: LogLevel, args: readonly unknown[]): void {
    this.#log(level, args)
  }

  #log(level: LogLevel, args: readonly unknown[]): boolean {
    if (!this.#speaks) return false
    const { requestId, tenantId } = this.#current ?? {}
    const entry = this.#format(level, args, { time: this.inside.clock.now, requestId, tenantId })
    if (entry) this.#emit(entry)
    return entry !== undefined
  }

  /** What the runtime itself has to say about a failure. */
  writeRuntimeLogs(logs: readonly RuntimeLog[]): void {
    for (const log of logs) {
      if (log.to === 'stderr') this.#emitAll(this.#lines.stderr.write(`${log.text}\n`))
      else this.#log('ERROR', errorLogArguments(log.label, log.error, this.#logging.format, this.plan.rules))
    }
  }

  #writeStream(stream: StandardStream, text: string): void {
    if (!this.#speaks) return
    this.leaks?.wrote(() => text.trim())
    this.#show(this.#lines[stream].write(text))
  }

  /**
   * A line without its newline is shown by the end of whatever wrote it, so that it is in that one's record. Lambda may
   * cut it elsewhere: when it reads what a process has written is nowhere documented.
   */
  endLines(): void {
    for (const stream of ['stdout', 'stderr'] as const) this.#show(this.#lines[stream].end())
  }

  #show(entries: readonly LogEntry[]): void {
    this.#emitAll(entries)
    for (const { line } of entries) this.echo('log', [line])
  }

  #emitAll(entries: readonly LogEntry[]): void {
    if (!this.#alive) return
    for (const entry of entries) this.#emit(entry)
  }

  /** Shows something under the running test, and only there. */
  echo(method: string, args: readonly unknown[]): void {
    const { echo, stage } = this.host
    if (echo) stage.outside(() => echo(method, args))
  }
}
