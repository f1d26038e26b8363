// `events.sns`: what SNS sends when a message was published to a topic (EV-3).

import type { SNSEvent, SNSEventRecord, SNSMessageAttribute } from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import { type Kinds, readInput } from './input.js'
import { messageText } from './json-text.js'
import { attributesOf, type MessageAttribute, typedAttribute } from './message-attributes.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** A message attribute: text, a number, bytes, or a list (`String.Array`). */
export type SnsAttribute = MessageAttribute | readonly (string | number | boolean | null)[]

/** The message that was published. */
export interface SnsInput extends Origin {
  /** A string as it is; anything else becomes JSON text. Default `message 1`. */
  readonly message?: unknown
  /** Default: none, which SNS writes as null. */
  readonly subject?: string | undefined
  /** Message attributes by name; undefined is left out. Default: none. */
  readonly attributes?: Readonly<Record<string, SnsAttribute | undefined>> | undefined
  /** The topic's name. Default `my-topic`. */
  readonly topic?: string | undefined
  /** Default: a UUID that is always the same. */
  readonly messageId?: string | undefined
}

const KINDS: Kinds<SnsInput> = {
  message: 'any',
  subject: 'string',
  attributes: 'object',
  topic: 'name',
  messageId: 'string',
  ...ORIGIN_KINDS,
}

/**
 * A notification: always exactly one record (EV-3).
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function sns(input?: SnsInput, overrides?: DeepPartial<SNSEvent>): SNSEvent {
  return snsEvent('events.sns', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function snsEvent(where: string, input?: SnsInput, overrides?: DeepPartial<SNSEvent>): SNSEvent {
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { message: text = 'message 1', topic = 'my-topic' } = given
  const topicArn = arnOf(origin, 'sns', topic)
  const subscriptionArn = `${topicArn}:${uuidAt(0)}`
  const host = `https://sns.${origin.region}.${domainOf(origin.region)}`
  const message = {
    Type: 'Notification',
    MessageId: given.messageId ?? uuidAt(0),
    TopicArn: topicArn,
    Subject: given.subject ?? null,
    Message: messageText(where, 'message', text),
    Timestamp: origin.time.toISOString(),
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertUrl: `${host}/SimpleNotificationService-EXAMPLE.pem`,
    UnsubscribeUrl: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    MessageAttributes: attributesOf(where, given.attributes ?? {}, attributeOf),
  }
  const record: SNSEventRecord = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscriptionArn,
    // AWS's type leaves a missing subject out; SNS writes null, as AWS's own parser allows for:
    // https://github.com/aws-powertools/powertools-lambda-typescript/blob/main/packages/parser/src/schemas/sns.ts
    Sns: message as SNSEventRecord['Sns'],
  }
  return withOverrides(where, { Records: [record] }, overrides)
}

function attributeOf(where: string, value: unknown): SNSMessageAttribute {
  if (Array.isArray(value)) return { Type: 'String.Array', Value: messageText(where, 'the list', value) }
  const attribute = typedAttribute(where, value, 'a string, a finite number, a bigint, a Uint8Array or a list')
  return { Type: attribute.type, Value: attribute.value }
}
