// `events.mq.activeMq`: a batch of messages that Lambda polled from a queue of an ActiveMQ broker.

import { types } from 'node:util'
import { domainOf } from '../function/partition.js'
import { BATCH_KINDS, type BatchInput, type RecordPlace } from './batch.js'
import { envelopeOf } from './envelope.js'
import { givenEntries, type Kinds, TEXTS } from './input.js'
import { arnOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { base64Data } from './record-data.js'

/** https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html */
export interface ActiveMqEvent {
  eventSource: 'aws:mq'
  eventSourceArn: string
  messages: ActiveMqMessage[]
}

/** A message of the Java Message Service. Times are milliseconds since the epoch. */
export interface ActiveMqMessage {
  messageID: string
  messageType: 'jms/text-message' | 'jms/bytes-message'
  deliveryMode: number
  replyTo: string | null
  type: string | null
  expiration: string
  priority: number
  correlationId: string
  redelivered: boolean
  destination: { physicalName: string }
  /** Base64. */
  data: string
  timestamp: number
  brokerInTime: number
  brokerOutTime: number
  properties: Record<string, string>
}

/** One message of the batch. */
export interface ActiveMqInput extends BatchInput<ActiveMqMessage> {
  /** Bytes make a bytes message, a string a text message; anything else becomes JSON text. Default `message 1`, … */
  readonly data?: unknown
  /** The queue's name. Default `my-queue`. */
  readonly queue?: string | undefined
  /** Texts by name; undefined is left out. Default: none. */
  readonly properties?: Readonly<Record<string, string | undefined>> | undefined
  /** Whether the broker delivered it before. Default false. */
  readonly redelivered?: boolean | undefined
  /** The broker's name. Default `my-broker`. */
  readonly broker?: string | undefined
}

const KINDS: Kinds<ActiveMqInput> = {
  data: 'any',
  queue: 'string',
  properties: TEXTS,
  redelivered: 'boolean',
  broker: 'name',
  ...BATCH_KINDS,
}

/**
 * A batch from one queue: one message for each input. An error of the function makes Lambda try the whole batch again.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function activeMq(
  input?: ActiveMqInput | readonly ActiveMqInput[],
  overrides?: DeepPartial<ActiveMqEvent>,
): ActiveMqEvent {
  const where = 'events.mq.activeMq'
  const shared = ['queue', 'broker', 'region', 'accountId'] as const
  const { source, origin, records } = envelopeOf({ where, input, kinds: KINDS, shared }, messageOf)
  const event: ActiveMqEvent = {
    eventSource: 'aws:mq',
    eventSourceArn: arnOf(origin, 'mq', `broker:${source.broker ?? 'my-broker'}:b-${uuidAt(0)}`),
    messages: [...records],
  }
  return withOverrides(where, event, overrides)
}

function messageOf(input: ActiveMqInput, { where, index, origin }: RecordPlace): ActiveMqMessage {
  const { data = `message ${index + 1}`, queue = 'my-queue', properties = {}, redelivered = false } = input
  const sentAt = origin.time.getTime()
  return {
    messageID: `ID:b-${uuidAt(0)}-1.mq.${origin.region}.${domainOf(origin.region)}-1:1:1:1:${index + 1}`,
    messageType: types.isUint8Array(data) ? 'jms/bytes-message' : 'jms/text-message',
    deliveryMode: 1,
    replyTo: null,
    type: null,
    expiration: '60000',
    priority: 1,
    correlationId: `correlation-${index + 1}`,
    redelivered,
    destination: { physicalName: queue },
    data: base64Data(where, 'data', data),
    timestamp: sentAt,
    brokerInTime: sentAt,
    brokerOutTime: sentAt + 1,
    properties: Object.fromEntries(givenEntries(properties)),
  }
}
