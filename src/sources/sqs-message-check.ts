// What SQS takes as a message, and what it refuses (SendMessage).

import { type Kinds, readInput } from '../events/input.js'
import { messageText } from '../events/json-text.js'
import { attributesOf, typedAttribute } from '../events/message-attributes.js'
import { isPlainObject } from '../events/plain-object.js'
import { showValue } from '../function/show-value.js'
import type { TextForm } from '../function/value-rules.js'
import type { CheckedMessage, SqsMessageInput } from './sqs-message.js'
import type { QueueSettings } from './sqs-options.js'

const KINDS: Kinds<SqsMessageInput> = {
  body: 'any',
  attributes: 'object',
  messageGroupId: 'string',
  messageDeduplicationId: 'string',
  delaySeconds: { wholeFrom: 0 },
}

/** 1 MiB, attributes included. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LARGEST_MESSAGE = 1_048_576

/** Attributes that a message may have. Same source. */
const MOST_ATTRIBUTES = 10

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const ID: TextForm = { pattern: /^[!-~]{1,128}$/, form: '1 to 128 letters, digits and punctuation marks, no spaces' }
/** What XML 1.0 cannot carry. Same source. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageAttributeValue.html and the same source. */
const ATTRIBUTE_NAME: TextForm = {
  pattern: /^(?!AWS\.|Amazon\.|\.|.*\.\.|.*\.$)[\w.-]{1,256}$/i,
  form: '1 to 256 letters, digits, _, - and single dots between them, but neither AWS. nor Amazon. in front',
}

/** Throws a `TypeError` for what SQS would not take; `where` is what was called. */
export function checkMessage(where: string, given: SqsMessageInput, queue: QueueSettings): CheckedMessage {
  const input = readInput<SqsMessageInput>(where, given, KINDS)
  const body = messageText(where, 'body', input.body)
  if (body === '') throw new TypeError(`${where}: body is empty, and SQS takes no message without a body.`)
  checkCharacters(where, 'body', body)
  const bytes = Buffer.byteLength(body) + attributeBytes(where, input.attributes ?? {})
  if (bytes > LARGEST_MESSAGE) {
    throw new TypeError(`${where}: the message has ${bytes} bytes, and SQS takes at most ${LARGEST_MESSAGE}.`)
  }
  const { delaySeconds = 0, messageGroupId, messageDeduplicationId } = input
  if (delaySeconds > 900) throw new TypeError(`${where}: delaySeconds is ${delaySeconds}: it takes 0 to 900.`)
  if (queue.fifo && input.delaySeconds !== undefined) {
    throw new TypeError(`${where}: delaySeconds is for standard queues; a FIFO queue has one for all its messages.`)
  }
  if (!queue.fifo && messageDeduplicationId !== undefined) {
    throw new TypeError(
      `${where}: messageDeduplicationId is for FIFO queues: sources.sqs(…, { queue: { fifo: true } }).`,
    )
  }
  for (const [key, id] of Object.entries({ messageGroupId, messageDeduplicationId })) {
    if (id !== undefined) checkForm(where, key, id, ID)
  }
  return { ...input, body }
}

/** Checks the attributes; they count towards the size of their message. */
function attributeBytes(where: string, given: NonNullable<SqsMessageInput['attributes']>): number {
  const attributes = Object.entries(attributesOf(where, given, typedAttribute))
  if (attributes.length > MOST_ATTRIBUTES) {
    throw new TypeError(
      `${where}: the message has ${attributes.length} attributes, and SQS takes at most ${MOST_ATTRIBUTES}.`,
    )
  }
  return attributes.reduce((sum, [name, { type, value }]) => {
    const key = `attributes.${name}`
    checkForm(where, `the name of ${key}`, name, ATTRIBUTE_NAME)
    if (value === '') throw new TypeError(`${where}: ${key} is empty, and SQS takes no attribute without a value.`)
    checkCharacters(where, key, value)
    return sum + Buffer.byteLength(name + type) + Buffer.byteLength(value, type === 'Binary' ? 'base64' : 'utf8')
  }, 0)
}

/** The keys of a body that has `sendMessage()`'s and no others: which may be meant, or be what `send()` was not to wrap. */
export function keysOfMessage(body: unknown): readonly string[] | undefined {
  if (!isPlainObject(body) || !('body' in body)) return undefined
  const keys = Object.keys(body)
  return keys.every((key) => Object.hasOwn(KINDS, key)) ? keys : undefined
}

function checkForm(where: string, key: string, value: string, { pattern, form }: TextForm): void {
  if (!pattern.test(value)) throw new TypeError(`${where}: ${key} is ${showValue(value)}: it takes ${form}.`)
}

function checkCharacters(where: string, key: string, value: string): void {
  const at = value.search(FORBIDDEN)
  if (at < 0) return
  const code = value.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  throw new TypeError(
    `${where}: ${key} has the character U+${code} at index ${at}, and SQS takes no control characters but tab, ` +
      'line feed and carriage return, and no half of a surrogate pair. Send such bytes as base64.',
  )
}
