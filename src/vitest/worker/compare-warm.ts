// compareWarm(): runs the same events on cold environments and on warm ones, all of its own, and compares what they show.

import { randomInt } from 'node:crypto'
import { askForCalls, callsSince, markCalls } from '../../compare/calls.js'
import { comparableResult, comparableValue } from '../../compare/comparable.js'
import { comparableLogs } from '../../compare/comparable-logs.js'
import { compareRuns, type Findings, type Sample, type WarmRun } from '../../compare/differences.js'
import { checkEvents, type CompareOptions, readCompareOptions, type ReadCompareOptions } from '../../compare/options.js'
import { planOrders } from '../../compare/orders.js'
import type { WarmReport } from '../../compare/report.js'
import type { FunctionConfig } from '../../function/config.js'
import { losslessJson } from '../../invoke/lossless-json.js'
import { observe, unwatched } from '../../record/observation.js'
import type { InvocationResult } from '../../record/result.js'
import { renderTimeline } from '../../record/timeline.js'
import { ComparedScope } from './compared-scope.js'
import type { Definition } from './definition.js'
import { Deployment } from './deployment.js'
import { type Ending, openScope, type Scope } from './scope.js'
import type { Worker } from './worker.js'

/** How long a warm environment is frozen between two events: what was left behind falls due, few caches expire. */
const FROZEN_MS = 1_000
/** How much later the second round of cold starts is at least: in another minute, second and millisecond. */
const LATER_MS = 61_001
/** Cold starts of an event that differs, before it is believed. */
const CONFIRMATIONS = 3

/** The function that is compared: as it is deployed in a scope, which hears of faults. */
export interface Compared {
  readonly scope: Scope
  readonly worker: Worker
  readonly definition: Definition
}

/** Runs the comparison. Rejects with a guide for arguments that make no sense and for code that cannot start anew. */
export async function compareWarm(
  compared: Compared,
  events: readonly unknown[],
  options: CompareOptions = {},
): Promise<WarmReport> {
  checkEvents(events)
  const read = readCompareOptions(options)
  const { alreadyEvaluated, config } = compared.definition
  if (alreadyEvaluated) throw evaluatedBefore(config)
  if (config.isolatesTenants) throw namesNoTenant(config)
  for (const [index, event] of events.entries()) if (event !== undefined) losslessJson(`events[${index}]`, event)
  const comparison = new Comparison(compared, [...events], read)
  compared.scope.add(comparison)
  return comparison.run()
}

/**
 * One call of compareWarm(). Each environment has a deployment and a time of its own, which begins when the test's is
 * now: the lambda's other environments and the test's time stay as they are.
 */
class Comparison implements Ending {
  readonly #compared: Compared
  readonly #events: readonly unknown[]
  readonly #options: ReadCompareOptions
  readonly #seed: number
  readonly #startsAt: number
  readonly #heard = new Set<string>()
  #report: Promise<WarmReport> | undefined
  #running: Scope | undefined
  #made = 0
  #longestMs = 0

  constructor(compared: Compared, events: readonly unknown[], options: ReadCompareOptions) {
    this.#compared = compared
    this.#events = events
    this.#options = options
    this.#seed = compared.definition.config.seed ?? randomInt(2 ** 31)
    this.#startsAt = compared.scope.timeline.now
  }

  run(): Promise<WarmReport> {
    this.#report = this.#run()
    return this.#report
  }

  /** The test is over: what is in flight is stopped, and rejects; nobody need have awaited it. */
  async end(): Promise<void> {
    this.#report?.catch(() => {})
    await this.#running?.end()
  }

  async #run(): Promise<WarmReport> {
    const all = [...this.#events.keys()]
    const cold = await this.#runCold(all, 0)
    const outcomes = cold.map(({ outcome }) => outcome)
    const warm: WarmRun[] = []
    for (const order of planOrders(outcomes, this.#seed)) {
      warm.push({ order, samples: await this.#runOn(order.events, 0) })
    }
    // Whatever time of day, or day, a warm environment reached meanwhile: these cold ones are beyond it as well.
    const laterMs = LATER_MS + this.#longestMs
    cold.push(...(await this.#runCold(all, laterMs)))
    return this.#write(warm, await this.#confirm(compareRuns(cold, warm), cold, warm, laterMs))
  }

  /** What happens now and then only, such as a random choice of two, may have been the same on two cold environments. */
  async #confirm(found: Findings, cold: Sample[], warm: readonly WarmRun[], laterMs: number): Promise<Findings> {
    const doubtful = [...new Set(found.differences.map(({ event }) => event))]
    if (doubtful.length === 0) return found
    for (let time = 2; time < 2 + CONFIRMATIONS; time++) cold.push(...(await this.#runCold(doubtful, time * laterMs)))
    return compareRuns(cold, warm)
  }

  #write(warm: readonly WarmRun[], findings: Findings): WarmReport {
    return Object.freeze({
      functionName: this.#compared.definition.config.functionName,
      seed: this.#seed,
      events: this.#events.length,
      compared: this.#options.compared,
      orders: warm.map(({ order }) => order),
      ...findings,
    })
  }

  async #runCold(events: readonly number[], afterMs: number): Promise<Sample[]> {
    const samples: Sample[] = []
    for (const event of events) samples.push(...(await this.#runOn([event], afterMs)))
    return samples
  }

  /** Runs the events one after the other on one new environment. */
  async #runOn(events: readonly number[], afterMs: number): Promise<Sample[]> {
    const { worker, scope: owner } = this.#compared
    const startsAt = this.#startsAt + afterMs
    const scope = new ComparedScope(openScope(owner, 'compareWarm()'), startsAt, this.#heard)
    this.#running = scope
    const deployment = new Deployment(scope, worker, this.#definition())
    const samples: Sample[] = []
    try {
      for (const event of events) {
        if (samples.length > 0) await deployment.idle(FROZEN_MS)
        samples.push(await this.#sample(deployment, event))
      }
    } finally {
      this.#longestMs = Math.max(this.#longestMs, scope.timeline.now - startsAt)
      await scope.end()
    }
    return samples
  }

  /** Its environments show their logs in the report, stay for as long as they are needed, and have other ids each. */
  #definition(): Definition {
    const { definition } = this.#compared
    const { config } = definition
    const seed = config.seed === undefined ? {} : { seed: config.seed + 1_000_003 * ++this.#made }
    return { ...definition, config: { ...config, ...seed, console: 'silent', maximumIdleMs: Infinity } }
  }

  async #sample(deployment: Deployment, event: number): Promise<Sample> {
    const { calls, beforeEach } = this.#options
    await beforeEach?.()
    const mark = calls && markCalls(askForCalls(calls))
    const watched = (await deployment.invoke(this.#events[event], undefined)) as InvocationResult
    // The report tells of failures. Of leaks it does not: they are still to be looked at by somebody.
    observe(watched, 'failure')
    const result = unwatched(watched)
    const made = calls && callsSince(mark, askForCalls(calls))
    return {
      event,
      outcome: result.record.outcome,
      shown: this.#shown(result, made),
      timeline: renderTimeline(result.record, result.error),
    }
  }

  #shown(result: InvocationResult, made: unknown): Sample['shown'] {
    const show = {
      result: () => comparableResult(result),
      logs: () => comparableLogs(result.record),
      calls: () => comparableValue(made, result.record),
    }
    return Object.fromEntries(this.#options.compared.map((kind) => [kind, show[kind]()]))
  }
}

function evaluatedBefore({ functionName }: FunctionConfig): Error {
  return new Error(
    `compareWarm(): '${functionName}' was already evaluated by the test file, so its module level cannot run ` +
      "again and no environment of it is a cold one. Pass a loader: withLambda(() => import('./orders.js')).",
  )
}

/** TEN-1. */
function namesNoTenant({ functionName }: FunctionConfig): Error {
  return new Error(
    `compareWarm(): '${functionName}' has a tenancy configuration, so each invocation names its tenant, and a comparison ` +
      'names none: leave tenancyConfig out where you compare it.',
  )
}
