// Tests of what all event builders have in common.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HttpApiInput, SqsInput } from '../../src/events.js'
import { events } from '../../src/events/events.js'

type Build = (input?: object, overrides?: object) => object

/** Every builder by its public name, with an input that uses more than the defaults. */
const BUILDERS: readonly (readonly [string, Build, object])[] = [
  ['events.s3.put', events.s3.put, { bucket: 'b', key: 'a b', record: { eventVersion: '2.2' } }],
  ['events.s3.delete', events.s3.delete, { bucket: 'b', key: 'a b', versionId: 'v' }],
  ['events.dynamodb.insert', events.dynamodb.insert, { newImage: { id: '1', set: new Set([1]), list: [undefined] } }],
  ['events.dynamodb.modify', events.dynamodb.modify, { newImage: { id: '1', bytes: new Uint8Array(2) } }],
  ['events.dynamodb.remove', events.dynamodb.remove, { oldImage: { id: '1', map: { a: null } } }],
  ['events.sns', events.sns, { message: { a: 1 }, attributes: { list: ['a'] } }],
  ['events.ses', events.ses, { to: ['a@example.com'], verdicts: { spam: 'FAIL' } }],
  ['events.cloudWatchLogs', events.cloudWatchLogs, { messages: ['a', { b: 1 }] }],
  ['events.apiGateway.rest', events.apiGateway.rest, { path: '/a?b=c', headers: { X: ['1', '2'] }, body: { a: 1 } }],
  ['events.apiGateway.http', events.apiGateway.http, { path: '/a?b=c', cookies: { a: 'b' }, body: { a: 1 } }],
  ['events.apiGateway.websocket', events.apiGateway.websocket, { routeKey: '$connect', query: { a: ['b'] } }],
  ['events.functionUrl', events.functionUrl, { path: '/a?b=c', body: new Uint8Array([1]) }],
  ['events.alb', events.alb, { path: '/a?b=c', multiValueHeaders: true }],
  ['events.sqs', events.sqs, { body: { a: 1 }, attributes: { a: 1 } }],
  ['events.kinesis', events.kinesis, { data: { a: 1 } }],
  ['events.eventBridge', events.eventBridge, { detail: { a: [1, undefined] }, resources: ['arn'] }],
  ['events.schedule', events.schedule, { rule: 'nightly' }],
]

test('the builders are these', () => {
  expect(namesIn('events', events).toSorted()).toEqual(BUILDERS.map(([name]) => name).toSorted())
})

test.each(BUILDERS)('%s makes plain JSON', (_, build, input) => {
  for (const event of [build(), build(input)]) {
    expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event)
  }
})

test.each(BUILDERS)(
  '%s makes the same event from the same arguments, and another object each time',
  (_, build, input) => {
    expect(build(input)).toStrictEqual(build(input))
    const first = build(input)
    for (const key of Object.keys(first)) Reflect.deleteProperty(first, key)
    expect(build(input)).not.toEqual({})
  },
)

test.each(BUILDERS)('%s changes neither of its arguments', (_, build, input) => {
  const frozen = deepFreeze(structuredClone(input))
  const overrides = deepFreeze({ extra: { list: [{ a: 1 }] } })
  expect(() => build(frozen, overrides)).not.toThrow()
  expect(frozen).toEqual(input)
  expect(overrides).toEqual({ extra: { list: [{ a: 1 }] } })
})

test.each(BUILDERS)('%s refuses an unknown key and names itself', (name, build) => {
  expect(() => build({ bogus: 1 })).toThrow(`${name}: unknown key "bogus" in the input.`)
})

test.each(BUILDERS)('%s refuses an input that is not an object', (name, build) => {
  for (const input of ['x', 5, null]) {
    expect(() => build(input as unknown as object)).toThrow(`${name}: the input is `)
  }
})

test.each(BUILDERS)('%s refuses overrides that are not an object', (name, build) => {
  expect(() => build({}, [])).toThrow(`${name}: the overrides are a list of 0`)
})

test.each(BUILDERS)('%s refuses a time that is none', (name, build) => {
  expect(() => build({ time: 'soon' })).toThrow(`${name}: time is "soon" (a string), which is not a point in time.`)
})

test.each(BUILDERS)('%s happens on 2026-01-01 by default, and when it is told otherwise', (name, build) => {
  const { decode } = events.cloudWatchLogs
  const textOf = (input?: object): string =>
    JSON.stringify(name === 'events.cloudWatchLogs' ? decode(events.cloudWatchLogs(input)) : build(input))
  // Each service writes times in its own way: ISO text, a log's, seconds, milliseconds or, in a trace id, hexadecimal.
  expect(textOf()).toMatch(/2026-01-01T00:00:00|01\/Jan\/2026:00:00:00|1767225600|Root=1-6955b900/)
  expect(textOf({ time: '2031-02-03T04:05:06Z' })).toMatch(
    /2031-02-03T04:05:06|03\/Feb\/2031:04:05:06|1927857906|Root=1-72e8c6f2/,
  )
})

// The overrides of cloudWatchLogs are for the data inside the event; its own test covers them.
test.each(BUILDERS.filter(([name]) => name !== 'events.cloudWatchLogs'))(
  '%s leaves out what the overrides say is undefined',
  (_, build) => {
    const [field = ''] = Object.keys(build())
    expect(build()).toHaveProperty([field])
    expect(build({}, { [field]: undefined })).not.toHaveProperty([field])
  },
)

test('builders of batches make one record for each input, in order', () => {
  const { s3, dynamodb, sqs, kinesis } = events
  const builders: readonly ((inputs: readonly object[]) => { Records: readonly unknown[] })[] = [
    s3.put,
    s3.delete,
    dynamodb.insert,
    dynamodb.modify,
    dynamodb.remove,
    sqs,
    kinesis,
  ]
  fc.assert(
    fc.property(fc.constantFrom(...builders), fc.integer({ min: 1, max: 20 }), (build, count) => {
      const { Records } = build(Array.from({ length: count }, () => ({})))
      expect(Records).toHaveLength(count)
      expect(new Set(Records.map((record) => JSON.stringify(record))).size).toBe(count)
    }),
  )
})

/** Names of all builders, as a user would write them. */
function namesIn(path: string, value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, object]) =>
    typeof inner === 'function' ? [`${path}.${key}`] : namesIn(`${path}.${key}`, inner),
  )
}

function deepFreeze<Value>(value: Value): Value {
  // Bytes cannot be frozen, and no builder writes to them.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  for (const inner of Object.values(value)) deepFreeze(inner)
  return Object.freeze(value)
}

test("hosts and ARNs are those of the Region's partition, in every builder", () => {
  const region = 'cn-north-1'
  const made = [
    events.apiGateway.http({ region }),
    events.apiGateway.rest({ region }),
    events.apiGateway.websocket({ routeKey: '$connect', region }),
    events.alb({ region }),
    events.sns({ region }),
    events.sqs({ region }),
    events.s3.put({ region }),
  ].map((event) => JSON.stringify(event))
  for (const text of made) {
    expect(text).not.toMatch(/amazonaws\.com(?!\.cn)/)
    expect(text).not.toContain('"arn:aws:')
  }
  expect(made[3]).toContain('my-alb-123456789.cn-north-1.elb.amazonaws.com.cn')
})

test('wrappers can name the types of inputs, which the entry exports', () => {
  const order = (id: string, input: SqsInput = {}): SqsInput => ({ body: { id }, queue: 'orders', ...input })
  const get = (input: HttpApiInput): HttpApiInput => ({ ...input, method: 'GET' })
  expect(events.sqs([order('1'), order('2', { receiveCount: 2 })]).Records).toHaveLength(2)
  expect(events.apiGateway.http(get({ path: '/orders' })).rawPath).toBe('/orders')
})
