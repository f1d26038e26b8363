// `sources.schedule`: a rule of EventBridge that invokes a function by the clock, in the test's virtual time (EV-1, EV-5).

import { schedule as scheduleEvent } from '../events/schedule.js'
import { type Duration, parseDuration } from '../function/duration.js'
import { accept, type Rule } from '../function/reading.js'
import { fields, text } from '../function/value-rules.js'
import { joinFaults } from '../record/faults.js'
import { Deliveries } from './deliveries.js'
import { anything } from './push-options.js'
import type { PushReport } from './push-report.js'
import { readOptions } from './read-options.js'
import { type Firings, readSchedule } from './schedule-expression.js'
import { PerTest, type SourceConnection, type SourceTarget } from './target.js'

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
export interface ScheduleOptions {
  /** `rate(5 minutes)`, or `cron(0 12 * * ? *)` with six fields, in UTC. */
  readonly scheduleExpression: `rate(${string})` | `cron(${string})`
  /** What the function gets: JSON. Default: the event that EventBridge makes. */
  readonly input?: unknown
  /** Default `my-schedule`. */
  readonly ruleName?: string
}

/** What there is of a rule in one test: it was made when the test first used it. */
interface ScheduleState {
  readonly target: SourceTarget
  readonly madeAt: number
}

const WHERE = 'sources.schedule()'

const optionsRule: Rule<Partial<Required<ScheduleOptions>>> = fields<Required<ScheduleOptions>>({
  scheduleExpression: (value) => accept(value as ScheduleOptions['scheduleExpression']),
  input: anything,
  ruleName: text(undefined, { pattern: /^[\w.-]{1,64}$/, form: 'up to 64 letters, digits and . _ -' }),
})

/**
 * A scheduled rule and the function as its target. The rule is made when a test first uses it, which is where rates begin.
 * Nothing fires by itself: what falls into time that passes otherwise, as in `idle()`, is not made up for.
 */
export class ScheduleSource<Payload = unknown> {
  readonly #firings: Firings
  readonly #input: unknown
  readonly #ruleName: string
  readonly #states: PerTest<ScheduleState>

  constructor(connection: SourceConnection, options: ScheduleOptions) {
    const { scheduleExpression, input, ruleName = 'my-schedule' } = readOptions(WHERE, optionsRule, options)
    this.#firings = readSchedule(scheduleExpression, WHERE)
    this.#input = input
    this.#ruleName = ruleName
    this.#states = new PerTest(connection, (target) => ({ target, madeAt: target.agenda.now }))
  }

  /**
   * The next firing: time goes to it, and the event is run to its end, retries included. Returns its report.
   * Rejects if there is none any more.
   *
   * @example
   * const report = await schedule.tick()
   */
  tick(): Promise<PushReport<unknown, Payload>> {
    const verb = 'schedule.tick()'
    return this.#states.run(verb, async (state) => {
      const at = this.#firings(state.target.agenda.now, state.madeAt)
      if (at === undefined) throw new Error(`${verb}: the rule never fires again: its years are over.`)
      const [report] = await this.#fire(verb, state, at)
      return report as PushReport<unknown, Payload>
    })
  }

  /**
   * Lets that much time pass. Returns the reports of all firings within it, in order; retries may end later. Rejects when
   * Lambda refuses firings, of several with an `AggregateError`.
   *
   * @example
   * const reports = await schedule.run('1h')
   */
  run(duration: Duration): Promise<readonly PushReport<unknown, Payload>[]> {
    const verb = 'schedule.run()'
    return this.#states.run(verb, async (state) => {
      const until = state.target.agenda.now + parseDuration(duration, verb)
      const reports = await this.#fire(verb, state, until)
      return reports as readonly PushReport<unknown, Payload>[]
    })
  }

  /** Lets time go to `until`, and fires whenever the rule does on the way. */
  async #fire(verb: string, { target, madeAt }: ScheduleState, until: number): Promise<readonly PushReport[]> {
    const { agenda } = target
    // Of this call alone: what is refused here is not told to another.
    const deliveries = new Deliveries<unknown>(target, { where: WHERE, verb })
    let isOver = false
    // One after the other: a month of minutes on the agenda at once is slow to go through.
    const putDownNext = (after: number): (() => void) => {
      const at = this.#firings(after, madeAt)
      if (at === undefined || at > until) return agenda.at(until, () => void (isOver = true))
      return agenda.at(at, () => {
        deliveries.push(this.#eventAt(at, target))
        cancel = putDownNext(at)
      })
    }
    let cancel = putDownNext(agenda.now)
    try {
      await agenda.run(() => isOver)
      return await deliveries.settled()
    } catch (error) {
      // Nobody asks for the others any more.
      throw joinFaults([error as Error, ...(deliveries.owed.untold as readonly Error[])])
    } finally {
      cancel()
    }
  }

  #eventAt(time: number, { region, accountId, uuid }: SourceTarget): unknown {
    if (this.#input !== undefined) return this.#input
    return scheduleEvent({ rule: this.#ruleName, id: uuid(), region, accountId, time })
  }
}

/** Makes a function the target of a scheduled rule. Throws a `TypeError` for what EventBridge refuses. */
export function scheduleSource<Payload = unknown>(
  connection: SourceConnection,
  options: ScheduleOptions,
): ScheduleSource<Payload> {
  return new ScheduleSource(connection, options)
}
