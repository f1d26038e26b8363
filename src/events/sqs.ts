// `events.sqs`: a batch of messages that Lambda polled from a queue (SQS-1).

import { createHash } from 'node:crypto'
import { types } from 'node:util'
import type { SQSEvent, SQSMessageAttribute, SQSRecord, SQSRecordAttributes } from 'aws-lambda'
import { type Kinds, readInputs, show } from './input.js'
import { messageText } from './json-text.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, sequenceAt, uuidAt } from './origin.js'
import { type DeepPartial, merge, withOverrides } from './overrides.js'
import { attributesDigest, bodyDigest } from './sqs-digest.js'

/** One message of the batch. */
export interface SqsInput extends Origin {
  /** A string as it is; anything else becomes JSON text. Default `message 1`, `message 2`, … */
  readonly body?: unknown
  /** The queue's name; one that ends in `.fifo` gives the message the attributes of a FIFO queue. Default `my-queue`. */
  readonly queue?: string | undefined
  /** Message attributes: text, numbers, bytes. */
  readonly attributes?: Readonly<Record<string, string | number | bigint | Uint8Array | undefined>> | undefined
  /** How often the message was received, this time included. Default 1. */
  readonly receiveCount?: number | undefined
  /** FIFO queues: default `group-1`. Other queues: only when given. */
  readonly messageGroupId?: string | undefined
  /** FIFO queues: default the SHA-256 of the body, as with content-based deduplication. */
  readonly messageDeduplicationId?: string | undefined
  readonly messageId?: string | undefined
  /** Overrides for this one record. */
  readonly record?: DeepPartial<SQSRecord> | undefined
}

const KINDS: Kinds<SqsInput> = {
  body: 'any',
  queue: 'string',
  attributes: 'object',
  receiveCount: 'number',
  messageGroupId: 'string',
  messageDeduplicationId: 'string',
  messageId: 'string',
  ...ORIGIN_KINDS,
  record: 'object',
}

/**
 * A batch: one message for each input, with the digests SQS computes (SQS-1).
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function sqs(input?: SqsInput | readonly SqsInput[], overrides?: DeepPartial<SQSEvent>): SQSEvent {
  const where = 'events.sqs'
  const Records = readInputs(where, input, KINDS).map((one, index) => recordOf(where, one, index))
  return withOverrides(where, { Records }, overrides)
}

function recordOf(where: string, input: SqsInput, index: number): SQSRecord {
  const origin = originOf(where, input)
  const { queue = 'my-queue', body: given = `message ${index + 1}` } = input
  const body = messageText(where, 'body', given)
  const messageAttributes = attributesOf(where, input.attributes ?? {})
  const hasAttributes = Object.keys(messageAttributes).length > 0
  const record: SQSRecord = {
    messageId: input.messageId ?? uuidAt(index),
    receiptHandle: `receipt-handle-${index + 1}`,
    body,
    attributes: systemAttributesOf(input, { queue, body, index, time: origin.time }),
    messageAttributes,
    md5OfBody: bodyDigest(body),
    ...(hasAttributes && { md5OfMessageAttributes: attributesDigest(messageAttributes) }),
    eventSource: 'aws:sqs',
    eventSourceARN: arnOf(origin, 'sqs', queue),
    awsRegion: origin.region,
  }
  return merge(record, input.record) as SQSRecord
}

/** Values are strings, numbers included (SQS-1). */
function systemAttributesOf(
  input: SqsInput,
  message: { readonly queue: string; readonly body: string; readonly index: number; readonly time: Date },
): SQSRecordAttributes {
  const sentAt = message.time.getTime()
  const isFifo = message.queue.endsWith('.fifo')
  const group = input.messageGroupId ?? (isFifo ? 'group-1' : undefined)
  return {
    ApproximateReceiveCount: String(input.receiveCount ?? 1),
    SentTimestamp: String(sentAt),
    ...(isFifo && { SequenceNumber: sequenceAt('18800000000000000001', message.index) }),
    ...(group !== undefined && { MessageGroupId: group }),
    SenderId: 'AIDAEXAMPLE',
    ...(isFifo && {
      MessageDeduplicationId: input.messageDeduplicationId ?? createHash('sha256').update(message.body).digest('hex'),
    }),
    ApproximateFirstReceiveTimestamp: String(sentAt + 1),
  }
}

function attributesOf(
  where: string,
  attributes: NonNullable<SqsInput['attributes']>,
): Record<string, SQSMessageAttribute> {
  const kept = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept.map(([name, value]) => [name, attributeOf(`${where}: attributes.${name}`, value)]))
}

function attributeOf(where: string, value: unknown): SQSMessageAttribute {
  const lists = { stringListValues: [], binaryListValues: [] }
  if (typeof value === 'string') return { stringValue: value, ...lists, dataType: 'String' }
  if (typeof value === 'bigint' || Number.isFinite(value))
    return { stringValue: String(value), ...lists, dataType: 'Number' }
  if (types.isUint8Array(value)) {
    return { binaryValue: Buffer.from(value).toString('base64'), ...lists, dataType: 'Binary' }
  }
  throw new TypeError(
    `${where} is ${show(value)}, where a string, a finite number, a bigint or a Uint8Array is expected.`,
  )
}
