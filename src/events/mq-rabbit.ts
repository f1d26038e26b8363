// `events.mq.rabbitMq`: a batch of messages that Lambda polled from a queue of a RabbitMQ broker.

import { BATCH_KINDS, type BatchInput, type RecordPlace } from './batch.js'
import { envelopeOf } from './envelope.js'
import { givenEntries, type Kinds } from './input.js'
import { javaTime } from './java-time.js'
import { arnOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { bytesOf, signedBytes } from './record-data.js'

/** https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html */
export interface RabbitMqEvent {
  eventSource: 'aws:rmq'
  eventSourceArn: string
  /** By queue and virtual host: `my-queue::/`. */
  rmqMessagesByQueue: Record<string, RabbitMqMessage[]>
}

/** A message of AMQP 0-9-1. */
export interface RabbitMqMessage {
  basicProperties: RabbitMqProperties
  redelivered: boolean
  /** Base64. */
  data: string
}

/** Of a message; what its sender did not set is null. */
export interface RabbitMqProperties {
  contentType: string | null
  contentEncoding: string | null
  /** Text is a list of bytes. */
  headers: Record<string, { bytes: number[] } | number | boolean>
  deliveryMode: number
  priority: number
  correlationId: string | null
  replyTo: string | null
  expiration: string | null
  messageId: string | null
  /** `Jan 1, 2026, 12:00:00 AM`. */
  timestamp: string | null
  type: string | null
  userId: string | null
  appId: string | null
  clusterId: string | null
  bodySize: number
}

/** One message of the batch. */
export interface RabbitMqInput extends BatchInput<RabbitMqMessage> {
  /** Bytes and strings as they are; anything else becomes JSON text. Base64 in the event. Default `message 1`, … */
  readonly data?: unknown
  /** The queue's name. Default `my-queue`. */
  readonly queue?: string | undefined
  /** Default `/`. */
  readonly virtualHost?: string | undefined
  /** Texts, numbers or booleans by name; undefined is left out. Default: none. */
  readonly headers?: Readonly<Record<string, string | number | boolean | undefined>> | undefined
  /** Whether the broker delivered it before. Default false. */
  readonly redelivered?: boolean | undefined
  /** The broker's name. Default `my-broker`. */
  readonly broker?: string | undefined
}

const KINDS: Kinds<RabbitMqInput> = {
  data: 'any',
  queue: 'string',
  virtualHost: 'string',
  headers: { values: ['string', 'number', 'boolean'] },
  redelivered: 'boolean',
  broker: 'name',
  ...BATCH_KINDS,
}

/**
 * A batch from one queue: one message for each input. An error of the function makes Lambda try the whole batch again.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function rabbitMq(
  input?: RabbitMqInput | readonly RabbitMqInput[],
  overrides?: DeepPartial<RabbitMqEvent>,
): RabbitMqEvent {
  const where = 'events.mq.rabbitMq'
  const shared = ['queue', 'virtualHost', 'broker', 'region', 'accountId'] as const
  const { source, origin, records } = envelopeOf({ where, input, kinds: KINDS, shared }, messageOf)
  const { queue = 'my-queue', virtualHost = '/', broker = 'my-broker' } = source
  const event: RabbitMqEvent = {
    eventSource: 'aws:rmq',
    eventSourceArn: arnOf(origin, 'mq', `broker:${broker}:b-${uuidAt(0)}`),
    rmqMessagesByQueue: { [`${queue}::${virtualHost}`]: [...records] },
  }
  return withOverrides(where, event, overrides)
}

function messageOf(input: RabbitMqInput, { where, index, origin }: RecordPlace): RabbitMqMessage {
  const { data = `message ${index + 1}`, headers = {}, redelivered = false } = input
  const bytes = bytesOf(where, 'data', data)
  const written = givenEntries(headers).map(([name, value]) => [name, headerOf(where, name, value)] as const)
  return {
    basicProperties: {
      contentType: typeof data === 'object' && !ArrayBuffer.isView(data) ? 'application/json' : 'text/plain',
      contentEncoding: null,
      headers: Object.fromEntries(written),
      deliveryMode: 1,
      priority: 0,
      correlationId: null,
      replyTo: null,
      expiration: null,
      messageId: null,
      timestamp: javaTime(origin.time, ', '),
      type: null,
      userId: null,
      appId: null,
      clusterId: null,
      bodySize: bytes.byteLength,
    },
    redelivered,
    data: bytes.toString('base64'),
  }
}

function headerOf(
  where: string,
  name: string,
  value: string | number | boolean,
): RabbitMqProperties['headers'][string] {
  return typeof value === 'string' ? { bytes: signedBytes(where, `headers.${name}`, value) } : value
}
