// A run: Init or one invocation, from its begin to whatever ends it first.

import { hostTime } from '../../effects/host-time.js'
import { pendingFileWork } from '../../effects/files/files.js'
import { refd } from '../../effects/work/handles.js'
import { activity, busy } from '../../effects/work/work.js'
import type { Traveller, TravellingClock } from '../timeline.js'
import type { ProcessEnd, RuntimeProcess } from './runtime-process.js'
import { StoppedError } from '../stopped.js'
import { nothingLeft, readingTheClock, underWay } from './waiting-for.js'

/** What Init and invocations have in common: they travel on the timeline, and the process tells them how it ended. */
export abstract class Run implements Traveller {
  readonly deadline: number
  protected readonly runtime: RuntimeProcess
  protected readonly reject: (reason: Error) => void
  #over = false

  constructor(runtime: RuntimeProcess, deadline: number, reject: (reason: Error) => void) {
    this.runtime = runtime
    this.deadline = deadline
    this.reject = reject
  }

  get clock(): TravellingClock {
    return this.runtime.inside.clock
  }

  loading(): boolean {
    const { host, inside } = this.runtime
    return host.loading() > 0 || inside.calls.inThreads > 0
  }

  busy(): boolean {
    const { work, calls } = this.runtime.inside
    return this.runtime.plan.clock === 'real' || calls.elsewhere > 0 || busy(work) > 0
  }

  stirring(): boolean {
    return this.runtime.inside.clock.immediates > 0 || pendingFileWork(this.runtime.inside.files) > 0
  }

  activity(): number {
    return activity(this.runtime.inside.work)
  }

  loopAlive(): boolean {
    const { clock, work, calls } = this.runtime.inside
    return clock.hasRefd() || calls.inFlight > 0 || busy(work) > 0 || refd(work).length > 0
  }

  open(): boolean {
    return refd(this.runtime.inside.work).length > 0
  }

  abstract deadlineReached(): void
  abstract loopEmptied(): void
  /** The process ended while this was running. */
  abstract ended(end: ProcessEnd): void
  /** The sandbox is stopped from outside: whoever waits for this run is told why there is no answer. */
  stop(): void {
    const reason = new StoppedError(this.underWay())
    if (this.end()) this.reject(reason)
  }

  protected begin(): void {
    const { host } = this.runtime
    this.runtime.runs.add(this)
    this.runtime.watch()
    host.timeline.enter(this)
  }

  /** True for the first caller only: from then on nothing else can end this run. */
  protected end(goesOn = false): boolean {
    if (this.#over) return false
    this.#over = true
    this.runtime.log.endLines()
    this.runtime.host.timeline.leave(this)
    this.runtime.runs.delete(this)
    if (this.runtime.runs.none) this.runtime.unwatch(goesOn)
    return true
  }

  protected get over(): boolean {
    return this.#over
  }

  /** Calls `then` after what the code has queued for this turn of the event loop, immediates included (HND-9). */
  protected afterTurn(then: () => void): void {
    hostTime.setImmediate(then)
  }

  /** What it waits for now; nothing that could be named, while its code runs or has yet to. */
  underWay(alsoFor: readonly string[] = []): readonly string[] {
    const { host, inside, plan, overranAt, lostBy } = this.runtime
    if (lostBy !== undefined) return [`an answer of the worker, which was ended by ${lostBy}`]
    if (host.loading() > 0) return ['modules, which are being loaded']
    return overranAt ? [readingTheClock(overranAt, plan)] : underWay(inside, plan, alsoFor)
  }

  /** The same when it got nowhere: never empty. */
  protected waitingFor(): readonly string[] {
    const found = this.underWay()
    return found.length > 0 ? found : [nothingLeft(this.runtime.plan)]
  }
}
