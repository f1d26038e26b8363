// What stands for the runtime process: one environment's inside, from Init until the process is lost.

import { CallSite } from '../../effects/clock/call-site.js'
import { createClock } from '../../effects/clock/clock.js'
import { ConnectionBook } from '../../effects/connections/connection-book.js'
import { createConsole } from '../../effects/console.js'
import { createExit, ExitMarker, isExitMarker } from '../../effects/exit.js'
import {
  endFilesProcess,
  filesAnswered,
  filesOfProcess,
  type FilesState,
  freezeFiles,
  thawFiles,
} from '../../effects/files/files.js'
import { createGlobals } from '../../effects/globals.js'
import { hostTime } from '../../effects/host-time.js'
import { createModuleGraph } from '../../effects/module-graph/module-graph.js'
import { createNetwork } from '../../effects/network.js'
import { createProcessEvents, endProcessEvents, uncaughtException } from '../../effects/process-events.js'
import type { Inside, Presence } from '../../effects/stage.js'
import { createStdio } from '../../effects/stdio.js'
import { createVariables } from '../../effects/variables.js'
import { createWork } from '../../effects/work/work.js'
import { createWorkingDirectory } from '../../effects/working-directory.js'
import type { Connections } from '../../record/connection.js'
import { createAwslambda, hasAwslambda } from '../../runtime/awslambda.js'
import { type Crash, crash } from '../../runtime/crash.js'
import { errorPayload } from '../../runtime/error-payload.js'
import type { Handler } from '../../runtime/find-handler.js'
import type { InvokeStore, InvokeStoreState } from '../../runtime/invoke-store.js'
import { MAX_CONCURRENCY } from '../../runtime/multi-concurrency.js'
import type { CrashKind } from '../../runtime/uncaught-text.js'
import type { EmitLog, ExitStatus, InitPlan, Invocation } from '../port.js'
import { Calls } from './calls.js'
import { connectionOrigin } from './connection-origin.js'
import { LeakWatch } from './leaks/leak-watch.js'
import type { InProcessHost } from './host.js'
import { type LoggedProcess, ProcessLog } from './process-log.js'
import { Runs } from './runs.js'

/** How the process ended: by an error nobody caught, or by being told to. */
export interface ProcessEnd extends Pick<Crash, 'exit' | 'payload'> {
  /** The error that did it, for a test that no result would tell. */
  readonly fault?: unknown
  /** What it waited for in vain, when nothing was left to happen. */
  readonly waitingFor?: readonly string[]
  /** What its payload does not say. */
  readonly guide?: string | undefined
}

/**
 * Globals are made, and `process.exitCode` is set, when modules load or in the first invocations (`globalThis.cache ??=
 * …`). Looking for them costs as much as half a warm invocation, so in later ones nobody looks.
 */
const WATCHED_INVOCATIONS = 3

/** Virtual time after the last deadline that a loop which only reads the clock gets to end by itself. */
const RUNAWAY_MS = 1000

/** Enough to reach the user's code from a read of the clock in a package. */
const CLOCK_FRAMES = 40

/** One runtime process. In process it is only a role: what it owns is routed to it while its code runs. */
export class RuntimeProcess implements LoggedProcess {
  readonly host: InProcessHost
  readonly plan: InitPlan
  readonly inside: Inside
  readonly store: InvokeStoreState = { values: new Map() }
  /** Looks for what invocations leave behind; undefined: nobody does. */
  readonly leaks: LeakWatch | undefined
  /** Whose code it is during Init. */
  readonly presence: Presence
  handler: Handler = () => undefined
  /** Init or the invocation that is running; none while frozen. */
  readonly runs: Runs = new Runs()
  /** Invocations may run at once, and nothing is ever frozen (LMI-1, LMI-3). */
  readonly multi: boolean
  /** How it ended while nobody was running: the next invocation finds out (ERR-9). */
  end: ProcessEnd | undefined
  /** What ended the worker thread that all of its invocations ran in. */
  lostBy: string | undefined
  /** Where a loop that reads the clock has passed its deadline: from then on reading stops it, however often it catches. */
  overranAt: CallSite | undefined
  readonly log: ProcessLog
  #alive = true
  #watching = false
  /** Its end is decided: what still fails on the way there is no news. */
  #ending = false
  #invocations = 0
  /** Time at which a loop passed a deadline without letting anything else run since. */
  #loopsSince: number | undefined

  constructor(host: InProcessHost, plan: InitPlan, files: FilesState, store: InvokeStore, emit: EmitLog) {
    this.host = host
    this.plan = plan
    this.multi = MAX_CONCURRENCY in plan.variables
    this.log = new ProcessLog(host, plan, this, emit)
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
      warn: (text) => this.log.writeRuntimeLine('ERROR', [text]),
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
      console: createConsole({ write: (level, method, args) => this.log.writeConsole(level, method, args) }),
      exit: createExit({ onExit: (status) => this.exited(status), listeners: processEvents.emitter }),
      files: filesOfProcess(files, () => this.leaks?.whose()),
      globals: createGlobals({ own }),
      graph: createModuleGraph(plan.rules === 'nodejs22.x' ? { requiredBy: '/var/runtime/index.mjs' } : {}),
      network: createNetwork({ mode: plan.network }),
      processEvents,
      stdio: createStdio({ write: (stream, text) => this.log.writeStream(stream, text) }),
      variables: createVariables({ variables: plan.variables, hostNames: plan.hostVariables }),
      work: createWork(hostTime.monotonic, () => this.leaks?.whose()),
      workingDirectory: createWorkingDirectory(),
    }
  }

  /** Another function under test has answered: its time is this one's too, and goes no further than the deadline. */
  #spent(now: number): void {
    this.inside.clock.moveTo(now)
    this.runs.expire(now)
  }

  /**
   * Reading the clock moved it. A loop that only reads the clock gives the driver no turn to end it at its deadline, so
   * the reading itself does.
   */
  #crept(now: number): void {
    this.host.timeline.reach(now)
    if (this.runs.due(now) || this.#loopsSince !== undefined) {
      this.overranAt ??= new CallSite(this.#crept, CLOCK_FRAMES)
      this.runs.expire(now)
      if (this.multi) this.#loops(now)
    }
    if (this.overranAt) throw new ExitMarker({ signal: 'SIGKILL' })
  }

  /** After a timeout the code goes on (LMI-6), unless nobody waits any more and it would never let go of the thread. */
  #loops(now: number): void {
    if (this.#loopsSince === undefined) {
      this.#loopsSince = now
      hostTime.setImmediate(() => (this.#loopsSince = undefined))
    }
    if (this.runs.none && now - this.#loopsSince >= RUNAWAY_MS) this.exited({ signal: 'SIGKILL' })
    else this.overranAt = undefined
  }

  /** Becomes the current invocation; returns its index. */
  beginInvocation(invocation: Invocation, emit: EmitLog): number {
    this.log.begin(invocation, emit)
    // Invocations that follow each other at once leave the driver no turn to begin.
    this.inside.clock.newTurn()
    this.#invocations++
    // Of those that run at once nobody can tell who uses a connection: each of them does.
    if (this.runs.none) this.inside.connections.begin(invocation.index)
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

  /** An invocation has answered: no time passes any more until the freeze, which comes a turn later. */
  stand(): void {
    if (this.multi) return
    this.inside.clock.stand()
    filesAnswered(this.inside.files)
  }

  freeze(): void {
    if (this.multi) return
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
    if (this.multi) return this.#loseWorker(faultText(kind, error), error)
    const { logs, ...end } = crash(kind, error, this.plan.rules, !this.runs.none)
    this.log.writeRuntimeLogs(logs)
    this.#ended({ ...end, fault: error })
  }

  exited(exit: ExitStatus): void {
    if (!this.#alive || this.#ending) return
    if (this.multi && exit.signal === undefined) this.#loseWorker(`process.exit(${exit.code})`)
    else this.#ended({ exit })
  }

  /**
   * The worker thread ends silently. Nobody notices, since its client waits for the next event in a call that goes on:
   * what it was running is never answered (LMI-7). In Init there is no such call, and the process ends.
   */
  #loseWorker(by: string, fault?: unknown): void {
    const end = { exit: { code: 0 }, fault }
    if (this.#invocations === 0 && !this.runs.none) return this.#ended(end)
    this.lostBy = by
    this.end = { exit: end.exit }
    if (this.runs.none) this.unreported(end)
    else if (fault !== undefined) this.log.echo('error', [fault])
    this.kill()
  }

  #ended(end: ProcessEnd): void {
    this.#ending = true
    if (this.runs.none || this.multi) this.end = end
    this.runs.ended(end)
  }

  /** A failure that no invocation reports any more. */
  unreported({ fault }: Pick<ProcessEnd, 'fault'>): void {
    if (fault !== undefined) this.host.unreported(fault instanceof Error ? fault : new Error(String(fault)))
  }

  /** The process is gone: what is left of its code runs into nothing. */
  kill(): void {
    if (!this.#alive) return
    this.log.close()
    this.#alive = false
    this.unwatch(false)
    this.inside.globals.end()
    this.inside.clock.stop()
    endFilesProcess(this.inside.files)
    endProcessEvents(this.inside.processEvents)
    this.leaks?.end()
    this.host.stage.run(this.presence, () => this.inside.connections.end())
  }

  get now(): number {
    return this.inside.clock.now
  }

  /** Code that catches what stops it goes on for a while; on Lambda there would be no process to write anything. */
  get isOver(): boolean {
    return !this.#alive || this.#ending || this.overranAt !== undefined
  }

  wrote(text: () => string): void {
    this.leaks?.wrote(text)
  }

  /** What was done with connections since the last call. */
  takeConnections(): Connections {
    return this.inside.connections.take((site) => connectionOrigin(site, this.plan.taskRoot))
  }
}

function faultText(kind: CrashKind, error: unknown): string {
  const { errorType, errorMessage } = errorPayload(error, 'nodejs24.x')
  const what = kind === 'unhandledRejection' ? 'a rejection that nothing handles' : 'an error that nothing catches'
  return `${what} (${errorType}: ${errorMessage})`
}
