// `events.sqs`: a batch of messages that Lambda polled from a queue (SQS-1).

import { createHash } from 'node:crypto'
import type { SQSEvent, SQSMessageAttribute, SQSRecord, SQSRecordAttributes } from 'aws-lambda'
import { BATCH_KINDS, type BatchInput, batchOf, type RecordPlace } from './batch.js'
import { type Kinds, refuseGiven, show } from './input.js'
import { messageText } from './json-text.js'
import { attributesOf, type MessageAttribute, typedAttribute } from './message-attributes.js'
import { arnOf, sequenceAt, uuidAt } from './origin.js'
import type { DeepPartial } from './overrides.js'
import { attributesDigest, bodyDigest } from './sqs-digest.js'

/** One message of the batch. */
export interface SqsInput extends BatchInput<SQSRecord> {
  /** A string as it is; anything else becomes JSON text. Default `message 1`, `message 2`, … */
  readonly body?: unknown
  /** The queue's name; one that ends in `.fifo` gives the message the attributes of a FIFO queue. Default `my-queue`. */
  readonly queue?: string | undefined
  /** Message attributes by name; undefined is left out. Default: none. */
  readonly attributes?: Readonly<Record<string, MessageAttribute | undefined>> | undefined
  /** How often the message was received, this time included: 1, the default, or more. */
  readonly receiveCount?: number | undefined
  /** FIFO queues: default `group-1`. Other queues: only when given. */
  readonly messageGroupId?: string | undefined
  /** FIFO queues only: default the SHA-256 of the body, as with content-based deduplication. */
  readonly messageDeduplicationId?: string | undefined
  /** Default: a UUID, another for each record. */
  readonly messageId?: string | undefined
}

const KINDS: Kinds<SqsInput> = {
  body: 'any',
  queue: 'name',
  attributes: 'object',
  receiveCount: { wholeFrom: 1 },
  messageGroupId: 'string',
  messageDeduplicationId: 'string',
  messageId: 'string',
  ...BATCH_KINDS,
}

/**
 * A batch: one message for each input, with the digests SQS computes (SQS-1).
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function sqs(input?: SqsInput | readonly SqsInput[], overrides?: DeepPartial<SQSEvent>): SQSEvent {
  return batchOf({ where: 'events.sqs', input, kinds: KINDS, overrides }, recordOf)
}

function recordOf(input: SqsInput, { where, index, origin }: RecordPlace): SQSRecord {
  const { queue = 'my-queue', body: given = `message ${index + 1}` } = input
  const body = messageText(where, 'body', given)
  const messageAttributes = attributesOf(where, input.attributes ?? {}, attributeOf)
  const hasAttributes = Object.keys(messageAttributes).length > 0
  const isFifo = queue.endsWith('.fifo')
  if (!isFifo) {
    const because = `the queue ${show(queue)}, and SQS takes one for FIFO queues only.`
    const advice = 'Leave it out, or name a queue that ends in .fifo.'
    refuseGiven(where, input, ['messageDeduplicationId'], `${because} ${advice}`)
  }
  return {
    messageId: input.messageId ?? uuidAt(index),
    receiptHandle: `receipt-handle-${index + 1}`,
    body,
    attributes: systemAttributesOf(input, { isFifo, body, index, sentAt: origin.time.getTime() }),
    messageAttributes,
    md5OfBody: bodyDigest(body),
    ...(hasAttributes && { md5OfMessageAttributes: attributesDigest(messageAttributes) }),
    eventSource: 'aws:sqs',
    eventSourceARN: arnOf(origin, 'sqs', queue),
    awsRegion: origin.region,
  }
}

interface Message {
  readonly isFifo: boolean
  readonly body: string
  readonly index: number
  readonly sentAt: number
}

/** Values are strings, numbers included (SQS-1). */
function systemAttributesOf(input: SqsInput, { isFifo, body, index, sentAt }: Message): SQSRecordAttributes {
  const group = input.messageGroupId ?? (isFifo ? 'group-1' : undefined)
  return {
    ApproximateReceiveCount: String(input.receiveCount ?? 1),
    SentTimestamp: String(sentAt),
    ...(isFifo && { SequenceNumber: sequenceAt('18800000000000000001', index) }),
    ...(group !== undefined && { MessageGroupId: group }),
    SenderId: 'AIDAEXAMPLE',
    ...(isFifo && {
      MessageDeduplicationId: input.messageDeduplicationId ?? createHash('sha256').update(body).digest('hex'),
    }),
    ApproximateFirstReceiveTimestamp: String(sentAt + 1),
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function attributeOf(where: string, value: unknown): SQSMessageAttribute {
  const attribute = typedAttribute(where, value)
  const lists = { stringListValues: [], binaryListValues: [] }
  return attribute.type === 'Binary'
    ? { binaryValue: attribute.value, ...lists, dataType: attribute.type }
    : { stringValue: attribute.value, ...lists, dataType: attribute.type }
}
