// Options that several sources that push have: patterns, queues, JSON.

import { accept, refuse, type Rule } from '../function/reading.js'
import { received } from '../function/value-rules.js'
import { kindOf } from '../function/show-value.js'
import { parsedJson } from '../record/parsed-json.js'

/** A JSON object, or the JSON text of one, as AWS takes policies and patterns. */
export const jsonObject: Rule<Readonly<Record<string, unknown>>> = (value, key) => {
  const parsed = typeof value === 'string' ? parsedJson(value) : value
  return kindOf(parsed) === 'an object'
    ? accept(parsed as Readonly<Record<string, unknown>>)
    : refuse(`${received(key, value)}: it takes an object, or the JSON text of one`)
}

/** Whatever is given. */
export const anything: Rule<unknown> = (value) => accept(value)

/** An ARN of a queue. */
export const queueArn: Rule<string> = (value, key) =>
  typeof value === 'string' && /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(value)
    ? accept(value)
    : refuse(`${received(key, value)}: it takes the ARN of a queue, arn:aws:sqs:us-east-1:123456789012:my-queue`)
