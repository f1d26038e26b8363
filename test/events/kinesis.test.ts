// Tests of batches from Kinesis data streams.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinesis } from '../../src/events/kinesis.js'

const dataOf = (data: unknown): Buffer => Buffer.from(kinesis({ data }).Records[0]?.kinesis.data ?? '', 'base64')

test('the default event is a batch of one record [STM-7]', () => {
  expect(kinesis()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "eventID": "shardId-000000000000:49600000000000000000000000000000000000000000000000000001",
          "eventName": "aws:kinesis:record",
          "eventSource": "aws:kinesis",
          "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/my-stream",
          "eventVersion": "1.0",
          "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
          "kinesis": {
            "approximateArrivalTimestamp": 1767225600,
            "data": "cmVjb3JkIDE=",
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "partition-1",
            "sequenceNumber": "49600000000000000000000000000000000000000000000000000001",
          },
        },
      ],
    }
  `)
})

test('everything in the input is found in the record [STM-7]', () => {
  const [record] = kinesis({
    data: 'hi',
    partitionKey: 'p',
    sequenceNumber: '7',
    stream: 'clicks',
    shardId: 'shardId-000000000006',
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
  }).Records
  expect(record).toMatchObject({
    eventID: 'shardId-000000000006:7',
    eventSourceARN: 'arn:aws:kinesis:us-east-2:210987654321:stream/clicks',
    invokeIdentityArn: 'arn:aws:iam::210987654321:role/lambda-role',
    awsRegion: 'us-east-2',
    kinesis: { partitionKey: 'p', sequenceNumber: '7', data: 'aGk=' },
  })
})

test('the arrival time is in seconds with a fraction [STM-7]', () => {
  const [record] = kinesis({ time: 1545084650987 }).Records
  expect(record?.kinesis.approximateArrivalTimestamp).toBe(1545084650.987)
})

test('data is base64 of text, of bytes, or of JSON text [STM-7]', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array(),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (text, bytes, json) => {
        expect(dataOf(text).toString()).toBe(text)
        expect(dataOf(bytes)).toEqual(Buffer.from(bytes))
        expect(dataOf(json).toString()).toBe(JSON.stringify(json))
      },
    ),
  )
})

test('several inputs are one batch, with sequence numbers in order and in the event ids', () => {
  const { Records } = kinesis([{}, {}])
  expect(dataOf(undefined).toString()).toBe('record 1')
  const [first, second] = Records.map(({ kinesis: { sequenceNumber } }) => BigInt(sequenceNumber))
  expect(first).toBeLessThan(second ?? 0n)
  for (const {
    eventID,
    kinesis: { sequenceNumber },
  } of Records) {
    expect(eventID).toBe(`shardId-000000000000:${sequenceNumber}`)
  }
})

test('a record can be overridden by itself, the list of records as a whole', () => {
  expect(kinesis({ record: { kinesis: { partitionKey: 'q' } } }).Records[0]?.kinesis).toMatchObject({
    partitionKey: 'q',
    kinesisSchemaVersion: '1.0',
  })
  expect(kinesis({}, { Records: [] })).toEqual({ Records: [] })
})

test('data that has no JSON text is refused', () => {
  expect(() => kinesis({ data: 1n })).toThrow('events.kinesis: data cannot be written as JSON')
})
