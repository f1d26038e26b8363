// Tests of filter policies of SNS subscriptions.

import type { SNSMessage } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { sns, type SnsInput } from '../../src/events/sns.js'
import { compileFilterPolicy, type FilterPolicyScope } from '../../src/sources/sns-filter.js'

function wants(policy: object, input: SnsInput, scope: FilterPolicyScope = 'MessageAttributes'): boolean {
  const message = sns(input).Records[0]?.Sns as SNSMessage
  return compileFilterPolicy(policy as Readonly<Record<string, unknown>>, scope, 'the policy')(message)
}

describe('a policy for attributes', () => {
  test.each<[object, SnsInput['attributes'], boolean]>([
    [{}, {}, true],
    [{ store: ['Lisbon'] }, { store: 'Lisbon' }, true],
    [{ store: ['Lisbon'] }, { store: 'lisbon' }, false],
    [{ store: ['Lisbon'] }, {}, false],
    [{ store: ['Porto', 'Lisbon'], event: ['placed'] }, { store: 'Lisbon', event: 'placed' }, true],
    [{ store: ['Porto', 'Lisbon'], event: ['placed'] }, { store: 'Lisbon' }, false],
    [{ interests: ['rugby'] }, { interests: ['tennis', 'rugby'] }, true],
    [{ interests: ['rugby'] }, { interests: ['tennis'] }, false],
    [{ store: [{ 'anything-but': ['Porto'] }] }, { store: 'Lisbon' }, true],
    [{ store: [{ 'anything-but': ['Porto'] }] }, { store: 'Porto' }, false],
    [{ store: [{ 'anything-but': { prefix: 'Por' } }] }, { store: 'Porto' }, false],
    [{ store: [{ prefix: 'Lis' }] }, { store: 'Lisbon' }, true],
    [{ store: [{ suffix: 'bon' }] }, { store: 'Lisbon' }, true],
    [{ store: [{ 'equals-ignore-case': 'LISBON' }] }, { store: 'Lisbon' }, true],
    [{ price: [{ numeric: ['>', 0, '<=', 100] }] }, { price: 100 }, true],
    [{ price: [{ numeric: ['>', 0, '<=', 100] }] }, { price: 100.5 }, false],
    [{ price: [{ numeric: ['=', 5] }] }, { price: '5' }, false],
    [{ store: [{ exists: true }] }, { store: 'Lisbon' }, true],
    [{ store: [{ exists: false }] }, { store: 'Lisbon' }, false],
    [{ store: [{ exists: false }] }, {}, true],
    [{ bytes: [{ exists: true }] }, { bytes: Uint8Array.of(1) }, false],
    [{ $or: [{ store: ['Lisbon'] }, { event: ['placed'] }] }, { event: 'placed' }, true],
  ])('%j of %j is %j', (policy, attributes, expected) => {
    expect(wants(policy, { attributes })).toBe(expected)
  })
})

describe('a policy for the message', () => {
  test.each<[object, unknown, boolean]>([
    [{ order: { store: ['Lisbon'] } }, { order: { store: 'Lisbon', id: 1 } }, true],
    [{ order: { store: ['Lisbon'] } }, { order: { store: 'Porto' } }, false],
    [{ items: { id: [2] } }, { items: [{ id: 1 }, { id: 2 }] }, true],
    [{ paid: [true] }, { paid: true }, true],
    [{ store: [{ exists: false }] }, 'not JSON', false],
    [{ store: [{ exists: false }] }, '"a text"', false],
  ])('%j of %j is %j', (policy, message, expected) => {
    expect(wants(policy, { message }, 'MessageBody')).toBe(expected)
  })
})

test('a policy for the message counts keys at the top only, and values once for each level that they are nested in', () => {
  const message = { order: { store: 'Lisbon' } }
  const several = { order: { store: ['Lisbon'], b: [1], c: [1], d: [1], e: [1], f: [1] } }
  expect(() => wants(several, { message }, 'MessageBody')).not.toThrow()
  const nested = (values: number): object => ({
    order: { store: Array.from({ length: values }, (_, index) => String(index)) },
  })
  expect(wants(nested(75), { message: { order: { store: '74' } } }, 'MessageBody')).toBe(true)
  expect(() => wants(nested(76), { message }, 'MessageBody')).toThrow(
    'the policy: its values make 152 combinations, and SNS takes at most 150 ',
  )
})

test.each<[string, object, string]>([
  [
    'is nested, though attributes are not',
    { order: { store: ['Lisbon'] } },
    'the policy: "order" is nested, and attributes are not: set filterPolicyScope: \'MessageBody\' to look into the message (https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html).',
  ],
  [
    'has more than five keys',
    { a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'], f: ['1'] },
    'the policy: it has 6 keys, and SNS takes at most 5 (https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html).',
  ],
  [
    'has too many combinations',
    { a: Array.from({ length: 16 }, String), b: Array.from({ length: 10 }, String) },
    'the policy: its values make 160 combinations, and SNS takes at most 150 (https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html).',
  ],
  [
    'is no pattern',
    { store: 'Lisbon' },
    'the policy: "store" must be an object or an array (https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html).',
  ],
])('a policy that %s is refused', (_why, policy, message) => {
  expect(() => wants(policy, {})).toThrow(new TypeError(message))
})
