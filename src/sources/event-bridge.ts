// `sources.eventBridge`: a bus with a rule whose target is a function; each event that matches invokes it (EV-1, EV-5).

import type { EventBridgeEvent } from 'aws-lambda'
import { eventBridgeEvent, type EventBridgeInput, wholeSeconds } from '../events/event-bridge.js'
import { type Kinds, readInput, STRINGS } from '../events/input.js'
import { arnOf } from '../events/origin.js'
import { type Duration, parseDuration } from '../function/duration.js'
import type { Rule } from '../function/reading.js'
import { fields, required, text, wholeNumber } from '../function/value-rules.js'
import { type DeliveryPolicy, eventBridgePolicy } from './delivery-policy.js'
import { compilePattern, PatternError } from './event-pattern.js'
import type { IdsOf } from './ids-of.js'
import { jsonObject, queueArn } from './push-options.js'
import type { UndeliveredEvent } from './push-report.js'
import { handOver, holdBack, PushSource } from './push-source.js'
import { readOptions } from './read-options.js'
import type { SourceConnection, SourceTarget } from './target.js'
import { type Arrival, TARGET_INPUT, type TargetInput, type Transform, transformOf } from './target-input.js'

/** A rule and its target. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export interface EventBridgeOptions extends TargetInput {
  /** Which events the rule selects: an object, or its JSON text. Default: all. */
  readonly eventPattern?: Readonly<Record<string, unknown>> | string
  /** Default `default`. */
  readonly eventBusName?: string
  /** Default `my-rule`. */
  readonly ruleName?: string
  /** How long EventBridge tries to hand an event over to Lambda; the function's own retries are Lambda's. */
  readonly retryPolicy?: {
    /** 0 to 185. Default 185. */
    readonly maximumRetryAttempts?: number
    /** 60 to 86,400. Default 86,400, a day. */
    readonly maximumEventAgeInSeconds?: number
  }
  /** Where events go that EventBridge could not hand over: the ARN of a queue. Default: none. */
  readonly deadLetterConfig?: { readonly arn: string }
}

/**
 * What `bus.put()` takes, the same as `events.eventBridge()` but for where it happens and its id; `detail` is an object.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export type PutEvent = Omit<EventBridgeInput, 'region' | 'accountId' | 'id'>

const WHERE = 'sources.eventBridge()'
const PUT = 'bus.put()'
const POLICY = 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html'

const name: Rule<string> = text(undefined, { pattern: /^[\w./-]{1,256}$/, form: 'letters, digits and . _ - /' })

const optionsRule: Rule<Partial<Required<EventBridgeOptions>>> = fields<Required<EventBridgeOptions>>({
  eventPattern: jsonObject,
  eventBusName: name,
  ruleName: text(undefined, { pattern: /^[\w.-]{1,64}$/, form: 'up to 64 letters, digits and . _ -' }),
  retryPolicy: fields<{ maximumRetryAttempts: number; maximumEventAgeInSeconds: number }>({
    maximumRetryAttempts: wholeNumber({ minimum: 0, maximum: 185, unit: 'retries', id: 'EV-5', source: POLICY }),
    maximumEventAgeInSeconds: wholeNumber({
      minimum: 60,
      maximum: 86_400,
      unit: 'seconds',
      id: 'EV-5',
      source: POLICY,
    }),
  }),
  deadLetterConfig: required(fields<{ arn: string }>({ arn: queueArn }), 'arn'),
  ...TARGET_INPUT,
})

const PUT_KINDS: Kinds<PutEvent> = {
  source: 'string',
  detailType: 'string',
  detail: 'object',
  resources: STRINGS,
  time: ['date', 'number', 'string'],
}

/**
 * A bus, a rule on it, and the function as the rule's target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
 */
export class EventBridgeSource<Payload = unknown> extends PushSource<
  unknown,
  Payload,
  EventBridgeEvent<string, unknown>
> {
  readonly #policy: DeliveryPolicy
  readonly #bus: string
  readonly #rule: string
  /** The keys of the pattern. */
  readonly #wanted: readonly string[]
  readonly #matches: (event: unknown) => boolean
  readonly #transform: Transform

  constructor(connection: SourceConnection, options?: EventBridgeOptions) {
    const given = readOptions(WHERE, optionsRule, options)
    const { maximumRetryAttempts = 185, maximumEventAgeInSeconds = 86_400 } = given.retryPolicy ?? {}
    super('bus', connection, {
      where: WHERE,
      deadLetterQueue: given.deadLetterConfig ? true : "deadLetterConfig: { arn: 'arn:…' }",
    })
    this.#policy = eventBridgePolicy(maximumRetryAttempts, maximumEventAgeInSeconds)
    this.#bus = given.eventBusName ?? 'default'
    this.#rule = given.ruleName ?? 'my-rule'
    const pattern = given.eventPattern as Readonly<Record<string, unknown>> | undefined
    this.#wanted = Object.keys(pattern ?? {})
    this.#matches = patternOf(pattern)
    this.#transform = transformOf(given, WHERE)
  }

  /**
   * Puts events on the bus. Returns their ids. Those that the rule's pattern does not select are in `filtered`.
   *
   * @example
   * bus.put({ source: 'shop', detailType: 'Order Placed', detail: { order: 1 } })
   */
  put<Entries extends readonly PutEvent[]>(...entries: Entries): IdsOf<Entries> {
    const state = this.state('put()')
    const { target } = state
    const events = entries.map((entry) => eventOf(readInput<PutEvent>(PUT, entry, PUT_KINDS), target))
    const arrival = this.#arrivalIn(target)
    // Before any is handed over: of what throws nothing is to be left behind.
    const inputs = events.filter(this.#matches).map((event) => this.#transform(event, arrival))
    for (const input of inputs) handOver(state, input)
    const others = events.filter((event) => !this.#matches(event))
    holdBack(state, others, howMatched(this.#wanted, [...state.filtered, ...others]))
    return events.map(({ id }) => id) as unknown as IdsOf<Entries>
  }

  /**
   * From now on Lambda is not available for that long, as in an outage, and EventBridge tries again by the retry policy of
   * the target (EV-5). An error of the function is no such failure.
   *
   * @example
   * bus.outage('10m')
   */
  outage(duration: Duration): void {
    this.state('outage()').deliveries.outage(parseDuration(duration, 'bus.outage()'), this.#policy)
  }

  /** What EventBridge could not hand over to Lambda. */
  get deadLetterQueue(): readonly UndeliveredEvent[] {
    return [...this.state('deadLetterQueue').deliveries.undelivered]
  }

  /** The ARN of a rule names its bus, unless that is the default one. */
  #arrivalIn({ region, accountId, agenda }: SourceTarget): Arrival {
    const bus = this.#bus === 'default' ? '' : `${this.#bus}/`
    const time = new Date(agenda.now)
    return {
      ruleName: this.#rule,
      ruleArn: arnOf({ region, accountId, time }, 'events', `rule/${bus}${this.#rule}`),
      receivedAt: wholeSeconds(time),
    }
  }
}

function eventOf(
  entry: PutEvent,
  { region, accountId, agenda, uuid }: SourceTarget,
): EventBridgeEvent<string, unknown> {
  return eventBridgeEvent<string, unknown>(PUT, { time: agenda.now, ...entry, region, accountId, id: uuid() })
}

/** With the keys of the pattern that no event has, such as `detailType`. */
function howMatched(wanted: readonly string[], events: readonly object[]): string {
  const missing = wanted.filter((key) => key !== '$or' && !events.some((event) => key in event))
  const has = Object.keys(events[0] ?? {}).join(', ')
  const none = missing.length === 0 ? '' : ` No event has ${missing.join(', ')}: what it has is ${has}.`
  return `eventPattern is matched with the whole event, in which what was put as detail is under "detail" (EV-5).${none}`
}

function patternOf(pattern: Readonly<Record<string, unknown>> | undefined): (event: unknown) => boolean {
  if (!pattern) return () => true
  try {
    return compilePattern(pattern, 'bus')
  } catch (error) {
    throw error instanceof PatternError ? new TypeError(`${WHERE}: eventPattern: ${error.message} (EV-5).`) : error
  }
}

/** Makes a function the target of a rule. Throws a `TypeError` for options that EventBridge refuses. */
export function eventBridgeSource<Payload = unknown>(
  connection: SourceConnection,
  options?: EventBridgeOptions,
): EventBridgeSource<Payload> {
  return new EventBridgeSource(connection, options)
}
