// Message attributes as a test gives them to SQS and SNS: which type each has there, and its value as text.

import { types } from 'node:util'
import { givenEntries, show } from './input.js'

/** An attribute that both services know: text, a number, bytes. */
export type MessageAttribute = string | number | bigint | Uint8Array

/**
 * An attribute as the services send it; bytes are base64.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html and
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export interface TypedAttribute {
  readonly type: 'String' | 'Number' | 'Binary'
  readonly value: string
}

/** The attributes by name, each as `write` has it, without those that are undefined. */
export function attributesOf<Written>(
  where: string,
  attributes: Readonly<Record<string, unknown>>,
  write: (where: string, value: unknown) => Written,
): Record<string, Written> {
  return Object.fromEntries(
    givenEntries(attributes).map(([name, value]) => [name, write(`${where}: attributes.${name}`, value)]),
  )
}

/** Type and text of an attribute. Throws a `TypeError` that says what is expected for anything else. */
export function typedAttribute(
  where: string,
  value: unknown,
  expected = 'a string, a finite number, a bigint or a Uint8Array',
): TypedAttribute {
  if (typeof value === 'string') return { type: 'String', value }
  if (typeof value === 'bigint' || Number.isFinite(value)) return { type: 'Number', value: String(value) }
  if (types.isUint8Array(value)) return { type: 'Binary', value: Buffer.from(value).toString('base64') }
  throw new TypeError(`${where} is ${show(value)}, where ${expected} is expected.`)
}
