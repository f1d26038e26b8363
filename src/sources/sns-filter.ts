// Filter policies of SNS subscriptions: which messages a subscription wants, by their attributes or by their body.

import type { SNSMessage } from 'aws-lambda'
import { isPlainObject } from '../events/plain-object.js'
import { parsedJson } from '../record/parsed-json.js'
import { compilePattern, PatternError } from './event-pattern.js'

/** What a filter policy looks at. */
export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody'

/** Whether a message is delivered. */
type Wanted = (message: SNSMessage) => boolean

/** Of keys those at the top. https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MOST_KEYS = 5
const MOST_COMBINATIONS = 150

/**
 * Reads a policy, which has the operators of EventBridge's patterns; of a list, any item will do, also for anything-but, of
 * which AWS's pages have said both. Throws a `TypeError` for what SNS would refuse.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function compileFilterPolicy(
  policy: Readonly<Record<string, unknown>>,
  scope: FilterPolicyScope,
  where: string,
): Wanted {
  const fail = (why: string): never => {
    throw new TypeError(`${where}: ${why} (https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html).`)
  }
  // Every message passes an empty policy.
  if (Object.keys(policy).length === 0) return () => true
  const nested = Object.keys(policy).find((key) => isPlainObject(policy[key]))
  if (scope === 'MessageAttributes' && nested !== undefined) {
    fail(`"${nested}" is nested, and attributes are not: set filterPolicyScope: 'MessageBody' to look into the message`)
  }
  const keys = Object.keys(policy).filter((key) => key !== '$or')
  if (keys.length > MOST_KEYS) fail(`it has ${keys.length} keys, and SNS takes at most ${MOST_KEYS}`)
  const combinations = combinationsIn(policy, 1)
  if (combinations > MOST_COMBINATIONS) {
    fail(`its values make ${combinations} combinations, and SNS takes at most ${MOST_COMBINATIONS}`)
  }
  try {
    const matches = compilePattern(policy, 'bus')
    const view = scope === 'MessageBody' ? bodyOf : attributesOf
    return (message) => {
      const seen = view(message)
      return seen !== undefined && matches(seen)
    }
  } catch (error) {
    if (error instanceof PatternError) return fail(error.message)
    throw error
  }
}

/**
 * Each list counts as many as it has values, times the level that it is nested at: 4 values of `a.b` are 8. How SNS counts
 * what is below `$or` is its own affair: it is not counted.
 */
function combinationsIn(policy: Readonly<Record<string, unknown>>, level: number): number {
  return Object.entries(policy).reduce((product, [key, value]) => {
    if (isPlainObject(value)) return product * combinationsIn(value, level + 1)
    return Array.isArray(value) && key !== '$or' ? product * value.length * level : product
  }, 1)
}

/** The JSON object that the message is; any other message is not delivered where its body is to be filtered. */
function bodyOf({ Message }: SNSMessage): object | undefined {
  const body = parsedJson(Message)
  return isPlainObject(body) ? body : undefined
}

/** Attributes by name; bytes are ignored. */
function attributesOf({ MessageAttributes }: SNSMessage): object {
  return Object.fromEntries(
    Object.entries(MessageAttributes).flatMap(([name, { Type, Value }]) => {
      if (Type === 'Binary') return []
      if (Type === 'Number') return [[name, Number(Value)]]
      return [[name, Type === 'String.Array' ? (JSON.parse(Value) as unknown) : Value]]
    }),
  )
}
