// A message of a queue: what is sent, what is kept of it, and the record that a function gets of it (SQS-1).

import type { SQSRecord } from 'aws-lambda'
import type { MessageAttribute } from '../events/message-attributes.js'
import { sequenceAt } from '../events/origin.js'
import { sqs as sqsEvent } from '../events/sqs.js'
import type { InvocationResult } from '../record/result.js'
import type { QueueSettings } from './sqs-options.js'
import type { SourceTarget } from './target.js'

/** What `queue.sendMessage()` takes, named as in SQS's SendMessage. */
export interface SqsMessageInput {
  /** A string as it is; anything else becomes JSON text. */
  readonly body: unknown
  /** Message attributes by name, at most ten. Default: none. */
  readonly attributes?: Readonly<Record<string, MessageAttribute | undefined>> | undefined
  /** 1 to 128 letters, digits and punctuation marks. FIFO queues: default `group-1`. Other queues: only when given. */
  readonly messageGroupId?: string | undefined
  /** Of the same form. FIFO queues only: default the SHA-256 of the body with `contentBasedDeduplication`, else a new one for each message. */
  readonly messageDeduplicationId?: string | undefined
  /** 0 to 900 seconds, not for FIFO queues. Default: that of the queue. */
  readonly delaySeconds?: number | undefined
}

/** What is to be sent, checked. */
export interface CheckedMessage extends SqsMessageInput {
  readonly body: string
}

/** A message in a queue, or in its dead-letter queue. */
export interface SqsMessage {
  readonly id: string
  /** The text of the body. */
  readonly body: string
  /** How often it was received. */
  readonly receiveCount: number
  /** Of a message that has one, as those of FIFO queues do. */
  readonly messageGroupId?: string
}

/** A message as the queue keeps it. */
export interface StoredMessage {
  readonly id: string
  /** Of FIFO queues. */
  readonly group: string | undefined
  readonly sentAt: number
  /** The record as of its first receive. */
  readonly record: SQSRecord
  receiveCount: number
  /** How each invocation that got it ended. */
  readonly deliveries: InvocationResult[]
  firstReceivedAt: number | undefined
  /** Nobody receives it before. */
  visibleAt: number
}

/** The message, sent now as the `index`th of its queue. */
export function storedMessage(
  { delaySeconds, ...message }: CheckedMessage,
  { queue, target, index }: { queue: QueueSettings; target: SourceTarget; index: number },
): StoredMessage {
  const sentAt = target.agenda.now
  const id = target.uuid()
  const { region, accountId } = target
  const input = { ...message, queue: queue.name, messageId: id, region, accountId, time: sentAt }
  const [record] = sqsEvent(input).Records as [SQSRecord]
  return {
    id,
    group: queue.fifo ? record.attributes.MessageGroupId : undefined,
    sentAt,
    record: queue.fifo
      ? { ...record, attributes: { ...record.attributes, SequenceNumber: sequenceAt('18800000000000000001', index) } }
      : record,
    receiveCount: 0,
    deliveries: [],
    firstReceivedAt: undefined,
    visibleAt: sentAt + (delaySeconds === undefined ? queue.delayMs : delaySeconds * 1000),
  }
}

/** What the function gets of a message that is received now. */
export function recordOf(message: StoredMessage, now: number): SQSRecord {
  const { id, record, firstReceivedAt = now } = message
  const receiveCount = message.receiveCount + 1
  const attributes = {
    ...record.attributes,
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  }
  return { ...record, receiptHandle: `receipt-handle-${receiveCount}-${id}`, attributes }
}

/** What a test gets of a message. */
export function shownMessage({ id, record, receiveCount }: StoredMessage): SqsMessage {
  const { MessageGroupId: group } = record.attributes
  return { id, body: record.body, receiveCount, ...(group !== undefined && { messageGroupId: group }) }
}
