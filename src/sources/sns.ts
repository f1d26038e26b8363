// `sources.sns`: a topic to which a function is subscribed; each message is an asynchronous invocation of its own (EV-1, EV-3).

import type { SNSEvent, SNSMessage } from 'aws-lambda'
import { type Duration, parseDuration } from '../function/duration.js'
import { refuse, type Rule } from '../function/reading.js'
import { fields, oneOf, received, required, text } from '../function/value-rules.js'
import { type Kinds, readInput } from '../events/input.js'
import { type SnsAttribute, snsEvent } from '../events/sns.js'
import { SNS_POLICY } from './delivery-policy.js'
import { jsonObject, queueArn } from './push-options.js'
import type { UndeliveredEvent } from './push-report.js'
import { handOver, holdBack, PushSource } from './push-source.js'
import { readOptions } from './read-options.js'
import { compileFilterPolicy, type FilterPolicyScope } from './sns-filter.js'
import type { SourceConnection } from './target.js'

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export interface SubscriptionOptions {
  /** Which messages are delivered: an object, or its JSON text. Default: all. */
  readonly filterPolicy?: Readonly<Record<string, unknown>> | string
  /** What the policy looks at. Default `'MessageAttributes'`. */
  readonly filterPolicyScope?: FilterPolicyScope
  /** Where messages go that SNS could not hand over to Lambda; not those for which the function failed (EV-2). */
  readonly redrivePolicy?: { readonly deadLetterTargetArn: string }
}

export interface SnsOptions {
  /** Default `my-topic`. FIFO topics do not deliver to functions. */
  readonly topicName?: string
  readonly subscription?: SubscriptionOptions
}

/** What `topic.publish()` takes beside the message. */
export interface PublishOptions {
  /** Up to 100 characters. Default: none. */
  readonly subject?: string | undefined
  /** Message attributes by name. Default: none. */
  readonly attributes?: Readonly<Record<string, SnsAttribute | undefined>> | undefined
}

const WHERE = 'sources.sns()'
const HOW_FILTERED: Readonly<Record<FilterPolicyScope, string>> = {
  MessageAttributes:
    'filterPolicy is matched with the attributes of a message, publish(message, { attributes }); with its body where ' +
    "filterPolicyScope is 'MessageBody'.",
  MessageBody:
    "filterPolicy is matched with the body of a message, which has to be JSON: filterPolicyScope is 'MessageBody'.",
}
const PUBLISH = 'topic.publish()'
/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LARGEST_MESSAGE = 262_144
const LONGEST_SUBJECT = 100

const topicName: Rule<string> = (value, key) => {
  if (typeof value === 'string' && value.endsWith('.fifo')) {
    return refuse(
      `${received(key, value)}: a FIFO topic delivers to queues only, and not to functions; sources.sqs() is a queue`,
    )
  }
  const form = 'up to 256 letters, digits, - and _'
  return text(undefined, { pattern: /^[\w-]{1,256}$/, form })(value, key)
}

const optionsRule: Rule<Partial<Required<SnsOptions>>> = fields<Required<SnsOptions>>({
  topicName,
  subscription: fields<Required<SubscriptionOptions>>({
    filterPolicy: jsonObject,
    filterPolicyScope: oneOf('MessageAttributes', 'MessageBody'),
    redrivePolicy: required(
      fields<{ deadLetterTargetArn: string }>({ deadLetterTargetArn: queueArn }),
      'deadLetterTargetArn',
    ),
  }),
})

const PUBLISH_KINDS: Kinds<PublishOptions> = { subject: 'string', attributes: 'object' }

/**
 * A topic and the function's subscription to it.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export class SnsSource<Payload = unknown> extends PushSource<SNSEvent, Payload> {
  readonly #topic: string
  readonly #scope: FilterPolicyScope
  readonly #wants: (message: SNSMessage) => boolean

  constructor(connection: SourceConnection, options?: SnsOptions) {
    const { topicName: topic = 'my-topic', subscription = {} } = readOptions(WHERE, optionsRule, options)
    const { filterPolicy = {}, filterPolicyScope = 'MessageAttributes', redrivePolicy } = subscription
    const policy = filterPolicy as Readonly<Record<string, unknown>>
    const deadLetterQueue = redrivePolicy ? true : "subscription: { redrivePolicy: { deadLetterTargetArn: 'arn:…' } }"
    super('topic', connection, { where: WHERE, deadLetterQueue })
    this.#topic = topic
    this.#scope = filterPolicyScope
    this.#wants = compileFilterPolicy(policy, filterPolicyScope, `${WHERE}: subscription.filterPolicy`)
  }

  /**
   * Publishes a message, a string as it is, anything else as JSON text. Returns its id, the `MessageId` that the function
   * sees: one message for each invocation (EV-3).
   *
   * @example
   * topic.publish({ order: 1 }, { subject: 'Order', attributes: { store: 'Lisbon' } })
   */
  publish(message: unknown, options?: PublishOptions): string {
    // The builder would make a message up.
    if (message === undefined) throw new TypeError(`${PUBLISH}: the message is undefined: it takes text, or JSON.`)
    const { subject, attributes } = readInput<PublishOptions>(PUBLISH, options, PUBLISH_KINDS)
    const state = this.state('publish()')
    const { target } = state
    const { region, accountId } = target
    const messageId = target.uuid()
    const origin = { region, accountId, time: target.agenda.now }
    const event = snsEvent(PUBLISH, { message, subject, attributes, topic: this.#topic, messageId, ...origin })
    const { Sns: sent } = event.Records[0] as SNSEvent['Records'][number]
    refuseMessage(sent)
    if (this.#wants(sent)) handOver(state, event)
    else holdBack(state, [event], HOW_FILTERED[this.#scope])
    return messageId
  }

  /**
   * From now on Lambda is not available for that long, as in an outage, and SNS tries again by its delivery policy (EV-2):
   * up to 100,015 times within 23 days, all of them in virtual time. An error of the function is no such failure.
   *
   * @example
   * topic.outage('10m')
   */
  outage(duration: Duration): void {
    this.state('outage()').deliveries.outage(parseDuration(duration, 'topic.outage()'), SNS_POLICY)
  }

  /** What SNS could not hand over to Lambda: in vain tried until the end, or refused, as when the function's alias is gone. */
  get deadLetterQueue(): readonly UndeliveredEvent<SNSEvent>[] {
    return [...this.state('deadLetterQueue').deliveries.undelivered]
  }
}

function refuseMessage({ Message, Subject }: SNSMessage): void {
  const bytes = Buffer.byteLength(Message)
  if (bytes === 0) throw new TypeError(`${PUBLISH}: the message is empty, and SNS takes no empty message.`)
  if (bytes > LARGEST_MESSAGE) {
    throw new TypeError(`${PUBLISH}: the message has ${bytes} bytes, and SNS takes at most ${LARGEST_MESSAGE}.`)
  }
  const subject = Subject as string | null
  if (subject === null) return
  const { length } = subject
  if (length < 1 || length > LONGEST_SUBJECT) {
    throw new TypeError(`${PUBLISH}: subject has ${length} characters, and SNS takes 1 to ${LONGEST_SUBJECT}.`)
  }
  if (/\p{Cc}/u.test(subject)) {
    throw new TypeError(
      `${PUBLISH}: subject is ${JSON.stringify(subject)}, and SNS takes no line breaks or control characters in it.`,
    )
  }
}

/** Subscribes a function to a topic. Throws a `TypeError` for options that SNS refuses. */
export function snsSource<Payload = unknown>(connection: SourceConnection, options?: SnsOptions): SnsSource<Payload> {
  return new SnsSource(connection, options)
}
