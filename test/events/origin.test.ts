// Tests of where and when events come from.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alb } from '../../src/events/alb.js'
import { dynamodbInsert } from '../../src/events/dynamodb.js'
import { kinesis } from '../../src/events/kinesis.js'
import { arnOf, originOf, sequenceAt, uuidAt } from '../../src/events/origin.js'
import { s3Put } from '../../src/events/s3.js'
import { sns } from '../../src/events/sns.js'
import { sqs } from '../../src/events/sqs.js'

test('the default origin is the first moment of 2026, in us-east-1, in account 123456789012', () => {
  expect(originOf('events.x', {})).toEqual({
    region: 'us-east-1',
    accountId: '123456789012',
    time: new Date('2026-01-01T00:00:00.000Z'),
  })
})

test('a time is a Date, milliseconds or ISO text', () => {
  const at = '2027-03-04T05:06:07.890Z'
  for (const time of [at, new Date(at), Date.parse(at)]) {
    expect(originOf('events.x', { time }).time.toISOString()).toBe(at)
  }
})

test('a Date that is changed later does not change the origin', () => {
  const time = new Date(0)
  const origin = originOf('events.x', { time })
  time.setFullYear(2000)
  expect(origin.time.getTime()).toBe(0)
})

test.each([
  ['2027-03-04', '2027-03-04T00:00:00.000Z'],
  ['2027-03-04T05:06', '2027-03-04T05:06:00.000Z'],
  ['2027-03-04T05:06:07.5', '2027-03-04T05:06:07.500Z'],
  ['2027-03-04T05:06:07+02:00', '2027-03-04T03:06:07.000Z'],
])('the text %s is %s in every time zone', (time, iso) => {
  expect(originOf('events.x', { time }).time.toISOString()).toBe(iso)
})

test.each(['', '1234', '1234567890123', 'my-account'])('%s is no account', (accountId) => {
  expect(() => originOf('events.x', { accountId })).toThrow(
    new TypeError(
      `events.x: accountId is "${accountId}" (a string), where twelve digits are expected, such as "123456789012".`,
    ),
  )
})

test.each(['yesterday', 'Jan 1 2026', '', '2026-13-01', Number.NaN, new Date(Number.NaN)])('%s is no time', (time) => {
  expect(() => originOf('events.x', { time })).toThrow('which is not a point in time')
})

test('what is no time is shown with what would be one', () => {
  expect(() => originOf('events.x', { time: 'yesterday' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: time is "yesterday" (a string), which is not a point in time. Give a Date, milliseconds since the epoch, or ISO 8601 text such as "2026-01-01T00:00:00.000Z".]`,
  )
})

test('an ARN names partition, service, region, account and resource', () => {
  const origin = originOf('events.x', { region: 'cn-north-1', accountId: '210987654321' })
  expect(arnOf(origin, 'sqs', 'orders')).toBe('arn:aws-cn:sqs:cn-north-1:210987654321:orders')
})

test('an ARN of a global service names no region', () => {
  expect(arnOf(originOf('events.x', {}), 'iam', 'role/x', 'global')).toBe('arn:aws:iam::123456789012:role/x')
})

test('ids are well-formed UUIDs, another for each index', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
      expect(uuidAt(a)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(uuidAt(a) === uuidAt(b)).toBe(a === b)
    }),
  )
})

test('sequence numbers keep digits that a JavaScript number would lose', () => {
  expect(sequenceAt('49600000000000000000000000000000000000000000000000000001', 1)).toBe(
    '49600000000000000000000000000000000000000000000000000002',
  )
})

describe('what becomes a part of an ARN', () => {
  const arn = 'arn:aws:sqs:eu-west-1:123456789012:orders'

  test('is a name, and neither an ARN nor a URL', () => {
    expect(() => sqs({ queue: arn })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: events.sqs: queue is "arn:aws:sqs:eu-west-1:123456789012:order…" (a string), where a name (neither ARN nor URL: region and accountId go beside it) is expected.]`,
    )
    expect(() => sqs({ queue: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders' })).toThrow('where a name')
  })

  test.each<readonly [string, () => unknown]>([
    ['a table', () => dynamodbInsert({ table: arn })],
    ['a topic', () => sns({ topic: arn })],
    ['a stream', () => kinesis({ stream: arn })],
    ['a bucket', () => s3Put({ bucket: arn })],
    ['a target group', () => alb({ targetGroup: arn })],
  ])('is so for %s', (_, build) => {
    expect(build).toThrow('where a name (neither ARN nor URL: region and accountId go beside it) is expected.')
  })
})
