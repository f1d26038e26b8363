// Tests of records of Kafka topics.

import type { MSKHandler, SelfManagedKafkaHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { kafka } from '../../src/events/kafka.js'

test('the default event of an MSK cluster is complete', () => {
  expect(kafka.msk()).toMatchInlineSnapshot(`
    {
      "bootstrapServers": "b-1.my-cluster.abc123.c1.kafka.us-east-1.amazonaws.com:9092,b-2.my-cluster.abc123.c1.kafka.us-east-1.amazonaws.com:9092",
      "eventSource": "aws:kafka",
      "eventSourceArn": "arn:aws:kafka:us-east-1:123456789012:cluster/my-cluster/00000000-0000-4000-8000-000000000001-1",
      "records": {
        "my-topic-0": [
          {
            "headers": [],
            "key": "a2V5LTE=",
            "offset": 0,
            "partition": 0,
            "timestamp": 1767225600000,
            "timestampType": "CREATE_TIME",
            "topic": "my-topic",
            "value": "cmVjb3JkIDE=",
          },
        ],
      },
    }
  `)
})

test('a self-managed cluster has neither ARN nor Region', () => {
  const { records, ...event } = kafka.selfManaged()
  expect(event).toMatchInlineSnapshot(`
    {
      "bootstrapServers": "broker-1.example.com:9092,broker-2.example.com:9092",
      "eventSource": "SelfManagedKafka",
    }
  `)
  expect(records).toEqual(kafka.msk().records)
  expect(() => kafka.selfManaged({ region: 'eu-west-1' } as object)).toThrow('unknown key "region" in the input.')
})

test('everything in the input is found in the record', () => {
  const event = kafka.msk({
    topic: 'orders',
    partition: 3,
    offset: 15,
    key: { id: 1 },
    value: Uint8Array.of(104, 105),
    headers: { trace: 'ab', raw: Uint8Array.of(255), none: undefined },
    cluster: 'sales',
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
  })
  expect(event.eventSourceArn).toMatch(/^arn:aws:kafka:us-east-2:210987654321:cluster\/sales\//)
  expect(event.bootstrapServers).toContain('.kafka.us-east-2.amazonaws.com:9092')
  expect(event.records).toEqual({
    'orders-3': [
      {
        topic: 'orders',
        partition: 3,
        offset: 15,
        timestamp: 1545084650987,
        timestampType: 'CREATE_TIME',
        key: 'eyJpZCI6MX0=',
        value: 'aGk=',
        headers: [{ trace: [97, 98] }, { raw: [-1] }],
      },
    ],
  })
})

test('records are listed by topic and partition, in order', () => {
  const { records } = kafka.msk([{ topic: 'a' }, { topic: 'b', partition: 1 }, { topic: 'a' }])
  expect(
    Object.fromEntries(Object.entries(records).map(([name, list]) => [name, list.map(({ offset }) => offset)])),
  ).toEqual({ 'a-0': [0, 2], 'b-1': [1] })
})

test('a record without a key, and one that deletes, lack what is null', () => {
  const [record] = kafka.msk({ key: null, value: null }).records['my-topic-0'] ?? []
  expect(record).toMatchObject({ topic: 'my-topic', offset: 0 })
  expect(record).not.toHaveProperty('key')
  expect(record).not.toHaveProperty('value')
})

test('headers are text or bytes', () => {
  expect(() => kafka.msk({ headers: { tries: 2 } } as object)).toThrow(
    'events.kafka.msk: headers["tries"] is 2 (a number), where a string or a Uint8Array is expected.',
  )
})

test('a record can be overridden by itself', () => {
  expect(kafka.selfManaged({ record: { timestampType: 'LOG_APPEND_TIME' } }).records['my-topic-0']).toMatchObject([
    { timestampType: 'LOG_APPEND_TIME', topic: 'my-topic' },
  ])
})

test('an offset below 0 is refused', () => {
  expect(() => kafka.msk({ offset: -1 })).toThrow(
    'events.kafka.msk: offset is -1 (a number), where a whole number from 0 is expected.',
  )
})

test('two clusters in one event are refused', () => {
  expect(() => kafka.msk([{ cluster: 'a' }, { cluster: 'b' }])).toThrow('events.kafka.msk: cluster is "a"')
})

test('handlers take them', () => {
  expectTypeOf(kafka.msk()).toExtend<Parameters<MSKHandler>[0]>()
  expectTypeOf(kafka.selfManaged()).toExtend<Parameters<SelfManagedKafkaHandler>[0]>()
})
