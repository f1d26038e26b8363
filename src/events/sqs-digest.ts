// The MD5 digests that SQS computes for a message's body and attributes.

import { createHash } from 'node:crypto'
import type { SQSMessageAttribute } from 'aws-lambda'

/** Hexadecimal MD5 of the body's UTF-8 bytes. */
export function bodyDigest(body: string): string {
  return createHash('md5').update(body).digest('hex')
}

/**
 * Hexadecimal MD5 of the attributes: sorted by name, each as name, type, one byte for the kind of value, and value;
 * texts and bytes are preceded by their length in four bytes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function attributesDigest(attributes: Readonly<Record<string, SQSMessageAttribute>>): string {
  const hash = createHash('md5')
  // Names are ASCII, so comparing code units is comparing bytes.
  for (const [name, { dataType, stringValue = '', binaryValue }] of Object.entries(attributes).sort(byName)) {
    hash.update(sized(Buffer.from(name))).update(sized(Buffer.from(dataType)))
    const binary = dataType.startsWith('Binary')
    hash.update(Buffer.of(binary ? 2 : 1))
    hash.update(sized(binary ? Buffer.from(binaryValue ?? '', 'base64') : Buffer.from(stringValue)))
  }
  return hash.digest('hex')
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
