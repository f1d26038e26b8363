// Tests of event filtering: which records of SQS, Kinesis and DynamoDB streams pass.

import { describe, expect, test } from 'vitest'
import { dynamodbInsert } from '../../src/events/dynamodb.js'
import { kinesis } from '../../src/events/kinesis.js'
import { sqs } from '../../src/events/sqs.js'
import { compileFilters } from '../../src/sources/filter-pattern.js'

const WHERE = 'sources.sqs(): filterCriteria'

function passes(record: unknown, ...patterns: (string | object)[]): boolean {
  const filters = patterns.map((pattern) => ({ pattern: pattern as string | Record<string, unknown> }))
  return compileFilters({ filters }, WHERE)(record)
}

function message(body: unknown): unknown {
  return sqs({ body }).Records[0]
}

describe('compileFilters', () => {
  test('lets every record pass without filters [STM-8]', () => {
    expect(compileFilters(undefined, WHERE)(message('a'))).toBe(true)
    expect(compileFilters({ filters: [] }, WHERE)(message('a'))).toBe(true)
  })

  test('lets a record pass that matches any of the filters, as text or as an object [STM-8]', () => {
    const filters = ['{"body":{"kind":["a"]}}', { body: { kind: ['b'] } }]
    expect(['a', 'b', 'c'].map((kind) => passes(message({ kind }), ...filters))).toEqual([true, true, false])
  })

  test.each([
    ['plain text', 'order 1', ['order 1'], true],
    ['plain text', 'order 1', [{ prefix: 'order' }], true],
    ['plain text', 'order 2', ['order 1'], false],
    ['plain text', '42', ['42'], true],
    ['plain text', 'order 1', { kind: ['a'] }, false],
    ['plain text', 'order 1', { kind: [{ exists: false }] }, false],
    ['JSON', { kind: 'a' }, ['{"kind":"a"}'], false],
    ['JSON', { kind: 'a' }, [{ prefix: '{' }], false],
    ['JSON', { kind: 'a' }, { kind: ['a'] }, true],
    ['JSON', { kind: 'a' }, { kind: ['b'] }, false],
    ['JSON', { items: [{ kind: 'a' }] }, { items: { kind: ['a'] } }, true],
  ])('compares a body of %s, %j, with %j: %s [STM-8]', (_, body, pattern, expected) => {
    expect(passes(message(body), { body: pattern })).toBe(expected)
    expect(passes(message(body), { $or: [{ body: pattern }, { messageId: ['none'] }] })).toBe(expected)
  })

  test('does not look at the form of a body that no filter names [STM-8]', () => {
    const id = '00000000-0000-4000-8000-000000000001'
    for (const body of ['text', { kind: 'a' }]) {
      expect(passes(message(body), { messageId: [id] })).toBe(true)
      expect(passes(message(body), { messageId: ['another'] })).toBe(false)
    }
  })

  test('reads the data of Kinesis, and what Kinesis says of the record beside it [STM-8]', () => {
    const [record] = kinesis({ data: { temperature: 55 }, partitionKey: 'p1' }).Records
    expect(passes(record, { data: { temperature: [{ numeric: ['>', 50, '<=', 60] }] } })).toBe(true)
    expect(passes(record, { data: { temperature: [{ numeric: ['>', 60] }] } })).toBe(false)
    expect(passes(record, { partitionKey: ['p1'], data: { temperature: [55] } })).toBe(true)
    expect(passes(record, { partitionKey: ['p2'] })).toBe(false)
  })

  test('drops data of Kinesis that is no JSON where a filter looks into it, and only there [STM-8]', () => {
    const [record] = kinesis({ data: 'plain', partitionKey: 'p1' }).Records
    expect(passes(record, { data: { a: [{ exists: false }] } })).toBe(false)
    expect(passes(record, { partitionKey: ['p1'] })).toBe(true)
  })

  test('reads records of a DynamoDB stream as they are [STM-8]', () => {
    const [record] = dynamodbInsert({ newImage: { id: 101, message: 'New item!' } }).Records
    expect(passes(record, { eventName: ['INSERT'], dynamodb: { NewImage: { id: { N: ['101'] } } } })).toBe(true)
    expect(passes(record, { eventName: ['REMOVE'] })).toBe(false)
    expect(passes(record, { dynamodb: { NewImage: { message: { S: [{ prefix: 'Old' }] } } } })).toBe(false)
  })

  test('passes nothing that is no record', () => {
    expect(passes('text', { a: [{ exists: false }] })).toBe(false)
  })

  test.each<[string | object, string]>([
    ['{"body":', 'it is not JSON'],
    ['"text"', 'a pattern is a JSON object'],
    [{ eventName: 'INSERT' }, '"eventName" must be an object or an array'],
    [{ data: ['text'] }, '"data" and "dynamodb" take an object with fields of the JSON, not a list'],
    [{ dynamodb: ['text'] }, '"data" and "dynamodb" take an object with fields of the JSON, not a list'],
    [{ body: ['x'.repeat(4096)] }, 'it has 4109 characters, and AWS takes at most 4096'],
    [
      { body: [{ wildcard: '*' }] },
      '"body": wildcard is for rules of EventBridge, and event source mappings do not have it',
    ],
  ])('refuses a pattern as AWS does [STM-8]: %j', (pattern, why) => {
    expect(() => passes(message('a'), { a: ['b'] }, pattern)).toThrow(
      expect.objectContaining({
        name: 'InvalidParameterValueException',
        statusCode: 400,
        message: `Invalid filter pattern definition. sources.sqs(): filterCriteria.filters[1].pattern: ${why} (STM-8).`,
      }),
    )
  })

  test('refuses more than five filters, the default quota [STM-8]', () => {
    const filters = Array.from({ length: 6 }, () => ({ pattern: { body: ['a'] } }))
    expect(() => compileFilters({ filters }, WHERE)).toThrowErrorMatchingInlineSnapshot(
      `[InvalidParameterValueException: sources.sqs(): filterCriteria has 6 filters: it takes at most 5, AWS's default quota (STM-8).]`,
    )
  })

  test.each([[1], [{}], [{ Filters: [] }], [{ filters: 'a' }], [{ filters: [{ Pattern: '{}' }] }]])(
    'refuses what are no filters: %j',
    (criteria) => {
      expect(() => compileFilters(criteria as never, WHERE)).toThrow(
        /^sources\.sqs\(\): filterCriteria is .+: it takes \{ filters: \[\{ pattern \}\] \} \(STM-8\)\.$/,
      )
    },
  )
})
